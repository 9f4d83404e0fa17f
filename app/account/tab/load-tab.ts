import 'server-only';
import { getDb } from '@/db/client';
import type { Viewer } from '@/lib/auth';
import { dayIn, type Day } from '@/lib/dates';
import { currentConsent, defaultCard, findConsent, findFan, isFrozen, listUnprovenOf, type Card, type Consent, type Fan } from '@/lib/fans';
import type { Currency } from '@/lib/money';
import { currentLimits, currentPricing, offeredCurrencies, type OperatorLimits, type TipPricing } from '@/lib/pricing';
import { businessClock } from '@/lib/stripe';
import { listComing, listTabs, movedBillOn, readTab, type ComingLine, type Tab, type TabView } from '@/lib/tab';
import { findProfile } from '@/lib/users';

/** What a move of the billing day would do to the next bill. */
export type Move = { day: number; billOn: Day; coming: ComingLine[] };

/** All that the page of a tab is drawn from. */
export type LoadedTab = {
  viewer: Viewer;
  fan: Fan;
  now: Date;
  today: Day;
  card: Card | null;
  /** Whether we paused the tab, because a bank asks about a payment of theirs. */
  frozen: boolean;
  tabs: Tab[];
  view: TabView;
  limits: OperatorLimits;
  pricing: TipPricing;
  consent: Consent | null;
  move: Move | null;
};

/** The tab that an address asks for; null when whoever is signed in has none yet. */
export async function loadTab(viewer: Viewer, asked: { currency?: string; day?: string }): Promise<LoadedTab | null> {
  const db = getDb();
  const fan = await findFan(db, viewer.personId);
  if (!fan) return null;
  const [tabs, card, frozen, now] = await Promise.all([listTabs(db, fan.id), defaultCard(db, fan.id), isFrozen(db, fan.id), businessClock()]);
  const tab = tabs.find(({ currency }) => currency === asked.currency) ?? tabs.find(({ owedMinor }) => owedMinor > 0) ?? tabs[0] ?? (card && untouched(fan, now));
  if (!tab) return null;
  const [view, limits, pricing, consent, move] = await Promise.all([
    readTab(db, fan, tab, now),
    currentLimits(db, tab.currency),
    currentPricing(db, tab.currency, now),
    findConsent(db, fan.id, tab.currency),
    previewMove(fan, tab, asked.day, now),
  ]);
  if (tabs.length === 0) view.tab.limitMinor = limits.tabFirstMinor;
  return { viewer, fan, now, today: dayIn(fan.timeZone, now), card, frozen, tabs, view, limits, pricing, consent, move };
}

/** What the page says to who has no tab yet. */
export async function loadOpening() {
  const [currency] = offeredCurrencies;
  const db = getDb();
  const [limits, pricing, consent] = await Promise.all([
    currentLimits(db, currency),
    businessClock().then((now) => currentPricing(db, currency, now)),
    currentConsent(db, currency),
  ]);
  return { currency, limits, pricing, consent: consent.body };
}

/** How many pledges somebody gave with this address, without signing in, that wait for the mailed link. */
export async function countWaitingGuests(viewer: Viewer): Promise<number> {
  const db = getDb();
  const { email } = await findProfile(db, viewer.personId);
  return (await listUnprovenOf(db, email)).length;
}

/** A card is saved and nothing was put on the tab: it is open, and empty. */
function untouched(fan: Fan, now: Date): Tab {
  const currency: Currency = offeredCurrencies[0];
  return {
    fanId: fan.id, currency, limitMinor: 1, capMinor: null, owedMinor: 0, smallBills: 'roll_over', rolledBills: 0,
    nextBillOn: null, nextBillAt: null, noticedFor: null, pausedAt: null, createdAt: now,
  };
}

async function previewMove(fan: Fan, tab: Tab, asked: string | undefined, now: Date): Promise<Move | null> {
  const day = Number(asked);
  if (!Number.isInteger(day) || day < 1 || day > 28 || day === fan.billingDay || tab.nextBillOn === null) return null;
  const billOn = movedBillOn(fan, tab.nextBillOn, day, now);
  return { day, billOn, coming: await listComing(getDb(), fan, tab, { billingDay: day, nextBillOn: billOn }) };
}
