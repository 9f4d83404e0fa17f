import { and, eq } from 'drizzle-orm';
import { getDb, inTransaction } from '@/db/client';
import { pledge, tab } from '@/db/schema';
import { dayIn, dayOfMonth, lastMonthDay, momentAt, plusDays, type Day } from '@/lib/dates';
import { invariant, isRefusal } from '@/lib/errors';
import { ensureFan, openCardSetup } from '@/lib/fans';
import { runJob } from '@/lib/jobs';
import { cancelPledge, joinPledge, planJoin, planMark } from '@/lib/pledges';
import { currentLimits } from '@/lib/pricing';
import { tipOnTab } from '@/lib/tips';
import { fixedId } from '../fixed-id';
import { payHostedPage } from '../pay-hosted-page';
import { demoCreators } from './creators';
import { demoFan, demoPersonId, otherFans } from './people';
import { demoCreatorId, demoTierId } from './seed-creators';
import { smallCreators } from './small-creators';
import { demoTiers } from './tiers';

/** Something that happens in the demo month; the sandbox's clock stands at `at` when it runs. */
export type Moment = { at: Date; run: (now: Date) => Promise<unknown> };

const ZONE = 'UTC';
/** The app reads the sandbox's clock at most once a second. */
const CLOCK_READ_MS = 1_100;
const dollarPages = [...demoCreators.filter(({ currency }) => currency === 'USD'), ...smallCreators].map(({ handle }) => handle);

/**
 * The lives of three fans, each step by the command that anybody's takes. The demo fan pledged a
 * dollar to each of ten pages in one sitting, a month before tomorrow, paid for all of it that
 * evening, and has tips on the tab: so tomorrow is billing day again. One fan's card is refused, and
 * one has cancelled a pledge.
 *
 * @param now as `demoNow` says it: the day after it is one on which somebody is billed
 */
export function fanMoments(now: Date): Moment[] {
  const today = dayIn(ZONE, now);
  const start = lastMonthDay(today, dayOfMonth(plusDays(today, 1)));
  const since = evening(start, 21).getTime();
  const later = (share: number) => new Date(since + (now.getTime() - since) * share);
  return [
    ...sitting(demoFan.email, start, '4242424242424242', dollarPages.map((handle) => [handle, 0])),
    ...[[0.55, 'river-notes'], [0.7, 'lanternfall'], [0.9, 'moss-letters']].map(([share, handle]) => ({
      at: later(Number(share)), run: (at: Date) => tip(String(handle), at),
    })),
    ...sitting(otherFans.leaving.email, plusDays(today, -4), '5555555555554444', [['river-notes', 1], ['open-synth', 0]]),
    { at: evening(plusDays(today, -2), 9), run: (at) => cancel(otherFans.leaving.email, 'open-synth', at) },
    ...sitting(otherFans.refused.email, plusDays(today, -2), '4000000000000341', [['river-notes', 0], ['backyard-sky', 0], ['open-synth', 0]]),
  ];
}

/** A card, some pledges, and that evening's bill. */
function sitting(email: string, day: Day, number: string, tiers: [handle: string, position: number][]): Moment[] {
  return [
    { at: evening(day, 18), run: (at) => saveCard(email, number, at) },
    ...tiers.map(([handle, position], index): Moment => ({
      at: new Date(evening(day, 18).getTime() + (index + 1) * 60_000),
      run: (at) => join(email, handle, position, at),
    })),
    { at: evening(day, 19), run: tellJoined },
    { at: new Date(evening(day, 20).getTime() + 60_000), run: bill },
  ];
}

function evening(day: Day, hour: number): Date {
  return momentAt(day, hour, ZONE);
}

async function saveCard(email: string, number: string, now: Date): Promise<void> {
  const fan = await inTransaction((tx) => ensureFan(tx, { personId: demoPersonId(email), timeZone: ZONE, now }));
  try {
    const url = await openCardSetup(fan, {
      key: fixedId(`card:${email}`), returnPath: '/account/cards', cancelPath: '/account/cards', currency: 'USD', now,
    });
    await payHostedPage(url, { email, method: 'card', number });
  } catch (error) {
    // Saved by an earlier, interrupted seed.
    if (!isRefusal(error)) throw error;
  }
  await runJob('reconcile', now);
}

async function join(email: string, handle: string, position: number, now: Date): Promise<void> {
  const personId = demoPersonId(email);
  const fan = await inTransaction((tx) => ensureFan(tx, { personId, timeZone: ZONE, now }));
  const offered = demoTiers[handle]?.[position];
  invariant(offered, `${handle} offers a tier at place ${position}`);
  const { daysMinimumMinor } = await currentLimits(getDb(), 'USD');
  const plan = planJoin({
    today: dayIn(ZONE, now), billingDay: fan.billingDay, amountMinor: offered.priceMinor,
    firstMonthInFull: offered.firstMonthInFull ?? false, minimumMinor: daysMinimumMinor,
  });
  await joinPledge({
    key: fixedId(`pledge:${email}:${handle}`), tierId: demoTierId(handle, position), amountMinor: offered.priceMinor,
    who: { personId }, timeZone: ZONE, agrees: true, seen: planMark(plan), now,
  });
}

async function tip(handle: string, now: Date): Promise<void> {
  await tipOnTab({
    key: fixedId(`tab-tip:${handle}`),
    creatorId: demoCreatorId(handle),
    wish: { amountMinor: 50, platformTipMinor: 0, coversFees: false, message: null, displayName: demoFan.displayName, visibility: 'public' },
    payer: { personId: demoPersonId(demoFan.email), connection: null },
    agrees: true,
    now,
  });
}

/** The mail about what was pledged in one sitting. */
async function tellJoined(now: Date): Promise<void> {
  await runJob('notices', now);
}

async function cancel(email: string, handle: string, now: Date): Promise<void> {
  const [found] = await getDb()
    .select({ id: pledge.id })
    .from(pledge)
    .where(and(eq(pledge.key, fixedId(`pledge:${email}:${handle}`)), eq(pledge.status, 'active')));
  if (found) await cancelPledge({ personId: demoPersonId(email), pledgeId: found.id, now });
}

/** The evening's run, with the clock that it will read. */
async function bill(now: Date): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, CLOCK_READ_MS));
  await runJob('billing', now);
  await runJob('reconcile', now);
}

/** When the demo fan's next bill is made, for the words at the end of the seed. */
export async function demoBillDay(): Promise<Day | null> {
  const fan = await inTransaction((tx) => ensureFan(tx, { personId: demoPersonId(demoFan.email), timeZone: ZONE, now: new Date() }));
  const [found] = await getDb().select({ on: tab.nextBillOn }).from(tab).where(and(eq(tab.fanId, fan.id), eq(tab.currency, 'USD')));
  return found?.on ?? null;
}
