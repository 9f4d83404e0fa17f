import { draftBills, writeOffBills } from '@/lib/billing';
import { collectBills } from './collect-bills';
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

/**
 * Tries bills again that could not be charged, when their day has come or their fan has a new card,
 * and gives up those that nobody could collect for three weeks.
 */
export async function runDunning(now: Date, watch: JobWatch): Promise<JobOutcome> {
  const collected = await collectBills(now, 'failing', watch.progress);
  return { ...collected, writtenOff: await writeOffBills(now) };
}
