import 'server-only';
import type { Giver } from '@/components/tips/tip-fields';
import type { TabGiver } from '@/components/tips/tip-way';
import { nameCard } from '@/components/tab/card-words';
import { wordDayInFull } from '@/components/tab/tab-words';
import { getDb } from '@/db/client';
import { getViewer } from '@/lib/auth';
import { dayIn } from '@/lib/dates';
import { currentConsent, defaultCard, findFan, hasConsent, isFrozen, type Fan } from '@/lib/fans';
import type { Currency } from '@/lib/money';
import { currentLimits } from '@/lib/pricing';
import { businessClock } from '@/lib/stripe';
import { expectBill, findBillInCollection, findTab, periodOf, usedOfCap, type Tab } from '@/lib/tab';
import { tabTipMinimum } from '@/lib/tips';
import { findProfile } from '@/lib/users';

type To = { currency: Currency; minimumMinor: number };

/**
 * How whoever is signed in likes to be seen, and their tab if they have one. Such a request is never
 * answered from memory (lib/http).
 */
export async function findGiver(to: To): Promise<Giver | null> {
  const viewer = await getViewer();
  if (!viewer) return null;
  const db = getDb();
  const [{ displayName, defaultVisibility }, fan] = await Promise.all([findProfile(db, viewer.personId), findFan(db, viewer.personId)]);
  return { name: displayName, visibility: defaultVisibility, tab: fan && (await findTabOf(fan, to)) };
}

/** Null for who has no card: they are told how to open a tab, like everybody. */
async function findTabOf(fan: Fan, to: To): Promise<TabGiver | null> {
  const db = getDb();
  const [card, tab, now, limits, others, agreed] = await Promise.all([
    defaultCard(db, fan.id),
    findTab(db, fan.id, to.currency),
    businessClock(),
    currentLimits(db, to.currency),
    expectBill(db, fan, to.currency),
    hasConsent(db, fan.id, to.currency),
  ]);
  if (!card) return null;
  const today = dayIn(fan.timeZone, now);
  return {
    minimumMinor: tabTipMinimum(to, limits),
    othersMinor: others.openMinor + others.comingMinor,
    owedMinor: tab?.owedMinor ?? 0,
    limitMinor: tab?.limitMinor ?? limits.tabFirstMinor,
    cap: tab && (await capOf(fan, tab, now)),
    card: nameCard(card),
    billOn: tab?.nextBillAt ? wordDayInFull(dayIn(fan.timeZone, tab.nextBillAt), today) : null,
    obstacle: await obstacleOf(fan, tab, card.status === 'refused'),
    consent: agreed ? null : (await currentConsent(db, to.currency)).body,
  };
}

async function capOf(fan: Fan, tab: Tab, now: Date): Promise<TabGiver['cap']> {
  if (tab.capMinor === null || fan.billingDay === null) return null;
  const today = dayIn(fan.timeZone, now);
  return {
    minor: tab.capMinor,
    usedMinor: await usedOfCap(getDb(), { ...fan, billingDay: fan.billingDay }, tab, now),
    renewsOn: wordDayInFull(periodOf(today, fan.billingDay).untilOn, today),
  };
}

async function obstacleOf(fan: Fan, tab: Tab | null, isRefused: boolean): Promise<TabGiver['obstacle']> {
  if (await isFrozen(getDb(), fan.id)) {
    return { sentence: 'We have paused your tab, because a bank asks about one of your payments. This is paid by card.', href: '/account/tab', label: 'Read more' };
  }
  if (tab?.pausedAt) return { sentence: 'Your tab is paused, so this is paid by card.', href: '/account/tab', label: 'Go on with it' };
  const bill = tab && (await findBillInCollection(getDb(), fan.id, tab.currency));
  if (bill?.status === 'failing') {
    return { sentence: 'Your last bill is not paid yet, so nothing goes on your tab.', href: `/account/bills/${bill.id}`, label: 'Mend it' };
  }
  return isRefused ? { sentence: 'The card of your tab was refused.', href: '/account/cards', label: 'Save another' } : null;
}
