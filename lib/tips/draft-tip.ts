import { eq } from 'drizzle-orm';
import { getDb, inTransaction } from '@/db/client';
import { creator, tipDraft } from '@/db/schema';
import { addDays } from '@/lib/dates';
import { newId } from '@/lib/ids';
import type { TipEstimate } from '@/lib/pricing';
import { nobody, type Payer } from './count-checkout';
import { TipDraftGone } from './errors';
import type { TipWay } from './input';
import type { TipWish } from './parse-tip-form';
import { priceTip, startTip, takesTips, type Creator, type TipRequest } from './start-tip';
import { priceTabTip, requireAgreed, requireFan, tipOnTab } from './tip-on-tab';

const LIFETIME_DAYS = 1;

export type TipDraft = typeof tipDraft.$inferSelect;

/**
 * Keeps what a form without JavaScript typed until its one button confirms it. The draft's id is
 * the tip's key, so a button pressed twice is one tip.
 *
 * @param now business time
 * @returns the draft's id and the creator's handle, for the address of the page that confirms
 * @throws CreatorNotFound, TipBelowMinimum, TipAboveMaximum, and on the tab OwnPage, TabNeedsAccount, NoCard,
 *   NoConsent
 */
export async function draftTip(
  creatorId: string,
  { wish, way, agrees = false }: { wish: TipWish; way: TipWay; agrees?: boolean },
  now: Date,
  payer: Payer = nobody,
): Promise<{ id: string; handle: string }> {
  const to = await takesTips(creatorId);
  await priceWay(to, wish, way, now, payer.personId);
  if (way === 'tab') await requireAgreed(await requireFan(to, payer.personId), to.currency, agrees, now);
  const id = newId();
  await inTransaction(async (tx) => {
    await tx.insert(tipDraft).values({ id, creatorId: to.id, way, ...wish, currency: to.currency, createdAt: now });
  });
  return { id, handle: to.handle };
}

/** A draft that can still be confirmed, or null. */
export async function findTipDraft(id: string, now: Date): Promise<TipDraft | null> {
  const [draft] = await getDb().select().from(tipDraft).where(eq(tipDraft.id, id));
  return draft && draft.createdAt >= addDays(now, -LIFETIME_DAYS) ? draft : null;
}

/**
 * A draft with its creator and exact prices as of now; null when it, or its creator, is gone.
 *
 * @param personId who looks; a draft for a tab is priced with what is on theirs
 */
export async function priceTipDraft(id: string, now: Date, personId: string | null = null) {
  const draft = await findTipDraft(id, now);
  if (!draft) return null;
  const [found] = await getDb().select().from(creator).where(eq(creator.id, draft.creatorId));
  if (found?.status !== 'active') return null;
  const prices = await priceWay(found, draft, draft.way, now, personId);
  return { draft, creator: { name: found.name, handle: found.handle }, prices };
}

/**
 * Confirms a draft: the same as the form with JavaScript from here on.
 *
 * @throws TipDraftGone, and whatever `startTip` and `tipOnTab` throw
 */
export async function confirmTipDraft(id: string, now: Date, payer: Payer = nobody): Promise<{ goTo: string }> {
  const draft = await findTipDraft(id, now);
  if (!draft) throw new TipDraftGone();
  const { creatorId, amountMinor, platformTipMinor, coversFees, message, displayName, visibility } = draft;
  const wish = { amountMinor, platformTipMinor, coversFees, message, displayName, visibility };
  return sendTip(draft.way, { key: draft.id, creatorId, wish, now, payer });
}

/** Sends a tip the way it was to go, and answers where the person goes next. */
export async function sendTip(way: TipWay, request: TipRequest & { agrees?: boolean }): Promise<{ goTo: string }> {
  if (way === 'card') return { goTo: (await startTip(request)).checkoutUrl };
  const { lineId } = await tipOnTab(request);
  return { goTo: `/account/tab?new=${lineId}` };
}

async function priceWay(to: Creator, wish: TipWish, way: TipWay, now: Date, personId: string | null): Promise<TipEstimate> {
  return way === 'card' ? priceTip(to, wish, now) : priceTabTip(to, wish, now, personId);
}
