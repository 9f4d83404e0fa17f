import { getDb } from '@/db/client';
import { draftBills, writeOffBills } from '@/lib/billing';
import { addMilliseconds, MINUTE_MS } from '@/lib/dates';
import { neverOpened } from '@/lib/payments';
import { closePages, collectBills } from './collect-bills';
import type { JobOutcome, JobWatch } from './jobs';

/**
 * The evening's run: makes the bills of every tab whose evening has come, then charges all bills
 * that are new. Its progress counts tabs and bills together, as both pass by one after the other.
 */
export async function runBilling(now: Date, watch: JobWatch): Promise<JobOutcome> {
  const { tabs, bills, lines } = await draftBills(now, watch.progress);
  const collected = await collectBills(now, 'due', (done, of) => watch.progress(tabs + done, tabs + of));
  return { tabs, bills, lines, ...collected };
}

/** A hosted page lives an hour; one that was never made by then never will be. */
const NEVER_MS = 60 * MINUTE_MS;

/**
 * Tries bills again that could not be charged, when their day has come or their fan has a new card,
 * and gives up those that nobody could collect for three weeks. A hosted page that never opened must not keep its bill from either.
 */
export async function runDunning(now: Date, watch: JobWatch): Promise<JobOutcome> {
  await closePages(await neverOpened(getDb(), 'bill', addMilliseconds(now, -NEVER_MS)));
  const collected = await collectBills(now, 'failing', watch.progress);
  return { ...collected, writtenOff: await writeOffBills(now) };
}
