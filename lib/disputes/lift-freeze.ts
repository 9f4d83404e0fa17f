import { inTransaction, type Queryable } from '@/db/client';
import { recordAct } from '@/lib/audit';
import { liftFreezes } from '@/lib/fans';
import { wake } from '@/lib/queue';
import { NotFrozen, OwnDispute } from './errors';
import { freezeOf, type StandingFreeze } from './freezes';
import { readEvidence } from './read-evidence';
import { readReason } from './reason';

/**
 * Lets a fan's tab go on although a payment was disputed or warned of: an admin has looked and trusts them.
 * What waited for it is charged by the next run. Nobody lifts what their own payment or page is about.
 *
 * @param asked.now business time
 * @throws NotFrozen, OwnDispute, DecisionReasonNeeded
 */
export async function liftFreeze(asked: { fanId: string; actorId: string; reason: string; now: Date }): Promise<void> {
  const reason = readReason(asked.reason);
  await inTransaction(async (tx) => {
    const freeze = await freezeOf(tx, asked.fanId);
    if (!freeze) throw new NotFrozen();
    if (await isOwnFreeze(tx, freeze, asked.actorId)) throw new OwnDispute();
    if ((await liftFreezes(tx, asked)) === 0) throw new NotFrozen();
    const { personId, fanId } = freeze;
    const subject = personId ? { subjectKind: 'person', subjectId: personId } : { subjectKind: 'fan', subjectId: fanId };
    await recordAct(tx, { actorId: asked.actorId, action: 'fan.thaw', ...subject, reason, detail: { fanId, causes: freeze.causes.length } });
  });
  wake('billing');
}

/** Whether a freeze is about this very person: their tab, or a payment of theirs or for their page. */
export async function isOwnFreeze(db: Queryable, { personId, causes }: StandingFreeze, actorId: string): Promise<boolean> {
  if (personId === actorId) return true;
  for (const { paymentId } of causes) {
    const facts = await readEvidence(db, paymentId);
    if (facts?.personIds.includes(actorId)) return true;
  }
  return false;
}
