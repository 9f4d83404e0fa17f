import type { Queryable } from '@/db/client';
import { isRefusal } from '@/lib/errors';
import type { Fan } from '@/lib/fans';
import { isId } from '@/lib/ids';
import { parseAmount } from '@/lib/money';
import { findTab } from '@/lib/tab';
import { priceChange } from './change-pledge';
import { changeMark, type ChangePlan } from './plan-change';
import { findListed, type ListedPledge } from './pledge-queries';
import { listTiers } from './tier-queries';

/** One thing that a pledge can become. */
export type PossibleChange = {
  tierId: string;
  tierName: string;
  description: string;
  amountMinor: number;
  /** What it costs and when; null when it cannot be had, and then why. */
  plan: ChangePlan | null;
  refusal: string | null;
  /** Sent along with the confirm. */
  seen: string;
  isNow: boolean;
  /** It would pass the tab's limit, so the tab is charged at once and the change holds when that is done. */
  isCharged: boolean;
};

export type PossibleChanges = {
  listed: ListedPledge;
  /** Every tier of the page at its price, or at what the fan pays now where that is more. */
  tiers: PossibleChange[];
  /** The tier that the fan has at an amount that they typed; null when none was. */
  typed: { text: string; change: PossibleChange | null; refusal: string | null } | null;
};

/**
 * All that a fan can make of a pledge of theirs, priced as it would be now.
 *
 * @param asked.typed an amount that they asked about, as text
 * @returns null when there is no such running pledge of this fan
 */
export async function listChanges(db: Queryable, fan: Fan, asked: { pledgeId: string; typed: string | null; now: Date }): Promise<PossibleChanges | null> {
  const listed = isId(asked.pledgeId) ? await findListed(db, fan.id, asked.pledgeId, asked.now) : null;
  if (listed?.pledge.status !== 'active') return null;
  const { pledge: of, tier: current } = listed;
  const offered = await listTiers(db, of.creatorId);
  const others = offered.filter(({ id }) => id !== of.tierId);
  const kept = { id: current.id, name: current.name, description: offered.find(({ id }) => id === current.id)?.description ?? '' };
  const price = (to: { id: string; name: string; description: string }, amountMinor: number) => tryChange(db, fan, listed, to, amountMinor, asked.now);
  // Back to what it is now, when less was chosen for later.
  const stay = of.nextTierId === null ? [] : [await price(kept, of.amountMinor)];
  const tiers = [...stay, ...(await Promise.all(others.map((to) => price(to, to.priceMinor))))];
  return { listed, tiers, typed: asked.typed === null ? null : await readTyped(asked.typed, listed, (minor) => price(kept, minor)) };
}

async function tryChange(
  db: Queryable,
  fan: Fan,
  { pledge: of }: ListedPledge,
  to: { id: string; name: string; description: string },
  amountMinor: number,
  now: Date,
): Promise<PossibleChange> {
  const isNow = to.id === (of.nextTierId ?? of.tierId) && amountMinor === (of.nextAmountMinor ?? of.amountMinor);
  const common = { tierId: to.id, tierName: to.name, description: to.description, amountMinor, isNow };
  try {
    const { plan } = await priceChange(db, fan, of, { tierId: to.id, amountMinor, now });
    const tab = await findTab(db, fan.id, of.currency);
    const isCharged = tab !== null && plan.todayMinor > 0 && tab.owedMinor + plan.todayMinor > tab.limitMinor;
    return { ...common, plan, refusal: null, seen: changeMark(plan), isCharged };
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return { ...common, plan: null, refusal: error.sentence, seen: '', isCharged: false };
  }
}

async function readTyped(text: string, { pledge: of }: ListedPledge, price: (minor: number) => Promise<PossibleChange>) {
  try {
    const change = await price(parseAmount(text, of.currency));
    return { text, change: change.plan ? change : null, refusal: change.refusal };
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return { text, change: null, refusal: error.sentence };
  }
}
