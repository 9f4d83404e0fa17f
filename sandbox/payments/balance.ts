import type { Stripe } from 'stripe';
import { newStripeId } from '../store/ids';
import { idOf } from '../store/store';
import type { World } from '../world';
import { findTestCard } from './cards';
import { counterFee, disputeFee, isZeroDecimal, processorFee, settlementDays } from './fees';

const DAY_SECONDS = 86_400;

interface Movement {
  amountMinor: number;
  feeMinor: number;
  feeDescription?: string;
  currency: string;
  availableOn: number;
  category: string;
  description: string | null;
  exchangeRate?: number | null;
  /** Null for what is charged for no single object. */
  source: string | null;
  /** A connected account's balance; without it the platform's. */
  account?: string;
  type: Stripe.BalanceTransaction.Type;
}

/** Writes one movement of the account's balance. */
export function addBalanceTransaction(world: World, move: Movement): Stripe.BalanceTransaction {
  const now = world.clock.seconds();
  const id = newStripeId('txn');
  if (move.account !== undefined) world.store.owners.put({ id, account: move.account });
  return world.store.balanceTransactions.put({
    id,
    object: 'balance_transaction',
    amount: move.amountMinor,
    available_on: move.availableOn,
    balance_type: 'payments',
    created: now,
    currency: move.currency,
    description: move.description,
    exchange_rate: move.exchangeRate ?? null,
    fee: move.feeMinor,
    fee_details:
      move.feeMinor === 0
        ? []
        : [
            {
              amount: move.feeMinor,
              application: null,
              currency: move.currency,
              description: move.feeDescription ?? 'Stripe processing fees',
              type: 'stripe_fee',
            },
          ],
    net: move.amountMinor - move.feeMinor,
    reporting_category: move.category,
    source: move.source,
    status: move.availableOn <= now ? 'available' : 'pending',
    type: move.type,
  });
}

/**
 * The fee of a charge is known: its balance transaction is written and `charge.updated` tells so.
 * Does nothing when the charge has one already or did not succeed.
 */
export function postFee(world: World, charge: Stripe.Charge): Stripe.Charge {
  if (charge.balance_transaction !== null || charge.status !== 'succeeded') return charge;
  const instrument = world.store.instruments.get(charge.payment_method ?? '');
  const method = instrument?.kind ?? 'card';
  const card = findTestCard(instrument?.number ?? '');
  const settlement = takeForeignSettlement(world, charge);
  const amountMinor = convert(charge.amount, charge.currency, settlement);
  const days = card?.then === 'available_at_once' ? 0 : settlementDays(method);
  const transaction = addBalanceTransaction(world, {
    amountMinor,
    feeMinor: processorFee({
      amountMinor,
      currency: settlement?.currency ?? charge.currency,
      method,
      country: card?.country ?? null,
    }),
    currency: settlement?.currency ?? charge.currency,
    exchangeRate: settlement?.exchangeRate ?? null,
    availableOn: world.clock.seconds() + days * DAY_SECONDS,
    category: 'charge',
    description: charge.description,
    source: charge.id,
    type: method === 'card' ? 'charge' : 'payment',
  });
  const updated = world.store.charges.put({ ...charge, balance_transaction: transaction.id });
  world.emit('charge.updated', updated, { balance_transaction: null });
  return updated;
}

function takeForeignSettlement(world: World, charge: Stripe.Charge) {
  const settlement = world.foreignSettlement;
  if (settlement === null || settlement.currency === charge.currency) return null;
  settlement.remaining -= 1;
  if (settlement.remaining <= 0) world.foreignSettlement = null;
  return settlement;
}

function convert(
  amountMinor: number,
  currency: string,
  settlement: { currency: string; exchangeRate: number } | null,
): number {
  if (settlement === null) return amountMinor;
  const from = isZeroDecimal(currency) ? 1 : 100;
  const to = isZeroDecimal(settlement.currency) ? 1 : 100;
  return Math.round((amountMinor / from) * settlement.exchangeRate * to);
}

/** Takes a refund out of the balance; the processor keeps its fee. */
export function postRefund(world: World, refund: Stripe.Refund): Stripe.BalanceTransaction {
  const charge = world.store.charges.get(idOf(refund.charge) ?? '');
  const paid = world.store.balanceTransactions.get(idOf(charge?.balance_transaction) ?? '');
  const rate = paid?.exchange_rate ?? null;
  const currency = rate === null ? refund.currency : (paid?.currency ?? refund.currency);
  return addBalanceTransaction(world, {
    amountMinor: -convert(
      refund.amount,
      refund.currency,
      rate === null ? null : { currency, exchangeRate: rate },
    ),
    feeMinor: 0,
    currency,
    exchangeRate: rate,
    availableOn: world.clock.seconds(),
    category: 'refund',
    description: charge?.description ?? null,
    source: refund.id,
    type: charge?.id.startsWith('py_') ? 'payment_refund' : 'refund',
  });
}

/** Takes a refund that failed back into the balance. */
export function postRefundFailure(
  world: World,
  refund: Stripe.Refund,
): Stripe.BalanceTransaction {
  return addBalanceTransaction(world, {
    amountMinor: refund.amount,
    feeMinor: 0,
    currency: refund.currency,
    availableOn: world.clock.seconds(),
    category: 'refund_failure',
    description: 'REFUND FAILURE',
    source: refund.id,
    type: 'refund_failure',
  });
}

/** Moves money out of the balance for a dispute, the first time with its fee, or back into it without. */
export function postDispute(
  world: World,
  dispute: Pick<Stripe.Dispute, 'id' | 'currency' | 'balance_transactions'>,
  amountMinor: number,
): Stripe.BalanceTransaction {
  const withdrawn = amountMinor < 0;
  return addBalanceTransaction(world, {
    amountMinor,
    feeMinor: dispute.balance_transactions.length === 0 ? disputeFee(dispute.currency) : 0,
    feeDescription: 'Dispute fee',
    currency: dispute.currency,
    availableOn: world.clock.seconds(),
    category: withdrawn ? 'dispute' : 'dispute_reversal',
    description: withdrawn ? 'Chargeback withdrawal' : 'Chargeback reversal',
    source: dispute.id,
    type: 'adjustment',
  });
}

/** The further fee for countering a dispute, on its own beside the dispute's movements; it is returned when the dispute is won. */
export function postCounterFee(world: World, { id, currency }: Pick<Stripe.Dispute, 'id' | 'currency'>, direction: 'taken' | 'returned'): void {
  const feeMinor = counterFee(currency);
  if (feeMinor === 0) return;
  const isTaken = direction === 'taken';
  addBalanceTransaction(world, {
    amountMinor: isTaken ? -feeMinor : feeMinor,
    feeMinor: 0,
    currency,
    availableOn: world.clock.seconds(),
    category: 'fee',
    description: isTaken ? `Dispute countered fee (${id})` : `Dispute countered fee returned (${id})`,
    source: null,
    type: 'stripe_fee',
  });
}
