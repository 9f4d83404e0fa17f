import type { Stripe } from 'stripe';
import { docUrl } from '../server/stripe-error';
import { idOf } from '../store/store';
import type { World } from '../world';
import { findTestBankAccount } from './bank-accounts';
import { completeAsyncSession } from './complete-session';

/** A debit that was on its way arrives or comes back; anything but a pending charge is left. */
export function settleDebit(world: World, chargeId: string, succeeds: boolean): void {
  const charge = world.store.charges.get(chargeId);
  const intent = world.store.intents.get(idOf(charge?.payment_intent) ?? '');
  if (charge === null || charge.status !== 'pending' || intent === null) return;
  if (succeeds) arrive(world, charge, intent);
  else comeBack(world, charge, intent);
}

function arrive(world: World, charge: Stripe.Charge, intent: Stripe.PaymentIntent): void {
  const arrived = world.store.charges.put({
    ...charge,
    amount_captured: charge.amount,
    captured: true,
    status: 'succeeded',
  });
  const paid = world.store.intents.put({
    ...intent,
    amount_received: intent.amount,
    status: 'succeeded',
  });
  world.emit('charge.succeeded', arrived);
  world.emit('payment_intent.succeeded', paid);
  completeAsyncSession(world, paid, true);
  world.schedule({ kind: 'post_fee', charge: charge.id }, world.delays.feeMs);
  const instrument = world.store.instruments.get(charge.payment_method ?? '');
  if (findTestBankAccount(instrument?.number ?? '')?.disputed) {
    const dispute = { kind: 'open_dispute', charge: charge.id, inquiry: false } as const;
    world.schedule(dispute, world.delays.disputeMs);
  }
}

function comeBack(world: World, charge: Stripe.Charge, intent: Stripe.PaymentIntent): void {
  const instrument = world.store.instruments.get(charge.payment_method ?? '');
  const account = findTestBankAccount(instrument?.number ?? '');
  const method = world.store.paymentMethods.get(charge.payment_method ?? '');
  const code = account?.failure ?? 'debit_not_authorized';
  const message =
    code === 'insufficient_funds'
      ? "The customer's account has insufficient funds to cover this payment."
      : 'The customer has notified their bank that this payment was unauthorized.';
  const failed = world.store.charges.put({
    ...charge,
    failure_code: code,
    failure_message: message,
    paid: false,
    status: 'failed',
  });
  const refused = world.store.intents.put({
    ...intent,
    last_payment_error: {
      charge: charge.id,
      code: 'payment_intent_payment_attempt_failed',
      decline_code: code,
      doc_url: docUrl('payment_intent_payment_attempt_failed'),
      message,
      ...(method ? { payment_method: method } : {}),
      type: 'invalid_request_error',
    },
    payment_method: null,
    status: 'requires_payment_method',
  });
  world.emit('charge.failed', failed);
  world.emit('payment_intent.payment_failed', refused);
  completeAsyncSession(world, refused, false);
}
