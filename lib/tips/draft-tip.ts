import { eq } from 'drizzle-orm';
import { getDb, inTransaction } from '@/db/client';
import { creator, tipDraft } from '@/db/schema';
import { addDays } from '@/lib/dates';
import { newId } from '@/lib/ids';
import { nobody, type Payer } from './count-checkout';
import { TipDraftGone } from './errors';
import type { TipWish } from './parse-tip-form';
import { priceTip, startTip, takesTips } from './start-tip';

const LIFETIME_DAYS = 1;

export type TipDraft = typeof tipDraft.$inferSelect;

/**
 * Keeps what a form without JavaScript typed until its one button confirms it. The draft's id is
 * the tip's key, so a button pressed twice is one tip.
 *
 * @param now business time
 * @returns the draft's id and the creator's handle, for the address of the page that confirms
 * @throws CreatorNotFound, TipBelowMinimum, TipAboveMaximum
 */
export async function draftTip(creatorId: string, wish: TipWish, now: Date): Promise<{ id: string; handle: string }> {
  const to = await takesTips(creatorId);
  await priceTip(to, wish, now);
  const id = newId();
  await inTransaction(async (tx) => {
    await tx.insert(tipDraft).values({ id, creatorId: to.id, ...wish, currency: to.currency, createdAt: now });
  });
  return { id, handle: to.handle };
}

/** A draft that can still be confirmed, or null. */
export async function findTipDraft(id: string, now: Date): Promise<TipDraft | null> {
  const [draft] = await getDb().select().from(tipDraft).where(eq(tipDraft.id, id));
  return draft && draft.createdAt >= addDays(now, -LIFETIME_DAYS) ? draft : null;
}

/** A draft with its creator and exact prices as of now; null when it, or its creator, is gone. */
export async function priceTipDraft(id: string, now: Date) {
  const draft = await findTipDraft(id, now);
  if (!draft) return null;
  const [found] = await getDb().select().from(creator).where(eq(creator.id, draft.creatorId));
  if (found?.status !== 'active') return null;
  return { draft, creator: { name: found.name, handle: found.handle }, prices: await priceTip(found, draft, now) };
}

/**
 * Confirms a draft: the same as the form with JavaScript from here on.
 *
 * @throws TipDraftGone, and whatever `startTip` throws
 */
export async function confirmTipDraft(id: string, now: Date, payer: Payer = nobody): Promise<{ checkoutUrl: string }> {
  const draft = await findTipDraft(id, now);
  if (!draft) throw new TipDraftGone();
  const { creatorId, amountMinor, platformTipMinor, coversFees, message, displayName, visibility } = draft;
  return startTip({
    key: draft.id,
    creatorId,
    wish: { amountMinor, platformTipMinor, coversFees, message, displayName, visibility },
    now,
    payer,
  });
}
