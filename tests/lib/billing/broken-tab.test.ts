import { eq } from 'drizzle-orm';
import { beforeAll, describe, expect, it } from 'vitest';
import { getDb, inTransaction } from '@/db/client';
import { pledge, tab, tabLine } from '@/db/schema';
import { newId } from '@/lib/ids';
import { addDays } from '@/lib/dates';
import { runJob } from '@/lib/jobs';
import { followTimeZone, moveBillingDay } from '@/lib/tab';
import { addDue, addJuneFans, addOffers, clockTo, expectOneEach, readBills, tabOf, type Offer } from '../../support/billing';
import { useWorld } from '../../support/world';

const { sandbox } = useWorld();
let offers: Offer[];
beforeAll(async () => { offers = await addOffers(3); });

let year = 2026;
const newFans = (count: number) => addJuneFans(sandbox(), offers, year += 1, count);

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
    await expectOneEach(sandbox(), others, [day]);
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
    await expectOneEach(sandbox(), [payer], [day]);
    expect((await tabOf(payer.id)).nextBillOn).toBe(`${year}-07-18`);
    expect((await tabOf(other?.id ?? '')).nextBillOn).toBe(`${year}-07-15`);
  });
});
