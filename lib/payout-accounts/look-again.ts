import { getDb, inTransaction } from '@/db/client';
import { log } from '@/lib/log';
import { fetchAccount, type AccountReport } from '@/lib/stripe';
import { applyAccountReports } from './apply-account-reports';
import { staleAccounts } from './queries';
import { readPayoutAccount, type PayoutAccount } from './read-payout-account';

/** Requests under way at once; far below Stripe's 25 a second for one endpoint (STRIPE.md). */
const AT_ONCE = 8;
const MOST_AT_ONCE = 400;

/**
 * Asks the processor about a creator's account and keeps what it says. Before money leaves this is
 * the way to know where it goes, whatever events were lost.
 *
 * @param now business time
 * @returns the account as it is now; null while there is none
 * @throws ProcessorUnavailable
 */
export async function lookAgain(creatorId: string, now: Date): Promise<PayoutAccount | null> {
  const account = await readPayoutAccount(getDb(), creatorId);
  if (!account?.stripeAccountId) return account;
  const report = await fetchAccount(account.stripeAccountId);
  await inTransaction((tx) => applyAccountReports(tx, [report], now));
  return readPayoutAccount(getDb(), creatorId);
}

/**
 * The same for all accounts of which nothing was heard for long, for the case that events were lost.
 *
 * @param now business time
 * @returns how many were asked about
 */
export async function lookAtStaleAccounts(now: Date): Promise<number> {
  const waiting = await staleAccounts(getDb(), now, MOST_AT_ONCE);
  const reports: AccountReport[] = [];
  const next = async (): Promise<void> => {
    for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
      const account = id;
      await fetchAccount(account).then(
        (report) => reports.push(report),
        (error: unknown) => log.warn('payout_account.not_answered', { account, error: error instanceof Error ? error.name : '' }),
      );
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, next));
  await inTransaction((tx) => applyAccountReports(tx, reports, now));
  return reports.length;
}
