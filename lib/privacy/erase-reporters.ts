import { and, isNotNull, lt, ne } from 'drizzle-orm';
import { getDb } from '@/db/client';
import { report } from '@/db/schema';
import { addDays } from '@/lib/dates';

/** So long a reporter may come back to a decision; an appeal is over by then. */
const KEPT_DAYS = 90;

/**
 * Forgets the addresses on reports that were decided 90 days ago. Answers how many.
 *
 * @param now business time
 */
export async function eraseReporters(now: Date): Promise<number> {
  const erased = await getDb()
    .update(report)
    .set({ reporterEmail: null })
    .where(and(isNotNull(report.reporterEmail), ne(report.status, 'open'), lt(report.decidedAt, addDays(now, -KEPT_DAYS))));
  return erased.rowCount ?? 0;
}
