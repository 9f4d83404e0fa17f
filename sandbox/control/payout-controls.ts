import type { Stripe } from 'stripe';
import { z } from 'zod';
import { ownerOf } from '../connect/balance-of';
import { failPayout, finishPayout } from '../connect/payouts';
import { PAYOUT_FAILURES } from '../connect/test-banks';
import { invalidRequest, missing } from '../server/stripe-error';
import type { World } from '../world';
import type { Controls, ControlRoute } from './control';

const failBody = z.strictObject({ code: z.enum(PAYOUT_FAILURES).default('account_closed') });

export const payoutControls: readonly ControlRoute[] = [
  { method: 'POST', path: '/payouts/:id/pay', does: 'the payout arrives now', run: pay },
  {
    method: 'POST',
    path: '/payouts/:id/fail',
    does: `the payout comes back, also one that was paid: {code: ${PAYOUT_FAILURES.join('|')}}`,
    run: fail,
  },
];

function pay({ world }: Controls, _body: unknown, id: string): object {
  findPayout(world, id);
  return world.store.transact(() => finishPayout(world, id, null)) ?? {};
}

function fail({ world }: Controls, body: unknown, id: string): object {
  const { code } = failBody.parse(body);
  const payout = findPayout(world, id);
  if (['failed', 'canceled'].includes(payout.status)) throw invalidRequest('This payout is back already.');
  return world.store.transact(() => failPayout(world, payout, ownerOf(world, id), code));
}

function findPayout(world: World, id: string): Stripe.Payout {
  const payout = world.store.payouts.get(id);
  if (payout === null) throw missing('payout', id);
  return payout;
}
