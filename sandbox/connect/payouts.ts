import type { Stripe } from 'stripe';
import { addBalanceTransaction } from '../payments/balance';
import { newStripeId } from '../store/ids';
import { idOf } from '../store/store';
import type { World } from '../world';
import { balancesOf, ownerOf, transactionsOf } from './balance-of';
import { nextPayoutMs, settingsOf } from './payout-schedule';
import { findPayoutBank, type PayoutFailure } from './test-banks';

const DAY_MS = 86_400_000;
const TRAVELS_DAYS = 2;

/** Has an account's balance looked at when its schedule says so, after the money is there. */
export function schedulePayout(world: World, account: string, availableOn: number): void {
  const dueMs = nextPayoutMs(settingsOf(world, account), availableOn * 1_000);
  if (dueMs === null) return;
  world.schedule({ kind: 'pay_out', account }, dueMs - world.clock.nowMs());
}

/** Pays out all that a connected account has, a payout for each currency that it can be paid in. */
export function payOutAll(world: World, account: string, dueMs: number): void {
  const settings = settingsOf(world, account);
  const dayMs = Math.round(dueMs / DAY_MS) * DAY_MS;
  // The schedule may have changed since: then another day is the one.
  if (nextPayoutMs(settings, dayMs) !== dayMs) return schedulePayout(world, account, dayMs / 1_000);
  const { payouts } = settings.payments;
  for (const [currency, { available }] of balancesOf(world, account)) {
    const kept = payouts?.minimum_balance_by_currency?.[currency] ?? 0;
    if (available > kept) makePayout(world, { account, amount: available - kept, currency, automatic: true });
  }
}

export interface NewPayout {
  account: string | null;
  amount: number;
  currency: string;
  automatic: boolean;
  description?: string | null;
  metadata?: Stripe.Metadata;
  statementDescriptor?: string | null;
}

/**
 * Sends money to the bank account; the caller has checked that it is there.
 *
 *   pending ──(arrives)──▶ paid ──(comes back later)──▶ failed
 *      ├──(comes back)──▶ failed
 *      └──(called off)──▶ canceled
 */
export function makePayout(world: World, input: NewPayout): Stripe.Payout {
  const { account, amount, currency } = input;
  const now = world.clock.seconds();
  const id = newStripeId('po');
  const move = { amountMinor: -amount, feeMinor: 0, currency, availableOn: now, category: 'payout', description: 'STRIPE PAYOUT' };
  const moved = addBalanceTransaction(world, { ...move, source: id, type: 'payout', ...(account === null ? {} : { account }) });
  if (account !== null) world.store.owners.put({ id, account });
  if (input.automatic) claimTransactions(world, account, currency, id, now);
  const payout = world.store.payouts.put({
    id,
    object: 'payout',
    amount,
    application_fee: null,
    application_fee_amount: null,
    arrival_date: now + TRAVELS_DAYS * (DAY_MS / 1_000),
    automatic: input.automatic,
    balance_transaction: moved.id,
    created: now,
    currency,
    description: input.description ?? (input.automatic ? 'STRIPE PAYOUT' : null),
    destination: world.store.accountDetails.get(account ?? '')?.bankId ?? 'ba_platform',
    failure_balance_transaction: null,
    failure_code: null,
    failure_message: null,
    livemode: false,
    metadata: input.metadata ?? {},
    method: 'standard',
    original_payout: null,
    payout_method: null,
    reconciliation_status: input.automatic ? 'completed' : 'not_applicable',
    reversed_by: null,
    source_type: 'card',
    statement_descriptor: input.statementDescriptor ?? null,
    status: 'pending',
    trace_id: null,
    type: 'bank_account',
  });
  world.emit('payout.created', payout, undefined, account);
  world.schedule({ kind: 'finish_payout', payout: id }, TRAVELS_DAYS * DAY_MS);
  return payout;
}

/** What an automatic payout pays: all that became available and is in no payout yet, what came back of an earlier one included. */
function claimTransactions(world: World, account: string | null, currency: string, payout: string, now: number): void {
  for (const { id, available_on: on, currency: of, type } of transactionsOf(world, account)) {
    if (on > now || of !== currency || type === 'payout' || world.store.payoutParts.has(id)) continue;
    world.store.payoutParts.put({ id, payout });
  }
}

/** The payout arrives, or comes back as its bank account is listed to do. */
export function finishPayout(world: World, id: string, failure?: PayoutFailure | null): Stripe.Payout | null {
  const payout = world.store.payouts.get(id);
  if (payout === null || payout.status !== 'pending') return payout;
  const account = ownerOf(world, id);
  const bank = findPayoutBank(world.store.accountDetails.get(account ?? '')?.bankNumber ?? '');
  const code = failure === undefined ? (bank?.failure ?? null) : failure;
  if (code !== null) return failPayout(world, payout, account, code);
  const paid = world.store.payouts.put({ ...payout, status: 'paid', trace_id: { status: 'supported', value: `trace${id.slice(-8)}` } });
  world.emit('payout.paid', paid, { status: payout.status }, account);
  return paid;
}

const SENTENCES: Record<PayoutFailure, string> = {
  account_closed: 'The bank account has been closed.',
  could_not_process: 'The bank could not process this payout.',
  debit_not_authorized: 'Debit transactions are not approved on the bank account.',
  insufficient_funds: 'Your Stripe account has insufficient funds to cover the payout.',
  invalid_currency: 'The bank was unable to process this payout because of its currency.',
  no_account: "The bank account details on file are probably incorrect. No bank account could be located with those details.",
};

/** Also a payout that was paid comes back, some days later. */
export function failPayout(world: World, payout: Stripe.Payout, account: string | null, code: PayoutFailure): Stripe.Payout {
  const back = giveBack(world, payout, account, 'payout_failure');
  const failed = world.store.payouts.put({
    ...payout,
    failure_balance_transaction: back.id,
    failure_code: code,
    failure_message: SENTENCES[code],
    status: 'failed',
  });
  world.emit('payout.failed', failed, { status: payout.status }, account);
  return failed;
}

/** A payout that has not left yet is called off; the money is back at once. */
export function cancelPayout(world: World, payout: Stripe.Payout): Stripe.Payout {
  const account = ownerOf(world, payout.id);
  const back = giveBack(world, payout, account, 'payout_cancel');
  const canceled = world.store.payouts.put({ ...payout, failure_balance_transaction: back.id, status: 'canceled' });
  world.emit('payout.canceled', canceled, { status: payout.status }, account);
  return canceled;
}

function giveBack(world: World, payout: Stripe.Payout, account: string | null, type: 'payout_failure' | 'payout_cancel') {
  const moved = world.store.balanceTransactions.get(idOf(payout.balance_transaction) ?? '');
  return addBalanceTransaction(world, {
    amountMinor: payout.amount,
    feeMinor: 0,
    currency: payout.currency,
    availableOn: world.clock.seconds(),
    category: 'payout_reversal',
    description: moved?.description ?? null,
    source: payout.id,
    type,
    ...(account === null ? {} : { account }),
  });
}
