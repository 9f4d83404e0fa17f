import { eq } from 'drizzle-orm';
import { beforeAll, describe, expect, it } from 'vitest';
import { getDb, inTransaction } from '@/db/client';
import { pledge, tab, tabLine } from '@/db/schema';
import { newId } from '@/lib/ids';
import { billLedgerChecks } from '@/lib/billing';
import { addDays } from '@/lib/dates';
import { runJob } from '@/lib/jobs';
import { verifyLedger } from '@/lib/ledger';
import { followTimeZone, moveBillingDay } from '@/lib/tab';
import { addDue, addOffer, chargesOf, clockTo, eveningOn, readBills, retireTabs, tabOf, type Offer, type Payer } from '../../support/billing';
import { expectSoundTabs } from '../../support/sound-tabs';
import { useWorld } from '../../support/world';

const { sandbox } = useWorld();
let offers: Offer[];
beforeAll(async () => { offers = await Promise.all(Array.from({ length: 3 }, () => addOffer())); });

let year = 2026;
async function newFans(count: number): Promise<{ payers: Payer[]; day: string; at: Date }> {
  year += 1;
  const day = `${year}-06-15`;
  // Those of the tests before have their own evening behind them.
  await retireTabs();
  await clockTo(sandbox(), new Date(`${year}-06-14T12:00:00Z`));
  const payers: Payer[] = [];
  for (let at = 0; at < count; at += 1) payers.push(await addDue(sandbox(), offers, day, [100 + at, 200, 300]));
  await clockTo(sandbox(), eveningOn(day));
  return { payers, day, at: eveningOn(day) };
}

async function expectOneEach(payers: Payer[], days: string[]): Promise<void> {
  for (const payer of payers) {
    const bills = await readBills(payer.id);
    expect(bills.map(({ status, billingOn }) => [status, billingOn])).toEqual(days.map((day) => ['paid', day]));
    expect(await chargesOf(sandbox(), payer)).toHaveLength(days.length);
  }
  await expectSoundTabs();
  expect(await verifyLedger(getDb(), billLedgerChecks)).toEqual([]);
}

describe('a tab that cannot be billed', () => {
  it('is left out and reported, and everybody else is billed', async () => {
    const { payers, day, at } = await newFans(4);
    const [broken, ...others] = payers;
    const [first] = await getDb().select().from(pledge).where(eq(pledge.fanId, broken?.id ?? ''));
    if (!first) throw new Error('there is a pledge');
    // Days that stand on the tab although the pledge does not know it: no rule allows it, no run may stop for it.
    const wrong = newId();
    await getDb().insert(tabLine).values({
      id: wrong, key: wrong, fanId: first.fanId, currency: 'USD', creatorId: first.creatorId, kind: 'pledge_month', pledgeId: first.id, amountMinor: 100,
      dated: day, fromOn: day, untilOn: `${year}-07-15`, status: 'open', createdAt: at,
    });
    await runJob('billing', at);
    expect(await readBills(first.fanId)).toEqual([]);
    await getDb().delete(tabLine).where(eq(tabLine.id, wrong));
    await expectOneEach(others, [day]);
    await runJob('billing', at);
    expect(await readBills(broken?.id ?? '')).toMatchObject([{ status: 'paid', billingOn: day, amountMinor: 600 }]);
  });

  it('of a date that has had its bill waits for the next one', async () => {
    const { payers, day, at } = await newFans(1);
    const [payer] = payers;
    await runJob('billing', at);
    await getDb().update(tab).set({ nextBillOn: day, nextBillAt: at }).where(eq(tab.fanId, payer?.id ?? ''));
    await runJob('billing', addDays(at, 1));
    expect(await readBills(payer?.id ?? '')).toHaveLength(1);
    expect((await tabOf(payer?.id ?? '')).nextBillOn).toBe(`${year}-07-15`);
  });

  it('whose fan flew back over the date line and meets a date twice gets one bill of it, and holds up nobody', async () => {
    const { payers: [other] } = await newFans(1);
    const day = `${year}-06-18`;
    const payer = await addDue(sandbox(), offers, day, [400], { timeZone: 'Pacific/Auckland' });
    const billed = new Date(`${day}T08:05:00Z`);
    await clockTo(sandbox(), billed);
    await runJob('billing', billed);
    expect((await readBills(payer.id)).map(({ billingOn }) => billingOn)).toEqual([day]);
    // In Pago Pago it is the evening before, so that the day lies ahead once more.
    await inTransaction((tx) => followTimeZone(tx, payer.personId ?? '', 'Pacific/Pago_Pago', billed));
    await inTransaction((tx) => moveBillingDay(tx, { fanId: payer.id, billingDay: 18, now: billed }));
    expect((await tabOf(payer.id)).nextBillOn).toBe(day);
    await getDb().update(tab).set({ nextBillOn: `${year}-06-19`, nextBillAt: billed }).where(eq(tab.fanId, other?.id ?? ''));
    const again = new Date(`${year}-06-19T07:05:00Z`);
    await clockTo(sandbox(), again);
    await runJob('billing', again);
    await expectOneEach([payer], [day]);
    expect((await tabOf(payer.id)).nextBillOn).toBe(`${year}-07-18`);
    expect((await tabOf(other?.id ?? '')).nextBillOn).toBe(`${year}-07-15`);
  });
});
