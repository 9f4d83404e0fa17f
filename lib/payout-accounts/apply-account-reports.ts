import { asc, eq, inArray } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { payoutAccount } from '@/db/schema';
import { log } from '@/lib/log';
import type { AccountReport } from '@/lib/stripe';
import { enqueueAccountWords } from './enqueue-account-words';

type Row = typeof payoutAccount.$inferSelect;

/**
 *   new ──(made)──▶ onboarding ──▶ active ◀──▶ restricted
 *                        └──(refused, closed, taken away)──▶ restricted
 *
 * An account that is looked at again after it was active is restricted until the look is over.
 */
function statusAfter(row: Row, { transfers }: AccountReport): Row['status'] {
  if (transfers === 'active') return 'active';
  return transfers === 'pending' && row.firstActiveAt === null ? 'onboarding' : 'restricted';
}

/** Stands among the requirements of an account that is closed, or that its owner has taken away. */
export const ACCOUNT_GONE = 'account.gone';

/**
 * Makes our rows of payees' accounts what was reported, and tells their owners what concerns them:
 * that they can be paid, that they no longer can, that money goes elsewhere from now on. Of two
 * reports the one that was asked later stays, in whatever order they come.
 *
 * @param now business time
 * @returns the accounts that were done, and those that name another row of ours than the one that has them
 */
export async function applyAccountReports(tx: Tx, reports: AccountReport[], now: Date): Promise<{ done: string[]; mismatched: string[] }> {
  const result = { done: [] as string[], mismatched: [] as string[] };
  if (reports.length === 0) return result;
  const rows = await tx
    .select()
    .from(payoutAccount)
    .where(inArray(payoutAccount.stripeAccountId, reports.map(({ stripeAccountId }) => stripeAccountId)))
    .orderBy(asc(payoutAccount.id))
    .for('update');
  for (const row of rows) {
    const report = reports.find(({ stripeAccountId }) => stripeAccountId === row.stripeAccountId);
    if (!report) continue;
    if (report.transfers !== 'gone' && report.ownId !== row.id) {
      log.warn('payout_account.mismatch', { account: row.id });
      result.mismatched.push(report.stripeAccountId);
      continue;
    }
    if (row.lookedAt === null || row.lookedAt <= report.askedAt) await apply(tx, row, report, now);
    result.done.push(report.stripeAccountId);
  }
  return result;
}

async function apply(tx: Tx, row: Row, report: AccountReport, now: Date): Promise<void> {
  const status = statusAfter(row, report);
  const isFirst = row.firstActiveAt === null;
  // In place of an account that is gone: it is a change when it becomes active, not before.
  const isReplacement = isFirst && row.changedAt !== null;
  const isElsewhere = isReplacement ? status === 'active' : !isFirst && isOther(row, report);
  const isKnown = report.destinationKey !== null && (!isReplacement || status === 'active');
  const after: Row = {
    ...row,
    status,
    requirements: requirementsOf(report),
    // A bank account that was removed stays known, so that the next one is seen to be another.
    ...(isKnown ? { destinationKey: report.destinationKey, destination: report.destination } : {}),
    bankFailure: isElsewhere ? null : row.bankFailure,
    changedAt: isElsewhere ? now : row.changedAt,
    firstActiveAt: row.firstActiveAt ?? (status === 'active' ? now : null),
    lookedAt: report.askedAt,
  };
  await tx.update(payoutAccount).set(after).where(eq(payoutAccount.id, row.id));
  await enqueueAccountWords(tx, { before: row, after, isElsewhere, isStopped: report.transfers === 'stopped' || report.transfers === 'gone', now });
}

/** Whether it is paid out to another bank account than before. The first is no change: nothing could be paid before it. */
function isOther(row: Row, report: AccountReport): boolean {
  return row.destinationKey !== null && report.destinationKey !== null && row.destinationKey !== report.destinationKey;
}

function requirementsOf({ transfers, requirements }: AccountReport): string[] {
  if (transfers === 'gone') return [ACCOUNT_GONE];
  return [...new Set(requirements.filter(({ isTheirs }) => isTheirs).map(({ name }) => name.slice(0, 200)))];
}
