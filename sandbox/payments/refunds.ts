import type { Stripe } from 'stripe';
import { newStripeId } from '../store/ids';
import { idOf } from '../store/store';
import type { World } from '../world';
import { postRefund, postRefundFailure } from './balance';
import { findTestCard } from './cards';
import { settleWarnings } from './fraud-warnings';

export interface NewRefund {
  amount: number;
  reason: Stripe.Refund.Reason | null;
  metadata: Stripe.Metadata;
}

/** Refunds a part of a charge that is not refunded yet; the caller has checked the amount. */
export function refundCharge(
  world: World,
  charge: Stripe.Charge,
  input: NewRefund,
): Stripe.Refund {
  const instrument = world.store.instruments.get(charge.payment_method ?? '');
  const then = findTestCard(instrument?.number ?? '')?.then ?? null;
  const instant = instrument?.kind !== 'sepa_debit' && then !== 'slow_refund';
  const id = newStripeId(charge.id.startsWith('py_') ? 'pyr' : 're');
  const draft = buildRefund(world, charge, input, id, instant ? 'succeeded' : 'pending');
  const refund = world.store.refunds.put({
    ...draft,
    balance_transaction: postRefund(world, draft).id,
  });
  const amountRefunded = charge.amount_refunded + input.amount;
  const refunded = world.store.charges.put({
    ...charge,
    amount_refunded: amountRefunded,
    refunded: amountRefunded === charge.amount,
  });
  world.emit('refund.created', refund);
  world.emit('charge.refunded', refunded, {
    amount_refunded: charge.amount_refunded,
    refunded: charge.refunded,
  });
  settleWarnings(world, refunded);
  if (!instant || then === 'failed_refund') {
    const succeeds = then !== 'failed_refund';
    world.schedule({ kind: 'finish_refund', refund: refund.id, succeeds }, world.delays.refundMs);
  }
  return refund;
}

/** A refund that took a while arrives or fails; a failed one gives the money back to us. */
export function finishRefund(world: World, refundId: string, succeeds: boolean): void {
  const refund = world.store.refunds.get(refundId);
  if (refund === null || refund.status === 'failed') return;
  const previous = { status: refund.status };
  if (succeeds) {
    const done = world.store.refunds.put({ ...refund, status: 'succeeded' });
    world.emit('refund.updated', done, previous);
    world.emit('charge.refund.updated', done, previous);
    return;
  }
  const failed = world.store.refunds.put({
    ...refund,
    failure_balance_transaction: postRefundFailure(world, refund).id,
    failure_reason: 'expired_or_canceled_card',
    status: 'failed',
  });
  const charge = world.store.charges.get(idOf(refund.charge) ?? '');
  if (charge !== null) {
    world.store.charges.put({
      ...charge,
      amount_refunded: charge.amount_refunded - refund.amount,
      refunded: false,
    });
  }
  world.emit('refund.updated', failed, previous);
  world.emit('refund.failed', failed, previous);
  world.emit('charge.refund.updated', failed, previous);
}

function buildRefund(
  world: World,
  charge: Stripe.Charge,
  input: NewRefund,
  id: string,
  status: 'pending' | 'succeeded',
): Stripe.Refund {
  const type = charge.payment_method_details?.type ?? 'card';
  return {
    id,
    object: 'refund',
    amount: input.amount,
    balance_transaction: null,
    charge: charge.id,
    created: world.clock.seconds(),
    currency: charge.currency,
    customer: charge.customer,
    customer_account: null,
    destination_details:
      type === 'card' ? { type, card: { reference_status: 'pending', type: 'refund' } } : { type },
    metadata: input.metadata,
    payment_intent: charge.payment_intent,
    payment_method: charge.payment_method,
    reason: input.reason,
    receipt_number: null,
    source_transfer_reversal: null,
    status,
    transfer_reversal: null,
  };
}
