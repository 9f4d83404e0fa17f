import type { Stripe } from 'stripe';
import { z } from 'zod';
import { DECLINES } from '../payments/cards';
import { findCustomer } from '../resources/customers';
import { invalidRequest, missing } from '../server/stripe-error';
import type { World } from '../world';
import type { Controls, ControlRoute } from './control';

const behaveBody = z.strictObject({ as: z.enum([...DECLINES, 'succeeds', 'listed']) });
const declineBody = z.strictObject({
  decline: z.enum(DECLINES).default('generic_decline'),
  times: z.coerce.number().int().min(0).max(1_000).default(1),
});
const renewBody = z.strictObject({
  exp_month: z.coerce.number().int().min(1).max(12).default(12),
  exp_year: z.coerce.number().int().min(2020).max(2100).default(2034),
  last4: z.string().regex(/^\d{4}$/).optional(),
});

export const cardControls: readonly ControlRoute[] = [
  {
    method: 'POST',
    path: '/payment_methods/:id/expire',
    does: 'the card expired last month: it is declined with expired_card from now on; the id may be a customer’s, for their newest card',
    run: expire,
  },
  {
    method: 'POST',
    path: '/payment_methods/:id/renew',
    does: 'the bank renewed the card and told Stripe (payment_method.automatically_updated): {exp_month, exp_year, last4}',
    run: renew,
  },
  {
    method: 'POST',
    path: '/payment_methods/:id/behave',
    does: 'what a saved card does from now on: {as: a decline code, succeeds, or listed (as its number says)}',
    run: behave,
  },
  {
    method: 'POST',
    path: '/customers/:id/decline',
    does: 'the next charges of a customer off session are declined, whatever the card: {decline, times}; times 0 forgets it',
    run: declineNext,
  },
];

function expire({ world }: Controls, _body: unknown, id: string): object {
  const { method, card } = cardOf(world, id);
  const now = new Date(world.clock.nowMs());
  const last = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 1, 1));
  const expired = { ...card, exp_month: last.getUTCMonth() + 1, exp_year: last.getUTCFullYear() };
  // Nobody is told, as in life: a card's end is seen at its next charge.
  return world.store.transact(() => world.store.paymentMethods.put({ ...method, card: expired }));
}

function renew({ world }: Controls, body: unknown, id: string): object {
  const { exp_month: month, exp_year: year, last4 } = renewBody.parse(body);
  const { method, card } = cardOf(world, id);
  const renewed = { ...card, exp_month: month, exp_year: year, last4: last4 ?? card.last4 };
  return world.store.transact(() => {
    const after = world.store.paymentMethods.put({ ...method, card: renewed });
    world.emit('payment_method.automatically_updated', after, { card });
    return after;
  });
}

function behave({ world }: Controls, body: unknown, id: string): object {
  const { as } = behaveBody.parse(body);
  const { method } = cardOf(world, id);
  const instrument = world.store.instruments.get(method.id);
  if (instrument === null) throw missing('PaymentMethod', id);
  const turned = as === 'listed' ? null : as;
  world.store.transact(() => world.store.instruments.put({ ...instrument, turned }));
  return { payment_method: method.id, behaves: as };
}

function declineNext({ world }: Controls, body: unknown, id: string): object {
  const { decline, times } = declineBody.parse(body);
  const customer = findCustomer(world, id).id;
  world.store.transact(() => {
    if (times === 0) world.store.customerFaults.delete(customer);
    else world.store.customerFaults.put({ id: customer, decline, times });
  });
  return { customer, decline, times };
}

function cardOf(world: World, id: string): { method: Stripe.PaymentMethod; card: Stripe.PaymentMethod.Card } {
  const method = world.store.paymentMethods.get(id) ?? world.store.paymentMethods.of(id).at(-1) ?? null;
  if (method === null) throw missing('PaymentMethod', id);
  if (method.card === undefined) throw invalidRequest('This payment method is no card.');
  return { method, card: method.card };
}
