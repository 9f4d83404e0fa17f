import { inTransaction, type Queryable, type Tx } from '@/db/client';
import { dayIn } from '@/lib/dates';
import type { Fan } from '@/lib/fans';
import { newId } from '@/lib/ids';
import { formatMoney, stripeMaximum } from '@/lib/money';
import { currentLimits } from '@/lib/pricing';
import { wake } from '@/lib/queue';
import { addLine, billingDayOf, requireCapForMonths, scheduleTab, type Tab } from '@/lib/tab';
import { isRaiseWaiting, requireNoRaise } from './apply-lines';
import { switchEntitlement } from './entitlements';
import { CreatorClosed, PlanChanged, PledgeAboveMost, PledgeBelowPrice, PledgeNotNow, TierFull, TierGone } from './errors';
import { lockOwnPledge } from './find-pledge';
import { enqueuePledgeWord } from './mails/enqueue-pledge-word';
import { changeMark, planChange, type ChangeLine, type ChangePlan } from './plan-change';
import { moveTo, type Pledge } from './start-days';
import { findOffer, type Offer } from './tier-queries';
import { isOversold } from './violations';

export type ChangeAsked = {
  personId: string;
  pledgeId: string;
  tierId: string;
  amountMinor: number;
  /** The plan that the page showed (`changeMark`). */
  seen: string;
  now: Date;
};

/**
 * Changes tier or amount of a running pledge: more at once, with a line for the days that are paid
 * at the old amount; less from the next month on. What would pass the limit waits for its charge and
 * changes nothing before. Chosen twice it is one change.
 *
 * @throws PledgeNotFound, PledgeNotNow, TierGone, TierFull, CreatorClosed, PledgeBelowPrice,
 *   PledgeAboveMost, PlanChanged, and every refusal of lib/tab's `addLine`
 */
export async function changePledge(asked: ChangeAsked): Promise<Pledge> {
  const lineKey = newId();
  try {
    const changed = await inTransaction((tx) => change(tx, asked, lineKey));
    if (isRaiseWaiting(changed)) wake('billing');
    wake('outbox');
    return changed;
  } catch (error) {
    if (isOversold(error)) throw new TierFull('this tier');
    throw error;
  }
}

async function change(tx: Tx, asked: ChangeAsked, lineKey: string): Promise<Pledge> {
  const { fan, tab, pledge: of } = await lockOwnPledge(tx, asked);
  const { offer, plan } = await priceChange(tx, fan, of, asked);
  if (of.tierId === asked.tierId && plan.kind === 'same' && of.nextTierId === null) return of;
  if (changeMark(plan) !== asked.seen) throw new PlanChanged();
  const addedMinor = asked.amountMinor - (of.nextAmountMinor ?? of.amountMinor);
  if (tab.capMinor !== null && addedMinor > 0) {
    const ready = await scheduleTab(tx, fan, tab, asked.now);
    await requireCapForMonths(tx, ready.fan, ready.tab, addedMinor, asked.now);
  }
  const wanted = { nextTierId: offer.tier.id, nextAmountMinor: asked.amountMinor };
  const waits = plan.line !== null && (await payToday(tx, fan, tab, of, { ...plan, line: plan.line }, { key: lineKey, now: asked.now }));
  if (waits || plan.kind === 'less') {
    const later = await moveTo(tx, of, { status: of.status, ...wanted });
    if (!waits) await enqueuePledgeWord(tx, of.id, 'changed', asked.now);
    return later;
  }
  const changed = await moveTo(tx, of, {
    status: of.status, tierId: offer.tier.id, amountMinor: asked.amountMinor, nextTierId: null, nextAmountMinor: null,
    ...(plan.line ? { paidUntil: plan.line.untilOn } : {}),
  });
  await switchEntitlement(tx, changed);
  await enqueuePledgeWord(tx, of.id, 'changed', asked.now);
  return changed;
}

/** @returns whether the line waits for its charge */
async function payToday(tx: Tx, fan: Fan, tab: Tab, of: Pledge, plan: ChangePlan & { line: ChangeLine }, { key, now }: { key: string; now: Date }): Promise<boolean> {
  const { kind, ...days } = plan.line;
  const { waits } = await addLine(tx, fan, tab, { key, creatorId: of.creatorId, kind, amountMinor: plan.todayMinor, pledge: { id: of.id, ...days }, now });
  return waits;
}

/**
 * What a change would cost and when, or why it cannot be made.
 *
 * @throws PledgeNotNow, TierGone, TierFull, CreatorClosed, PledgeBelowPrice, PledgeAboveMost
 */
export async function priceChange(
  db: Queryable,
  fan: Fan,
  of: Pledge,
  asked: { tierId: string; amountMinor: number; now: Date },
): Promise<{ offer: Offer; plan: ChangePlan }> {
  if (of.status !== 'active' || of.paidUntil === null) throw new PledgeNotNow('Only a running pledge can be changed. Take it up again first.');
  requireNoRaise(of);
  const offer = await findOffer(db, asked.tierId);
  if (!offer || offer.creator.id !== of.creatorId) throw new TierGone();
  requireTier(offer, of);
  if (asked.amountMinor > of.amountMinor && !offer.takesMoney) throw new CreatorClosed(offer.creator.name);
  requireAmount(offer, of, asked.amountMinor);
  const { daysMinimumMinor } = await currentLimits(db, of.currency);
  const today = dayIn(fan.timeZone, asked.now);
  const billingDay = fan.billingDay ?? billingDayOf(today);
  const plan = planChange({
    fromMinor: of.amountMinor, toMinor: asked.amountMinor, today, paidUntil: of.paidUntil, billingDay,
    inFull: offer.tier.firstMonthInFull && offer.tier.id !== of.tierId, minimumMinor: daysMinimumMinor,
  });
  return { offer, plan };
}

/** The tier that a fan has stays theirs, whatever became of it; another must be open to all. */
function requireTier({ tier, creator: page, open }: Offer, of: Pledge): void {
  if (tier.id === of.tierId) return;
  if (tier.archivedAt !== null) throw new TierGone();
  if (!open) throw new CreatorClosed(page.name);
  if (tier.places !== null && tier.taken >= tier.places && tier.id !== of.nextTierId) throw new TierFull(tier.name);
}

/** Who pays less than a tier costs today, because its price rose, may go on at that. */
function requireAmount({ tier }: Offer, of: Pledge, amountMinor: number): void {
  const show = (minor: number) => formatMoney(minor, tier.currency, { trim: true });
  const least = tier.id === of.tierId ? Math.min(tier.priceMinor, of.amountMinor) : tier.priceMinor;
  if (amountMinor < least) throw new PledgeBelowPrice(show(least));
  const most = stripeMaximum(tier.currency);
  if (amountMinor > most) throw new PledgeAboveMost(show(most));
}
