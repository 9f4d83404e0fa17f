import { eq } from 'drizzle-orm';
import { getDb, inTransaction } from '@/db/client';
import { jobRun } from '@/db/schema';
import { addMilliseconds } from '@/lib/dates';
import { env } from '@/lib/env';
import { invariant, isRefusal } from '@/lib/errors';
import { newId } from '@/lib/ids';
import { runJob } from '@/lib/jobs';
import { startTip } from '@/lib/tips';
import { demoNow } from './demo/demo-now';
import { disputeMoments } from './demo/dispute';
import { demoBillDay, fanMoments, type Moment } from './demo/fans';
import { payoutMoments } from './demo/payouts';
import { demoCreatorId, seedDemoCreators } from './demo/seed-creators';
import { demoTips, type DemoTip } from './demo/tips';
import { trustMoments } from './demo/trust';
import { fixedId } from './fixed-id';
import { payHostedPage, type Payer } from './pay-hosted-page';
import { setSandboxClock } from './sandbox-clock';

const MARK = 'seed:demo';

/**
 * Makes the demo world: creators with their tiers, a month of tips and the tabs of three fans, all
 * through the real doors: tips started like any guest's, paid on their hosted page, learned by
 * reconciliation, posted with their real fee; pledges joined and billed like anybody's. The sandbox's clock goes a month back and walks to
 * today with the tips (`demoNow`). Every key
 * is fixed, so an interrupted seed is taken up where it stopped and pays nothing twice.
 */
export async function seedDemo(say: (line: string) => void): Promise<void> {
  invariant(env().sandbox, 'the demo world exists only beside the sandbox');
  if (await isSeeded()) return;
  const real = new Date();
  const now = demoNow(real);
  await inTransaction((tx) => seedDemoCreators(tx, now));
  const tips = demoTips(now);
  await live([...fanMoments(now), ...payoutMoments(now), ...trustMoments(now), ...disputeMoments(now), ...tips.map((tip, index) => tipMoment(tip, index, tips.length, say))]);
  const behindMs = real.getTime() - now.getTime();
  const left = addMilliseconds(new Date(), -behindMs);
  await setSandboxClock(behindMs > 0 ? left : null);
  for (const job of ['reconcile', 'release', 'notices', 'outbox'] as const) await runJob(job, left);
  const record = { id: newId(), name: MARK, startedAt: real, finishedAt: new Date(), outcome: { tips: tips.length } };
  await getDb().insert(jobRun).values(record);
  say(`demo world: ${tips.length} tips, all posted; the fan’s next bill is on ${(await demoBillDay()) ?? 'no day'}`);
}

/** Lets the month happen in its order, each moment by the sandbox's clock. */
async function live(moments: Moment[]): Promise<void> {
  for (const { at, run } of moments.sort((left, right) => left.at.getTime() - right.at.getTime())) {
    await setSandboxClock(at);
    await run(at);
  }
}

function tipMoment(tip: DemoTip, index: number, of: number, say: (line: string) => void): Moment {
  return {
    at: tip.happenedAt,
    run: async () => {
      await give(tip, index);
      if (index % 40 === 39) say(`demo world: ${index + 1} of ${of} tips`);
    },
  };
}

async function isSeeded(): Promise<boolean> {
  const marks = await getDb().select({ id: jobRun.id }).from(jobRun).where(eq(jobRun.name, MARK)).limit(1);
  return marks.length > 0;
}

/** One tip, as a guest gives it. One that an earlier, interrupted seed has paid is left alone. */
async function give(tip: DemoTip, index: number): Promise<void> {
  const url = await start(tip, index);
  if (url) await payHostedPage(url, payerOf(tip, index));
}

async function start(tip: DemoTip, index: number): Promise<string | null> {
  try {
    const { checkoutUrl } = await startTip({
      key: fixedId(`tip:${index}`),
      creatorId: demoCreatorId(tip.handle),
      wish: {
        amountMinor: tip.amountMinor,
        platformTipMinor: 0,
        coversFees: false,
        message: tip.message,
        displayName: tip.name,
        visibility: tip.visibility,
      },
      now: tip.happenedAt,
    });
    return checkoutUrl;
  } catch (error) {
    if (isRefusal(error) && error.code === 'PaymentClosed') return null;
    throw error;
  }
}

/** Two names on one card, so that whoever reviews the payout that waits has something to look at. */
const ONE_CARD = { handle: 'open-synth', names: ['Jun', 'solder sniffer'], expiry: '12/33' };

/** Every payer has an address of their own and nearly every one a card; cards come from several countries, as they do. */
function payerOf({ handle, name }: DemoTip, index: number): Payer {
  const email = `fan-${index + 1}@fans.example`;
  if (handle === ONE_CARD.handle && name !== null && ONE_CARD.names.includes(name)) return { email, method: 'card', number: '4242424242424242', expiry: ONE_CARD.expiry };
  const cards = ['4242424242424242', '5555555555554444', '4000008260000000'];
  const round = Math.floor(index / cards.length);
  const expiry = `${String(1 + (round % 12)).padStart(2, '0')}/${30 + Math.floor(round / 12)}`;
  return { email, method: 'card', number: cards[index % cards.length] ?? '', expiry };
}
