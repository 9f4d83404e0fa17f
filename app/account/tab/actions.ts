'use server';

import { z } from 'zod';
import { act } from '@/app/act';
import { getDb, inTransaction } from '@/db/client';
import type { Viewer } from '@/lib/auth';
import { findFan, type Fan } from '@/lib/fans';
import { isCurrency, type Currency } from '@/lib/money';
import { pauseEverything, resumeEverything } from '@/lib/pledges';
import { isOffered } from '@/lib/pricing';
import { wake } from '@/lib/queue';
import { businessClock } from '@/lib/stripe';
import { findTab, lockTab, moveBillingDay, NoCard, parseCap, payNow, setCap, setNotice, setSmallBills } from '@/lib/tab';
import { undoTip } from '@/lib/tips';

const currency = z.string().length(3).refine(isCurrency).refine(isOffered);
const ofTab = { currency };

/** Takes a tip off the tab, within its ten minutes. */
export const undo = act(
  { name: 'tab.undo', who: 'person', input: z.strictObject({ ...ofTab, lineId: z.uuid() }) },
  async ({ lineId, currency: of }, viewer) => {
    await undoTip({ personId: viewer.personId, lineId, now: await businessClock() });
    return back(of, 'undone');
  },
);

/** Charges what is on the tab now, for the sum that stood on the button. */
export const pay = act(
  { name: 'tab.pay', who: 'person', input: z.strictObject({ ...ofTab, expectedMinor: z.coerce.number().int().min(1) }) },
  async ({ expectedMinor, currency: of }, viewer) => {
    const { fan, now } = await ownTab(viewer, of);
    await inTransaction((tx) => payNow(tx, { fanId: fan.id, currency: of, expectedMinor, now }));
    wake('billing');
    return back(of, 'paying');
  },
);

/** Sets the fan's own cap for a month. */
export const cap = act(
  { name: 'tab.cap', who: 'person', input: z.strictObject({ ...ofTab, cap: z.string().max(40) }) },
  async ({ cap: typed, currency: of }, viewer) => {
    const { fan, now } = await ownTab(viewer, of);
    const capMinor = parseCap(typed, of);
    await inTransaction((tx) => setCap(tx, { fanId: fan.id, currency: of, capMinor, now }));
    return back(of, 'capped');
  },
);

/** Removes it. */
export const removeCap = act(
  { name: 'tab.cap_remove', who: 'person', input: z.strictObject(ofTab) },
  async ({ currency: of }, viewer) => {
    const { fan, now } = await ownTab(viewer, of);
    await inTransaction((tx) => setCap(tx, { fanId: fan.id, currency: of, capMinor: null, now }));
    return back(of, 'uncapped');
  },
);

/** Chooses what happens to a bill that is too small to be worth its fee. */
export const smallBills = act(
  { name: 'tab.small_bills', who: 'person', input: z.strictObject({ ...ofTab, smallBills: z.enum(['roll_over', 'charge']) }) },
  async ({ smallBills: choice, currency: of }, viewer) => {
    const { fan, now } = await ownTab(viewer, of);
    await inTransaction((tx) => setSmallBills(tx, { fanId: fan.id, currency: of, smallBills: choice, now }));
    return back(of, 'saved');
  },
);

/** Stops everything new: lines, and the months of pledges. */
export const pause = act(
  { name: 'tab.pause', who: 'person', input: z.strictObject(ofTab) },
  async ({ currency: of }, viewer) => {
    const { fan, now } = await ownTab(viewer, of);
    await pauseEverything(fan.id, now);
    return back(of, 'paused');
  },
);

/** Goes on with everything that was paused so. */
export const resume = act(
  { name: 'tab.resume', who: 'person', input: z.strictObject(ofTab) },
  async ({ currency: of }, viewer) => {
    const { fan, now } = await ownTab(viewer, of);
    const { stayed } = await resumeEverything(fan.id, now);
    return back(of, stayed > 0 ? 'partly_resumed' : 'resumed');
  },
);

/** Moves the day of the month on which bills are made. */
export const moveDay = act(
  { name: 'tab.day', who: 'person', input: z.strictObject({ ...ofTab, day: z.coerce.number().int() }) },
  async ({ day, currency: of }, viewer) => {
    const { fan, now } = await ownTab(viewer, of);
    await inTransaction((tx) => moveBillingDay(tx, { fanId: fan.id, billingDay: day, now }));
    return back(of, 'moved');
  },
);

/** Whether the mail three days before a bill is wanted. */
export const notice = act(
  { name: 'tab.notice', who: 'person', input: z.strictObject({ ...ofTab, wants: z.enum(['yes', 'no']) }) },
  async ({ wants, currency: of }, viewer) => {
    const { fan } = await ownTab(viewer, of);
    await inTransaction((tx) => setNotice(tx, fan.id, wants === 'yes'));
    return back(of, 'saved');
  },
);

/** The tab of whoever is signed in, in its currency. One with a saved card may choose before the first line. */
async function ownTab(viewer: Viewer, of: Currency): Promise<{ fan: Fan; now: Date }> {
  const [fan, now] = [await findFan(getDb(), viewer.personId), await businessClock()];
  if (!fan) throw new NoCard();
  if (!(await findTab(getDb(), fan.id, of))) await inTransaction((tx) => lockTab(tx, fan.id, of, now));
  return { fan, now };
}

function back(of: Currency, did: string): { goTo: string } {
  return { goTo: `/account/tab?currency=${of}&did=${did}` };
}
