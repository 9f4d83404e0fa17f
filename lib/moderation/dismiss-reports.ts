import { and, eq, inArray } from 'drizzle-orm';
import { inTransaction } from '@/db/client';
import { report } from '@/db/schema';
import { readReason } from '@/lib/admin';
import { recordAct } from '@/lib/audit';
import { wake } from '@/lib/queue';
import { tellDecided } from './mails';
import { takeReports, type Decision } from './take-reports';

/**
 * Leaves a page as it is, for a reason that its reporters are told.
 *
 * @param decision.now business time
 * @throws ReasonNeeded, NothingThere, OwnMatter, ReportsDecided
 */
export async function dismissReports(decision: Decision): Promise<void> {
  const { actorId, creatorId, now } = decision;
  const reason = readReason(decision.reason);
  await inTransaction(async (tx) => {
    const { reports } = await takeReports(tx, decision);
    await tx
      .update(report)
      .set({ status: 'dismissed', decidedBy: actorId, decidedAt: now, decision: reason })
      .where(and(inArray(report.id, reports.map(({ id }) => id)), eq(report.status, 'open')));
    await tellDecided(tx, reports, { status: 'dismissed', reason });
    await recordAct(tx, { actorId, action: 'report.dismiss', subjectKind: 'creator', subjectId: creatorId, reason, detail: { reports: reports.length } });
  });
  wake('outbox');
}
