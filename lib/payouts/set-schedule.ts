import { eq } from 'drizzle-orm';
import { inTransaction } from '@/db/client';
import { creator } from '@/db/schema';
import { recordAct } from '@/lib/audit';
import { dayIn } from '@/lib/dates';
import { PayoutMinimumTooSmall, PayoutNotFound } from './errors';
import { nextPayoutDay, type PayoutInterval } from './payout-days';
import { readPayoutTerms } from './terms';

/**
 * Sets when a creator's payouts are asked for by themselves, and from which sum on.
 *
 * @param asked.minimumMinor in the page's currency; null for the operator's minimum
 * @param asked.now business time
 * @throws PayoutMinimumTooSmall
 */
export async function setPayoutSchedule(asked: { creatorId: string; actorId: string; interval: PayoutInterval; minimumMinor: number | null; now: Date }): Promise<void> {
  const { creatorId, actorId, interval, minimumMinor, now } = asked;
  await inTransaction(async (tx) => {
    const [page] = await tx.select({ currency: creator.currency }).from(creator).where(eq(creator.id, creatorId)).for('update');
    if (!page) throw new PayoutNotFound();
    const terms = await readPayoutTerms(tx, page.currency);
    if (minimumMinor !== null && minimumMinor < terms.minimumMinor) throw new PayoutMinimumTooSmall(terms.minimumMinor, page.currency);
    const nextPayoutOn = nextPayoutDay(interval, dayIn('UTC', now));
    await tx.update(creator).set({ payoutInterval: interval, payoutMinimumMinor: minimumMinor, nextPayoutOn }).where(eq(creator.id, creatorId));
    await recordAct(tx, { actorId, action: 'payout.schedule', subjectKind: 'creator', subjectId: creatorId, detail: { interval, minimumMinor } });
  });
}
