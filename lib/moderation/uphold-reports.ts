import { and, eq, inArray } from 'drizzle-orm';
import { inTransaction, type Tx } from '@/db/client';
import { report, suspension } from '@/db/schema';
import { readReason, suspendPageIn } from '@/lib/admin';
import { recordAct } from '@/lib/audit';
import type { Ground } from '@/lib/freeze';
import { newId } from '@/lib/ids';
import { wake } from '@/lib/queue';
import { tellDecided } from './mails';
import { takeReports, type Decision } from './take-reports';

/**
 * Suspends the page, for a reason that its owner and its reporters are told. Of a page that was
 * suspended meanwhile the reports join the suspension that stands.
 *
 * @param decision.ground what the reports proved to be; something else when none is given
 * @param decision.now business time
 * @throws ReasonNeeded, NothingThere, OwnMatter, ReportsDecided
 */
export async function upholdReports(decision: Decision & { ground?: Ground }): Promise<void> {
  const { actorId, creatorId, now } = decision;
  const reason = readReason(decision.reason);
  const ids = { suspensionId: newId(), freezeId: newId() };
  await inTransaction(async (tx) => {
    const { page, reports } = await takeReports(tx, decision);
    const stands = page.status === 'suspended' && !page.suspendedWithOwner;
    if (!stands) await suspendPageIn(tx, { ...ids, actorId, creatorId, reason, ground: decision.ground, now });
    const suspensionId = stands ? await findStanding(tx, creatorId) : ids.suspensionId;
    await tx
      .update(report)
      .set({ status: 'upheld', decidedBy: actorId, decidedAt: now, decision: reason, suspensionId })
      .where(and(inArray(report.id, reports.map(({ id }) => id)), eq(report.status, 'open')));
    await tellDecided(tx, reports, { status: 'upheld', reason });
    await recordAct(tx, { actorId, action: 'report.uphold', subjectKind: 'creator', subjectId: creatorId, reason, detail: { reports: reports.length } });
  });
  wake('outbox');
  wake('billing');
}

async function findStanding(tx: Tx, creatorId: string): Promise<string | null> {
  const [found] = await tx.select({ id: suspension.id }).from(suspension).where(and(eq(suspension.creatorId, creatorId), eq(suspension.withOwner, false), eq(suspension.status, 'standing')));
  return found?.id ?? null;
}
