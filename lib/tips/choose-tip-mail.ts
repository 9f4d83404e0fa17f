import { eq } from 'drizzle-orm';
import { inTransaction } from '@/db/client';
import { creator } from '@/db/schema';
import { readUnsubscribeToken } from './unsubscribe-link';

export type TipMail = (typeof creator.$inferSelect)['notifyTips'];

/**
 * Sets how a creator hears of tips by mail. Who changes to daily is told of what comes from now on:
 * of the rest they have heard, or chose not to.
 *
 * @param creatorId the viewer's own page
 * @param now business time
 */
export async function chooseTipMail(creatorId: string, choice: TipMail, now: Date): Promise<void> {
  await inTransaction(async (tx) => {
    await tx.update(creator).set({ notifyTips: choice, tipsToldUntil: now }).where(eq(creator.id, creatorId));
  });
}

/**
 * Ends a creator's mail about tips by the link that stands in each of them.
 *
 * @returns whether the link was one of ours
 */
export async function stopTipMail(token: string, now: Date): Promise<boolean> {
  const creatorId = readUnsubscribeToken(token);
  if (!creatorId) return false;
  await chooseTipMail(creatorId, 'never', now);
  return true;
}
