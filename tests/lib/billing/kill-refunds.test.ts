import { beforeAll, expect, it } from 'vitest';
import { runJob } from '@/lib/jobs';
import { plusDays } from '@/lib/dates';
import { addOffers, eveningOn, type Offer } from '../../support/billing';
import { laterDay } from '../../support/evenings';
import { runAndDie } from '../../support/kill';
import { addPaidBill, askLines, mailOf, pursesOf, readLine, readRefund } from '../../support/line-refunds';
import { expectEqualBalance, expectEqualRecords } from '../../support/records';
import { sdkOf } from '../../support/sandbox-controls';
import { expectSoundTabs } from '../../support/sound-tabs';
import { useWorld } from '../../support/world';

const { sandbox } = useWorld();
const IS_LONG = process.env.TUPPENCE_LONG === '1';
const SHORT_PLACES = 2;

let offers: Offer[];
let day = '2027-01-10';
beforeAll(async () => { offers = await addOffers(2); });

/** A bill of two lines, of which one was asked for. */
async function newScene() {
  day = laterDay(day, 31);
  const { bill, chargeId, lines } = await addPaidBill(sandbox(), offers, day, [400, 100]);
  const [line] = lines;
  if (!line) throw new Error('there are two lines');
  const before = await pursesOf(offers);
  const at = eveningOn(plusDays(day, 1));
  return { id: await askLines(bill.id, [line.id], at), lineId: line.id, chargeId, before, at };
}

/** What became of it, at the processor, in the rows and in the books, without ids and moments. */
async function resultOf({ id, lineId, chargeId, before }: Awaited<ReturnType<typeof newScene>>) {
  const [refund, { line, pledge }, after] = [await readRefund(id), await readLine(lineId), await pursesOf(offers)];
  const sent = await sdkOf(sandbox()).refunds.list({ charge: chargeId });
  return {
    sent: sent.data.map(({ amount, status }) => [amount, status]),
    refund: [refund.status, refund.amountMinor, refund.lines.map(({ amountMinor, heldMinor, availableMinor, debtMinor }) => [amountMinor, heldMinor, availableMinor, debtMinor])],
    line: [line.status, line.heldMinor, line.refundedMinor],
    pledge: [pledge?.status, pledge?.endedReason],
    moved: after.map((kinds, of) => kinds.map((minor, kind) => minor - (before[of]?.[kind] ?? 0))),
    mail: (await mailOf(id))?.subject,
  };
}

it('killed at any of its steps and run again, a refund of a line is sent once, posted once and told once', async () => {
  const whole = await newScene();
  const steps = (await runAndDie('refunds', whole.at, 0)) ?? 0;
  const expected = await resultOf(whole);
  expect(expected).toMatchObject({ sent: [[expected.line[2], 'succeeded']], pledge: ['ended', 'refunded'] });
  const places = IS_LONG ? steps : SHORT_PLACES;
  for (let place = 1; place <= places; place += 1) {
    const step = IS_LONG ? place : Math.ceil((steps * place) / (places + 1));
    const scene = await newScene();
    expect([step, await runAndDie('refunds', scene.at, step)]).toEqual([step, null]);
    for (const job of ['refunds', 'reconcile', 'refunds'] as const) await runJob(job, scene.at);
    expect([step, await resultOf(scene)]).toEqual([step, expected]);
  }
  await expectSoundTabs();
  await expectEqualRecords(sandbox());
  await expectEqualBalance(sandbox());
}, IS_LONG ? 600_000 : 60_000);
