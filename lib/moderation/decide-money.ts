import { and, eq } from 'drizzle-orm';
import { inTransaction, type Tx } from '@/db/client';
import { appeal, suspension } from '@/db/schema';
import { lockPage, readReason } from '@/lib/admin';
import { recordAct } from '@/lib/audit';
import { isOnlyGivenBack, releaseMoneyIn, returnMoneyIn } from '@/lib/freeze';
import { newId } from '@/lib/ids';
import { wake } from '@/lib/queue';
import { AppealWaits, MoneyNotFrozen, OnlyGivenBack, OwnerCannotAsk } from './errors';
import { tellMoneyDecided } from './mails';

export const moneyVerdicts = ['release', 'give_back'] as const;
export type MoneyVerdict = (typeof moneyVerdicts)[number];
type Asked = { actorId: string; creatorId: string; verdict: MoneyVerdict; reason: string; now: Date };

/**
 * Says what becomes of the money of a suspended page, for a reason that its owner is told: it is
 * released to them although the page stays away, or given back to those who gave it. Of fraud and
 * unlawful content it is only ever given back; and while an appeal waits, nothing is given back that a
 * won one would release.
 *
 * @param asked.now business time
 * @throws ReasonNeeded, NothingThere, OwnMatter, MoneyNotFrozen, OnlyGivenBack, OwnerCannotAsk, AppealWaits
 */
export async function decideMoney(asked: Asked): Promise<void> {
  const { actorId, creatorId, verdict, now } = asked;
  const reason = readReason(asked.reason);
  const mailId = newId();
  await inTransaction(async (tx) => {
    const { page, email, ownerStatus } = await lockPage(tx, actorId, creatorId);
    const standing = await findStanding(tx, creatorId);
    if (verdict === 'release') {
      if (standing.some(({ ground }) => isOnlyGivenBack(ground))) throw new OnlyGivenBack();
      if (ownerStatus === 'suspended') throw new OwnerCannotAsk();
    } else if (standing.some(({ appealStatus }) => appealStatus === 'open')) throw new AppealWaits();
    const decide = verdict === 'release' ? releaseMoneyIn : returnMoneyIn;
    if (!(await decide(tx, { creatorId, actorId, reason, now }))) throw new MoneyNotFrozen();
    await tellMoneyDecided(tx, { mailId, email, pageName: page.name, verdict, reason });
    await recordAct(tx, { actorId, action: `money.${verdict}`, subjectKind: 'creator', subjectId: creatorId, reason });
  });
  wake('refunds');
}

function findStanding(tx: Tx, creatorId: string) {
  return tx
    .select({ ground: suspension.ground, appealStatus: appeal.status })
    .from(suspension)
    .leftJoin(appeal, eq(appeal.suspensionId, suspension.id))
    .where(and(eq(suspension.creatorId, creatorId), eq(suspension.status, 'standing')));
}
