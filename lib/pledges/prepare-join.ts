import type { Queryable } from '@/db/client';
import type { Day } from '@/lib/dates';
import { isRefusal } from '@/lib/errors';
import { currentConsent, defaultCard, findFan, hasConsent, type Fan } from '@/lib/fans';
import { currentLimits, currentPricing } from '@/lib/pricing';
import type { TipPricing } from '@/lib/pricing/input';
import { expectBill, findTab } from '@/lib/tab';
import { findLivePledge } from './find-pledge';
import { requireOpen } from './join-pledge';
import type { Pledge } from './start-days';
import type { Offer } from './tier-queries';

/** What the page that joins a tier shows to one person, before they confirm. */
export type JoinView = {
  /** Why it cannot be joined, in a sentence; null when it can. */
  obstacle: { code: string; sentence: string } | null;
  /** Where their pledge to this creator is changed, when there is one already. */
  pledgePath: string | null;
  /** Their days: null while nothing is known of where a guest lives. */
  timeZone: string | null;
  billingDay: number | null;
  /** The date of the bill that takes today's amount; null when today is the first billing day. */
  nextBillOn: Day | null;
  card: { brand: string; last4: string; isGood: boolean } | null;
  /** What must be agreed to; null when it was. */
  consent: string | null;
  minimumMinor: number;
  smallBillMinor: number;
  /** What the next bill has already. */
  expectedMinor: number;
  rollsOver: boolean;
  /** What is on the tab now, and how much it takes before it is charged at once. */
  owedMinor: number;
  limitMinor: number;
  pricing: TipPricing;
};

/**
 * Everything that somebody must see before they pledge.
 *
 * @param viewer who is signed in, or null for a guest
 * @param now business time
 */
export async function prepareJoin(db: Queryable, offer: Offer, viewer: { personId: string; timeZone: string } | null, now: Date): Promise<JoinView> {
  const { currency } = offer.tier;
  const fan = viewer && (await findFan(db, viewer.personId));
  const [limits, pricing, consent] = await Promise.all([currentLimits(db, currency), currentPricing(db, currency, now), currentConsent(db, currency)]);
  const live = fan && (await findLivePledge(db, fan.id, offer.creator.id));
  const knownZone = viewer && viewer.timeZone !== 'UTC' ? viewer.timeZone : null;
  return {
    obstacle: obstacleOf(offer, viewer?.personId ?? null),
    pledgePath: live && live.status !== 'asked' ? pathOf(live) : null,
    timeZone: fan?.timeZone ?? knownZone,
    billingDay: fan?.billingDay ?? null,
    ...(await tabOf(db, fan, currency, limits.tabFirstMinor)),
    card: fan && (await cardOf(db, fan)),
    consent: fan && (await hasConsent(db, fan.id, currency)) ? null : consent.body,
    minimumMinor: limits.daysMinimumMinor,
    smallBillMinor: limits.smallBillMinor,
    pricing,
  };
}

/** Only a running pledge can be changed; for the others the list says what can be done. */
function pathOf({ id, status }: Pledge): string {
  return status === 'active' ? `/account/pledges/${id}` : '/account/pledges';
}

function obstacleOf(offer: Offer, personId: string | null): JoinView['obstacle'] {
  try {
    requireOpen(offer, personId);
    return null;
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return { code: error.code, sentence: error.sentence };
  }
}

async function tabOf(db: Queryable, fan: Fan | null, currency: Offer['tier']['currency'], firstLimitMinor: number) {
  const tab = fan && (await findTab(db, fan.id, currency));
  if (!fan || !tab) return { nextBillOn: null, expectedMinor: 0, rollsOver: true, owedMinor: 0, limitMinor: firstLimitMinor };
  const expected = await expectBill(db, fan, currency);
  return { nextBillOn: tab.nextBillOn, expectedMinor: expected.openMinor + expected.comingMinor, rollsOver: tab.smallBills === 'roll_over', owedMinor: tab.owedMinor, limitMinor: tab.limitMinor };
}

async function cardOf(db: Queryable, fan: Fan): Promise<JoinView['card']> {
  const found = await defaultCard(db, fan.id);
  return found && { brand: found.brand, last4: found.last4, isGood: found.status === 'good' };
}
