import type { Stripe } from 'stripe';
import { addBalanceTransaction } from '../payments/balance';
import { settlementDays } from '../payments/fees';
import { invalidRequest } from '../server/stripe-error';
import { newStripeId } from '../store/ids';
import { idOf } from '../store/store';
import type { World } from '../world';
import { balanceOf } from './balance-of';
import { schedulePayout } from './payouts';

export interface NewTransfer {
  amount: number;
  currency: string;
  destination: string;
  description: string | null;
  metadata: Stripe.Metadata;
  /** The charge that the money comes from, also while it is not available yet. */
  source: Stripe.Charge | null;
  group: string | null;
}

/**
 * Sends money to a connected account. From a charge it arrives when the charge's money does;
 * without one it is there at once and must be available here.
 * @throws StripeError 400 `balance_insufficient`
 */
export function sendTransfer(world: World, input: NewTransfer): Stripe.Transfer {
  const { amount, currency, source, destination } = input;
  if (source === null && balanceOf(world, null, currency).available < amount) throw insufficient();
  const now = world.clock.seconds();
  const paid = world.store.balanceTransactions.get(idOf(source?.balance_transaction) ?? '');
  // A charge whose fee is not known yet is not available yet either.
  const expected = source === null ? now : now + settlementDays('card') * 86_400;
  const availableOn = Math.max(now, paid?.available_on ?? expected);
  const id = newStripeId('tr');
  const payment = newStripeId('py');
  const move = { currency, feeMinor: 0, availableOn, description: input.description };
  const left = addBalanceTransaction(world, { ...move, amountMinor: -amount, category: 'transfer', source: id, type: 'transfer' });
  addBalanceTransaction(world, { ...move, amountMinor: amount, category: 'charge', source: payment, type: 'payment', account: destination });
  const transfer = world.store.transfers.put({
    id,
    object: 'transfer',
    amount,
    amount_reversed: 0,
    balance_transaction: left.id,
    created: now,
    currency,
    description: input.description,
    destination,
    destination_payment: payment,
    livemode: false,
    metadata: input.metadata,
    reversals: { object: 'list', data: [], has_more: false, url: `/v1/transfers/${id}/reversals` },
    reversed: false,
    source_transaction: source?.id ?? null,
    source_type: 'card',
    transfer_group: input.group,
  });
  world.emit('transfer.created', transfer);
  schedulePayout(world, destination, availableOn);
  return transfer;
}

/** What is still on its way from a charge, over all its transfers. */
export function takenFrom(world: World, charge: Stripe.Charge): number {
  const transfers = world.store.transfers.of(charge.id);
  return transfers.reduce((sum, { amount, amount_reversed: back }) => sum + amount - back, 0);
}

/**
 * Takes a transfer back, or a part; the destination must still have it.
 * @throws StripeError 400 `balance_insufficient`
 */
export function reverseTransfer(
  world: World,
  transfer: Stripe.Transfer,
  { amount, metadata }: { amount: number; metadata: Stripe.Metadata },
): Stripe.TransferReversal {
  const account = idOf(transfer.destination) ?? '';
  const { available, pending } = balanceOf(world, account, transfer.currency);
  if (available + pending < amount) throw insufficient('The connected account does not have it any more.');
  const now = world.clock.seconds();
  const sent = world.store.balanceTransactions.get(idOf(transfer.balance_transaction) ?? '');
  const id = newStripeId('trr');
  const move = { currency: transfer.currency, feeMinor: 0, availableOn: Math.max(now, sent?.available_on ?? now), description: null };
  const back = addBalanceTransaction(world, { ...move, amountMinor: amount, category: 'transfer_reversal', source: id, type: 'transfer_refund' });
  const refund = newStripeId('pyr');
  addBalanceTransaction(world, { ...move, amountMinor: -amount, category: 'refund', source: refund, type: 'payment_refund', account });
  const reversal = world.store.transferReversals.put({
    id,
    object: 'transfer_reversal',
    amount,
    balance_transaction: back.id,
    created: now,
    currency: transfer.currency,
    destination_payment_refund: refund,
    metadata,
    source_refund: null,
    transfer: transfer.id,
  });
  const reversed = transfer.amount_reversed + amount;
  const after = world.store.transfers.put({
    ...transfer,
    amount_reversed: reversed,
    reversals: { ...transfer.reversals, data: [reversal, ...transfer.reversals.data].slice(0, 10), has_more: transfer.reversals.data.length >= 10 },
    reversed: reversed === transfer.amount,
  });
  world.emit('transfer.reversed', after, { amount_reversed: transfer.amount_reversed, reversed: transfer.reversed });
  return reversal;
}

function insufficient(detail = 'You can add to your available balance with a charge of the test card 4000 0000 0000 0077.') {
  return invalidRequest(`Insufficient funds in Stripe account. ${detail}`, 'balance_insufficient');
}
