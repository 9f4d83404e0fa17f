import { and, asc, eq, inArray } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { person, report } from '@/db/schema';
import { lockPage, OwnMatter } from '@/lib/admin';
import { ReportsDecided } from './errors';

/** Who decides which reports of one page, and why. What came after the page was drawn is not among them. */
export type Decision = { actorId: string; creatorId: string; reportIds: string[]; reason: string; now: Date };

/**
 * Takes the page and its open reports for a decision, all of them or none. Nobody decides about their
 * own page, nor about what they reported themselves.
 *
 * @throws NothingThere, OwnMatter, ReportsDecided
 */
export async function takeReports(tx: Tx, { actorId, creatorId, reportIds }: Decision) {
  const { page } = await lockPage(tx, actorId, creatorId);
  const wanted = [...new Set(reportIds)];
  const rows = await tx
    .select({ id: report.id, number: report.number, reporterEmail: report.reporterEmail })
    .from(report)
    .where(and(eq(report.creatorId, creatorId), inArray(report.id, wanted), eq(report.status, 'open')))
    .orderBy(asc(report.id))
    .for('update');
  if (rows.length === 0 || rows.length < wanted.length) throw new ReportsDecided();
  const [actor] = await tx.select({ email: person.email }).from(person).where(eq(person.id, actorId));
  if (rows.some((row) => row.reporterEmail !== null && row.reporterEmail === actor?.email)) throw new OwnMatter();
  return { page, reports: rows.map((row) => ({ ...row, handle: page.handle })) };
}
