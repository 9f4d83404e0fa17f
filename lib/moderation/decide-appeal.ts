import { and, eq } from 'drizzle-orm';
import { inTransaction, type Tx } from '@/db/client';
import { appeal, suspension } from '@/db/schema';
import { liftPageIn, liftPersonIn, lockPage, NothingThere, readReason } from '@/lib/admin';
import { recordAct } from '@/lib/audit';
import { newId } from '@/lib/ids';
import { wake } from '@/lib/queue';
import { AppealDecided, OwnSuspension } from './errors';
import { tellKept } from './mails';

export const appealVerdicts = ['lift', 'keep'] as const;
export type AppealVerdict = (typeof appealVerdicts)[number];
type Asked = { actorId: string; appealId: string; verdict: AppealVerdict; reason: string; now: Date };

/**
 * Decides an appeal: the page is back, or it stays suspended, for a reason that its owner is told. Who
 * appealed because they were shut out themselves is let in, and their page with them. Not by who
 * suspended it, and not by its owner.
 *
 * @param asked.now business time
 * @throws ReasonNeeded, NothingThere, OwnSuspension, OwnMatter, AppealDecided, OwnerSuspended, NotSuspended
 */
export async function decideAppeal(asked: Asked): Promise<void> {
  const { actorId, appealId, verdict, now } = asked;
  const reason = readReason(asked.reason);
  const mailId = newId();
  await inTransaction(async (tx) => {
    const of = await findAppealed(tx, appealId);
    if (of.suspendedBy === actorId) throw new OwnSuspension();
    // The page before the appeal, as lifting takes them.
    const { page, email } = await lockPage(tx, actorId, of.creatorId);
    const decided = await tx
      .update(appeal)
      .set({ status: verdict === 'lift' ? 'lifted' : 'kept', decidedBy: actorId, decidedAt: now, decision: reason })
      .where(and(eq(appeal.id, appealId), eq(appeal.status, 'open')))
      .returning({ id: appeal.id });
    if (decided.length === 0) throw new AppealDecided();
    const lifting = { mailId, actorId, reason, told: reason, now };
    if (verdict === 'keep') await tellKept(tx, { appealId, email, pageName: page.name, reason, shutOut: of.withOwner ? of.suspensionId : null });
    else if (of.withOwner && page.personId) await liftPersonIn(tx, { ...lifting, personId: page.personId });
    else await liftPageIn(tx, { ...lifting, creatorId: page.id });
    await recordAct(tx, { actorId, action: `appeal.${verdict}`, subjectKind: 'creator', subjectId: page.id, reason, detail: { appeal: appealId } });
  });
  wake('outbox');
}

async function findAppealed(tx: Tx, appealId: string) {
  const [found] = await tx
    .select({ suspensionId: suspension.id, creatorId: suspension.creatorId, suspendedBy: suspension.suspendedBy, withOwner: suspension.withOwner })
    .from(appeal)
    .innerJoin(suspension, eq(suspension.id, appeal.suspensionId))
    .where(eq(appeal.id, appealId));
  if (!found) throw new NothingThere();
  return found;
}
