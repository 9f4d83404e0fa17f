import { eq } from 'drizzle-orm';
import { beforeAll, expect, it } from 'vitest';
import { getDb } from '@/db/client';
import { dispute, disputeAnswer, disputeMovement, fanFreeze, webhookEvent } from '@/db/schema';
import { plusDays, type Day } from '@/lib/dates';
import { answerDispute } from '@/lib/disputes';
import { runJob, type JobName } from '@/lib/jobs';
import { forgetClock } from '@/lib/stripe/business-clock';
import { addOffers, eveningOn, type Offer } from '../../support/billing';
import { laterDay } from '../../support/evenings';
import { runAndDie } from '../../support/kill';
import { addPaidBill, pursesOf, readLine } from '../../support/line-refunds';
import { addPerson } from '../../support/people';
import { expectEqualBalance } from '../../support/records';
import { control } from '../../support/sandbox-controls';
import { expectSoundTabs } from '../../support/sound-tabs';
import { useWorld } from '../../support/world';

const { sandbox } = useWorld();
const IS_LONG = process.env.TUPPENCE_LONG === '1';
const PLACES = IS_LONG ? 20 : 2;

let offers: Offer[];
let day: Day = '2027-01-10';
beforeAll(async () => { offers = await addOffers(2); });

/** A paid bill whose charge was disputed a moment ago; nobody has heard of it. */
async function disputedBill() {
  day = laterDay(day, 31);
  const { bill, chargeId, lines } = await addPaidBill(sandbox(), offers, day, [400, 100]);
  const before = await pursesOf(offers);
  const at = eveningOn(plusDays(day, 1));
  await control(sandbox(), 'POST', `/charges/${chargeId}/dispute`);
  forgetClock();
  return { paymentId: bill.paymentId ?? '', lineIds: lines.map(({ id }) => id), before, at };
}

/** The same, heard of, and answered by an admin with what wins. */
async function answeredBill() {
  const scene = await disputedBill();
  await runJob('reconcile', scene.at);
  const [row] = await getDb().select().from(dispute).where(eq(dispute.paymentId, scene.paymentId));
  await answerDispute({ disputeId: row?.id ?? '', actorId: (await addPerson()).id, kind: 'counter', words: 'winning_evidence', now: scene.at });
  return scene;
}

/** What became of it in the rows and in the books, without ids and moments. */
async function resultOf({ paymentId, lineIds, before }: Awaited<ReturnType<typeof disputedBill>>) {
  const [row] = await getDb().select().from(dispute).where(eq(dispute.paymentId, paymentId));
  const id = row?.id ?? '';
  const movements = await getDb().select().from(disputeMovement).where(eq(disputeMovement.disputeId, id));
  const freezes = await getDb().select().from(fanFreeze).where(eq(fanFreeze.disputeId, id));
  const [answer] = await getDb().select().from(disputeAnswer).where(eq(disputeAnswer.disputeId, id));
  const after = await pursesOf(offers);
  return {
    dispute: [row?.status, row?.costMinor],
    movements: movements.map(({ amountMinor, feeMinor }) => [amountMinor, feeMinor]).sort(),
    frozen: freezes.map(({ liftedAt }) => liftedAt === null),
    answer: answer?.status,
    lines: (await Promise.all(lineIds.map(readLine))).map(({ line }) => [line.status, line.heldMinor, line.disputedMinor]),
    moved: after.map((kinds, of) => kinds.map((minor, kind) => minor - (before[of]?.[kind] ?? 0))),
  };
}

async function killedAnywhere(job: JobName, newScene: typeof disputedBill) {
  const whole = await newScene();
  const steps = (await runAndDie(job, whole.at, 0)) ?? 0;
  await runJob('reconcile', whole.at);
  const expected = await resultOf(whole);
  for (let place = 1; place <= PLACES; place += 1) {
    const step = Math.ceil((steps * place) / (PLACES + 1));
    const scene = await newScene();
    expect([step, await runAndDie(job, scene.at, step)]).toEqual([step, null]);
    // Minutes later: whoever died holds nothing any more.
    await getDb().update(webhookEvent).set({ leaseUntil: null });
    for (const again of [job, 'refunds', 'reconcile', 'reconcile'] as const) await runJob(again, scene.at);
    expect([step, await resultOf(scene)]).toEqual([step, expected]);
  }
  await expectSoundTabs();
  await expectEqualBalance(sandbox());
  return expected;
}

it('killed at any step while a dispute is learned of, its money is taken once and its fan frozen once', async () => {
  expect(await killedAnywhere('reconcile', disputedBill)).toMatchObject({ dispute: ['needs_response', 1_500], movements: [[-500, 1_500]], frozen: [true] });
}, IS_LONG ? 600_000 : 90_000);

it('killed at any step while an answer is sent, it is sent, and what is won is given back once', async () => {
  const { dispute: won, answer, moved, frozen } = await killedAnywhere('refunds', answeredBill);
  expect([won, answer, frozen]).toEqual([['won', 1_500], 'sent', [false]]);
  expect(moved.flat().every((minor) => minor === 0)).toBe(true);
}, IS_LONG ? 600_000 : 90_000);
