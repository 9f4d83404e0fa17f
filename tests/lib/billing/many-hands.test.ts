import { beforeAll, describe, expect, it } from 'vitest';
import { getDb } from '@/db/client';
import { draftBills } from '@/lib/billing';
import { addDays } from '@/lib/dates';
import { runJob } from '@/lib/jobs';
import { processEvents, receiveWebhook } from '@/lib/webhooks';
import { addDue, addJuneFans, addOffers, clockTo, evening, eveningOn, expectOneEach, readBills, tabOf, type Offer } from '../../support/billing';
import { control, eventsOf, signed } from '../../support/sandbox-controls';
import { expectEqualRecords } from '../../support/records';
import { expectSoundTabs } from '../../support/sound-tabs';
import { useWorld } from '../../support/world';

const { sandbox } = useWorld();
let offers: Offer[];
beforeAll(async () => { offers = await addOffers(3); });

let year = 2026;
const newFans = (count: number) => addJuneFans(sandbox(), offers, year += 1, count);

describe('the run of an evening', () => {
  it('by six workers at once, and again for the same instant, makes one bill and one charge for each fan', async () => {
    const { payers, day, at } = await newFans(8);
    await Promise.all(Array.from({ length: 6 }, () => runJob('billing', at)));
    await runJob('billing', at);
    await expectOneEach(sandbox(), payers, [day]);
  });

  it('two days late makes the same bill, of the same billing date', async () => {
    const { payers, day, at } = await newFans(2);
    await clockTo(sandbox(), addDays(at, 2));
    await runJob('billing', addDays(at, 2));
    await expectOneEach(sandbox(), payers, [day]);
    expect((await tabOf(payers[0]?.id ?? '')).nextBillOn).toBe(`${year}-07-15`);
  });

  it('late by more than a month pays every day once, with one charge', async () => {
    const { payers, at } = await newFans(2);
    await clockTo(sandbox(), addDays(at, 40));
    await runJob('billing', addDays(at, 40));
    const [made] = await readBills(payers[0]?.id ?? '');
    expect(made?.lines.map(({ kind, fromOn, untilOn }) => [kind, fromOn, untilOn]).slice(0, 2)).toEqual([
      ['pledge_month', `${year}-06-15`, `${year}-07-15`], ['pledge_month', `${year}-07-15`, `${year}-08-15`],
    ]);
    expect(made?.lines).toHaveLength(6);
    await expectOneEach(sandbox(), payers, [`${year}-07-15`]);
  });

  it('rolls a small bill over three times, then charges it whole', async () => {
    year += 1;
    const day = `${year}-02-10`;
    await clockTo(sandbox(), new Date(`${year}-02-09T12:00:00Z`));
    const payer = await addDue(sandbox(), offers, day, [60]);
    const seen: unknown[] = [];
    for (const on of ['02-10', '03-10', '04-10', '05-10']) {
      await evening(sandbox(), eveningOn(`${year}-${on}`));
      const { owedMinor, rolledBills } = await tabOf(payer.id);
      seen.push([owedMinor, rolledBills, (await readBills(payer.id)).map(({ amountMinor }) => amountMinor)]);
    }
    expect(seen).toEqual([[60, 1, []], [120, 2, []], [180, 3, []], [0, 0, [240]]]);
    await expectSoundTabs();
  });
});

describe('what the processor tells', () => {
  it('dropped, doubled and shuffled, on top of the answers, changes nothing', async () => {
    const { payers, day, at } = await newFans(5);
    await runJob('billing', at);
    const events = await eventsOf(sandbox());
    const told = events.filter((_, place) => place % 3 !== 0).flatMap((event) => [event, event]).toSorted((one, other) => one.id.localeCompare(other.id));
    for (const event of told) await receiveWebhook(signed(event));
    await Promise.all([processEvents(), processEvents()]);
    await runJob('reconcile', at);
    await expectOneEach(sandbox(), payers, [day]);
    for (const payer of payers) expect((await readBills(payer.id))[0]?.processorFeeMinor).toBeGreaterThan(0);
    await expectEqualRecords(sandbox());
  });

  it('"too many requests" slows the run down and loses nothing', async () => {
    const { payers, day, at } = await newFans(3);
    await control(sandbox(), 'POST', '/chaos/api', { action: 'rate_limit', times: 7, method: 'POST', path: '/v1/payment_intents' });
    await runJob('billing', at);
    await runJob('reconcile', at);
    await expectOneEach(sandbox(), payers, [day]);
  });

  it('unreachable for a while leaves each bill with its row, and the next run charges it under its key', async () => {
    const { payers, day, at } = await newFans(2);
    await control(sandbox(), 'POST', '/chaos/api', { action: 'cut_before', times: 60, method: 'POST', path: '/v1/payment_intents' });
    await runJob('billing', at);
    expect((await readBills(payers[0]?.id ?? ''))[0]?.payments).toMatchObject([{ status: 'created', attempt: 1 }]);
    await control(sandbox(), 'DELETE', '/chaos');
    await getDb().execute('update bill set lease_until = null');
    await runJob('billing', at);
    await runJob('reconcile', at);
    await expectOneEach(sandbox(), payers, [day]);
  });

  it('drafted by two workers while nothing is charged, each line stands on one bill', async () => {
    const { payers, at } = await newFans(4);
    const drafted = await Promise.all([draftBills(at), draftBills(at)]);
    expect(drafted.reduce((sum, { bills }) => sum + bills, 0)).toBeGreaterThanOrEqual(4);
    for (const payer of payers) expect((await readBills(payer.id))).toMatchObject([{ status: 'due', lineCount: 3 }]);
    await expectSoundTabs();
  });
});
