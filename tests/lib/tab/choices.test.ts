import { eq } from 'drizzle-orm';
import { afterAll, describe, expect, it } from 'vitest';
import { getDb, inTransaction } from '@/db/client';
import { bill, fan, pledge, tab, tier } from '@/db/schema';
import { addMilliseconds, MINUTE_MS, type Day } from '@/lib/dates';
import type { Fan } from '@/lib/fans';
import { newId } from '@/lib/ids';
import { verifyLedger } from '@/lib/ledger';
import {
  expectBill, findTab, followTimeZone, listComing, moveBillingDay, pauseTabs, payableNow, payNow, resumeTabs, setCap, setNotice, setSmallBills,
} from '@/lib/tab';
import { addFan, putLine, readTab } from '../../support/fans';
import { addCreator } from '../../support/tips';
import { useWorld } from '../../support/world';

// Lines of tips without their tips: the tab knows nothing of tips, whose own checks would miss them.
useWorld({ verify: false });
afterAll(async () => expect(await verifyLedger(getDb())).toEqual([]));
const NOON = new Date('2026-11-21T12:00:00Z');
const minutes = (count: number) => addMilliseconds(NOON, count * MINUTE_MS);

/** A pledge as a join leaves it, without its lines. */
async function addPledge(of: Fan, amountMinor: number, paidUntil: Day, change: Partial<typeof pledge.$inferInsert> = {}) {
  const to = await addCreator();
  const tierId = newId();
  await getDb().insert(tier).values({ id: tierId, creatorId: to.id, name: 'Pennies', priceMinor: amountMinor, currency: 'USD', position: 0, createdAt: NOON });
  await getDb().insert(pledge).values({
    id: newId(), key: newId(), fanId: of.id, creatorId: to.id, tierId, currency: 'USD', amountMinor, status: 'active', paidUntil,
    createdAt: NOON, startedAt: NOON, ...change,
  });
  return to;
}

/** A fan with a tip on the tab, billed on the 21st. */
async function addBilled(change: Parameters<typeof addFan>[0] = {}) {
  const [of, to] = [await addFan(change), await addCreator()];
  await putLine(of, { creatorId: to.id, amountMinor: 80, now: NOON });
  const [known] = await getDb().select().from(fan).where(eq(fan.id, of.id));
  if (!known) throw new Error('a fan was written');
  return { of: known, to };
}

describe('paying now', () => {
  const pay = (fanId: string, expectedMinor: number, now: Date) => inTransaction((tx) => payNow(tx, { fanId, currency: 'USD', expectedMinor, now }));

  it('makes one bill of what can no longer be undone, for the sum that stood on the button', async () => {
    const { of, to } = await addBilled();
    await putLine(of, { creatorId: to.id, amountMinor: 20, now: minutes(5) });
    expect(await payableNow(getDb(), { fanId: of.id, currency: 'USD' }, minutes(11))).toBe(80);
    expect(await pay(of.id, 80, minutes(11))).toMatchObject({ cause: 'pay_now', amountMinor: 80, lineCount: 1, status: 'due' });
    expect((await readTab(of.id)).tab.owedMinor).toBe(20);
  });

  it('pressed twice at once it is one bill', async () => {
    const { of } = await addBilled();
    const pressed = await Promise.allSettled([pay(of.id, 80, minutes(11)), pay(of.id, 80, minutes(11))]);
    expect(pressed.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await getDb().$count(bill, eq(bill.fanId, of.id))).toBe(1);
  });

  it('is refused for another sum than was read, for too little, without a card and while a charge is under way; no bill is made', async () => {
    const { of, to } = await addBilled();
    await expect(pay(of.id, 70, minutes(11))).rejects.toMatchObject({ code: 'TabChanged', sentence: expect.stringContaining('$0.80') });
    await expect(pay(of.id, 80, minutes(9))).rejects.toMatchObject({ code: 'NothingToPay', sentence: expect.stringContaining('$0.50') });
    const bare = await addFan({ hasCard: false });
    await expect(pay(bare.id, 80, NOON)).rejects.toMatchObject({ code: 'NoCard' });
    expect(await getDb().$count(bill, eq(bill.fanId, of.id))).toBe(0);
    await pay(of.id, 80, minutes(11));
    await putLine(of, { creatorId: to.id, amountMinor: 90, now: minutes(12) });
    await expect(pay(of.id, 90, minutes(23))).rejects.toMatchObject({ code: 'TabBusy' });
    await getDb().update(bill).set({ status: 'failing', failingSince: NOON, failureKind: 'soft', writeOffAt: NOON }).where(eq(bill.fanId, of.id));
    await expect(pay(of.id, 90, minutes(23))).rejects.toMatchObject({ code: 'TabInDunning' });
  });
});

describe('a cap', () => {
  const cap = (fanId: string, capMinor: number | null) => inTransaction((tx) => setCap(tx, { fanId, currency: 'USD', capMinor, now: NOON }));

  it('is set, changed and removed, and holds from then on', async () => {
    const { of, to } = await addBilled();
    await cap(of.id, 100);
    await expect(putLine(of, { creatorId: to.id, amountMinor: 30, now: NOON })).rejects.toMatchObject({ code: 'CapReached' });
    await cap(of.id, null);
    await putLine(of, { creatorId: to.id, amountMinor: 30, now: NOON });
  });

  it('cannot be under what the pledged months cost', async () => {
    const { of } = await addBilled();
    await addPledge(of, 500, '2026-12-21');
    await addPledge(of, 300, '2026-12-21', { status: 'paused', pausedAt: NOON });
    await expect(cap(of.id, 499)).rejects.toMatchObject({ code: 'CapUnderPledges', field: 'cap', sentence: expect.stringContaining('$5') });
    expect((await readTab(of.id)).tab.capMinor).toBeNull();
    await cap(of.id, 500);
  });
});

describe('small bills, notices and pauses', () => {
  it('are kept as they were chosen', async () => {
    const { of, to } = await addBilled();
    await inTransaction((tx) => setSmallBills(tx, { fanId: of.id, currency: 'USD', smallBills: 'charge', now: NOON }));
    await inTransaction((tx) => setNotice(tx, of.id, false));
    await inTransaction((tx) => pauseTabs(tx, of.id, NOON));
    expect((await readTab(of.id)).tab).toMatchObject({ smallBills: 'charge', pausedAt: NOON });
    expect((await getDb().select().from(fan).where(eq(fan.id, of.id)))[0]?.wantsNotice).toBe(false);
    await expect(putLine(of, { creatorId: to.id, amountMinor: 30, now: NOON })).rejects.toMatchObject({ code: 'TabPaused' });
    await inTransaction((tx) => resumeTabs(tx, of.id));
    await putLine(of, { creatorId: to.id, amountMinor: 30, now: NOON });
  });
});

describe('what comes', () => {
  it('is each active pledge from where it is paid to the billing day after the next bill', async () => {
    const { of } = await addBilled();
    await getDb().update(tab).set({ nextBillOn: '2026-12-21', nextBillAt: new Date('2026-12-21T20:00:00Z') }).where(eq(tab.fanId, of.id));
    await addPledge(of, 100, '2026-12-21');
    await addPledge(of, 310, '2027-01-11');
    await addPledge(of, 200, '2027-01-21');
    await addPledge(of, 200, '2026-12-21', { status: 'paused', pausedAt: NOON });
    const found = await findTab(getDb(), of.id, 'USD');
    if (!found) throw new Error('there is a tab');
    const coming = await listComing(getDb(), of, found);
    expect(coming.map(({ fromOn, untilOn, amountMinor }) => [fromOn, untilOn, amountMinor])).toEqual([
      ['2026-12-21', '2027-01-21', 100],
      ['2027-01-11', '2027-01-21', 100],
    ]);
    expect(await expectBill(getDb(), of, 'USD')).toEqual({ openMinor: 80, comingMinor: 200 });
  });
});

describe('moving the billing day', () => {
  const move = (fanId: string, billingDay: number, now = NOON) => inTransaction((tx) => moveBillingDay(tx, { fanId, billingDay, now }));
  const inDecember = (fanId: string) => getDb().update(tab).set({ nextBillOn: '2026-12-21', nextBillAt: new Date('2026-12-21T20:00:00Z') }).where(eq(tab.fanId, fanId));

  it('to a sooner day brings the next bill there', async () => {
    const { of } = await addBilled();
    await inDecember(of.id);
    await move(of.id, 1);
    expect((await readTab(of.id)).tab).toMatchObject({ nextBillOn: '2026-12-01', nextBillAt: new Date('2026-12-01T20:00:00Z') });
  });

  it('to a later day puts nothing off, not even day after day: the next bill stays', async () => {
    const { of } = await addBilled();
    await inDecember(of.id);
    for (const day of [28, 27, 22]) await move(of.id, day, new Date('2026-12-20T12:00:00Z'));
    expect((await readTab(of.id)).tab.nextBillOn).toBe('2026-12-21');
    expect((await getDb().select().from(fan).where(eq(fan.id, of.id)))[0]?.billingDay).toBe(22);
  });

  it('is refused for a day that some month lacks', async () => {
    const { of } = await addBilled();
    for (const day of [0, 29, 31, 1.5, Number.NaN]) await expect(move(of.id, day)).rejects.toMatchObject({ code: 'BillingDayUnknown', field: 'day' });
    expect((await getDb().select().from(fan).where(eq(fan.id, of.id)))[0]?.billingDay).toBe(21);
  });
});

describe('following somebody to another time zone', () => {
  it('moves the evening of the next bill, and never one that has come', async () => {
    const { of } = await addBilled();
    const go = (timeZone: string, now: Date) => inTransaction((tx) => followTimeZone(tx, of.personId ?? '', timeZone, now));
    await go('America/Los_Angeles', NOON);
    expect((await readTab(of.id)).tab.nextBillAt).toEqual(new Date('2026-11-22T04:00:00Z'));
    await go('Asia/Tokyo', NOON);
    // In Tokyo it is nine in the evening: what was set stays.
    expect((await readTab(of.id)).tab.nextBillAt).toEqual(new Date('2026-11-22T04:00:00Z'));
    expect((await getDb().select().from(fan).where(eq(fan.id, of.id)))[0]?.timeZone).toBe('Asia/Tokyo');
  });
});
