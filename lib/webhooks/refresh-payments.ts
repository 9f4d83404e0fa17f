import { inTransaction, type Tx } from '@/db/client';
import type { PaymentLook } from '@/lib/payments';
import { applyAccountReports } from '@/lib/payout-accounts';
import { noteRefusals } from '@/lib/defence';
import { wake } from '@/lib/queue';
import { businessClock, type ChargeReport } from '@/lib/stripe';
import { applyCards } from './apply-cards';
import { applyCharges } from './apply-charges';
import { applyWarnings } from './apply-warnings';
import { fetchLooks, type Fetched, type Looks } from './fetch-looks';

/** What became of each look, by the id of its payment, card setup, payment method, or account at the processor. */
export type Refreshed = { done: Set<string>; failed: Set<string>; mismatched: Set<string> };

type InSameTransaction = (tx: Tx, refreshed: Refreshed) => Promise<void>;

const nothing: InSameTransaction = () => Promise.resolve();

/**
 * Looks again at payments, pages that save a card, saved cards and payees' accounts: fetches each one's truth from
 * the processor, then moves state, ledger and outbox forward in one transaction for all of them.
 * `inSameTransaction` lets the caller finish its events with them. What could not be fetched is left
 * as it was and named in `failed`.
 */
export async function refresh(looks: Looks, inSameTransaction: InSameTransaction = nothing): Promise<Refreshed> {
  return apply(await fetchLooks(looks), await businessClock(), inSameTransaction);
}

/** The same for payments alone. */
export async function refreshPayments(looks: PaymentLook[], inSameTransaction: InSameTransaction = nothing): Promise<Refreshed> {
  return refresh({ payments: looks, setups: [], paymentMethodIds: [], stripeAccountIds: [] }, inSameTransaction);
}

/**
 * Applies reports at hand, such as the answers of `chargePayment`, exactly as if they had been
 * fetched for an event: the state of the bills, the ledger and the mails, in one transaction.
 *
 * @param now business time of the run that asked; a run has one moment from its first bill to its last
 */
export async function settleReports(reports: ChargeReport[], now?: Date): Promise<Refreshed> {
  return apply({ charges: reports, setups: [], cards: [], accounts: [], warnings: [], failed: new Set() }, now ?? (await businessClock()), nothing);
}

async function apply(fetched: Fetched, now: Date, inSameTransaction: InSameTransaction): Promise<Refreshed> {
  const refreshed: Refreshed = { done: new Set(), failed: fetched.failed, mismatched: new Set() };
  let asksRefund = false;
  let mayClose = false;
  const hasCards = await inTransaction(async (tx) => {
    refreshed.done.clear();
    refreshed.mismatched.clear();
    await applyCharges(tx, fetched.charges, refreshed, now);
    const saved = await applyCards(tx, fetched, refreshed, now);
    mayClose = await noteRefusals(tx, fetched.refusals ?? [], now);
    const accounts = await applyAccountReports(tx, fetched.accounts, now);
    for (const id of accounts.done) refreshed.done.add(id);
    for (const id of accounts.mismatched) refreshed.mismatched.add(id);
    asksRefund = await applyWarnings(tx, fetched.warnings, refreshed, now);
    await inSameTransaction(tx, refreshed);
    return saved;
  });
  wake('outbox');
  if (mayClose) wake('defence');
  if (asksRefund) wake('refunds');
  if (hasCards) for (const queue of ['billing', 'dunning'] as const) wake(queue);
  return refreshed;
}
