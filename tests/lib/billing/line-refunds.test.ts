import { eq, isNull } from 'drizzle-orm';
import { beforeAll, describe, expect, it } from 'vitest';
import { getDb } from '@/db/client';
import { entitlement, reconcileGap, refund } from '@/db/schema';
import { refundOwnLine } from '@/lib/billing';
import { addDays } from '@/lib/dates';
import { runJob } from '@/lib/jobs';
import { balanceOf } from '@/lib/ledger';
import { addOffers, evening, eveningOn, type Offer } from '../../support/billing';
import { addPaidBill, askLines, mailOf, pursesOf, readLine, readRefund, refundLines } from '../../support/line-refunds';
import { addPerson } from '../../support/people';
import { expectEqualBalance, expectEqualRecords } from '../../support/records';
import { control, sdkOf } from '../../support/sandbox-controls';
import { expectSoundTabs } from '../../support/sound-tabs';
import { useWorld } from '../../support/world';

const { sandbox } = useWorld();
const TEN = new Array<number>(10).fill(100);
const clearing = () => balanceOf(getDb(), { kind: 'processor_clearing', owner: null, currency: 'USD' });
let offers: Offer[];
beforeAll(async () => { offers = await addOffers(10); });

describe('one $1 line of a ten-line bill, given back', () => {
  it('within the hold: its creator gives the 94¢ that are held and owes 6¢, nine creators notice nothing', async () => {
    const { bill, lines } = await addPaidBill(sandbox(), offers, '2027-01-10', TEN);
    const [line] = lines;
    if (!line) throw new Error('there are ten lines');
    const [before, cleared] = [await pursesOf(offers), await clearing()];
    const at = offers.findIndex(({ creator }) => creator.id === line.creatorId);
    const kept = line.feeShareMinor ?? 0;
    expect(before[at]).toEqual([100 - kept, 0, 0]);
    const id = await refundLines(bill.id, [line.id], eveningOn('2027-01-11'));
    expect(await pursesOf(offers)).toEqual(before.with(at, [0, 0, kept]));
    expect(await clearing()).toBe(cleared - 100);
    expect(await readRefund(id)).toMatchObject({ status: 'succeeded', amountMinor: 100, lines: [{ lineId: line.id, amountMinor: 100, heldMinor: 100 - kept, debtMinor: kept }] });
    expect((await readLine(line.id)).line).toMatchObject({ status: 'collected', heldMinor: 0, refundedMinor: 100 });
    await expectEqualRecords(sandbox());
    await expectSoundTabs();
  });

  it('ends the pledge whose days were not over and closes what it opened; the mail to its fan says so', async () => {
    const { bill, lines } = await addPaidBill(sandbox(), offers, '2027-02-10', [400, 100]);
    const [line, other] = lines;
    const id = await refundLines(bill.id, [line?.id ?? ''], eveningOn('2027-02-11'));
    expect((await readLine(line?.id ?? '')).pledge).toMatchObject({ status: 'ended', endedReason: 'refunded' });
    expect(await getDb().select().from(entitlement).where(eq(entitlement.pledgeId, line?.pledgeId ?? ''))).toMatchObject([{ closedReason: 'refunded' }]);
    expect((await readLine(other?.id ?? '')).pledge).toMatchObject({ status: 'active' });
    const mail = await mailOf(id);
    const sum = `$${((line?.amountMinor ?? 0) / 100).toFixed(2)}`;
    expect(mail?.subject).toBe(`${sum} of your bill comes back`);
    expect(mail?.bodyText).toContain('nothing more is charged for your pledge to River Notes');
    await expectSoundTabs();
  });

  it('leaves the pledge alone where its days are over', async () => {
    const { bill, lines } = await addPaidBill(sandbox(), offers, '2027-03-10', [400]);
    await evening(sandbox(), eveningOn('2027-04-10'));
    await refundLines(bill.id, [lines[0]?.id ?? ''], eveningOn('2027-04-11'));
    expect((await readLine(lines[0]?.id ?? '')).pledge).toMatchObject({ status: 'active', endedReason: null });
    await expectSoundTabs();
  });

  it('after the hold comes from what of it is available, and the fee is a debt', async () => {
    const { bill, lines } = await addPaidBill(sandbox(), offers, '2027-05-10', TEN);
    await evening(sandbox(), eveningOn('2027-05-20'));
    const before = await pursesOf(offers);
    const at = offers.findIndex(({ creator }) => creator.id === lines[0]?.creatorId);
    const [held = 0, available = 0, debt = 0] = before[at] ?? [];
    const kept = lines[0]?.feeShareMinor ?? 0;
    await refundLines(bill.id, [lines[0]?.id ?? ''], eveningOn('2027-05-21'));
    expect(await pursesOf(offers)).toEqual(before.with(at, [held, available - 100 + kept, debt + kept]));
    await expectEqualRecords(sandbox());
  });

  it('before its fee is known takes the 100¢ that are held, and the fee follows as a debt', async () => {
    await control(sandbox(), 'POST', '/delays', { fee_ms: 86_400_000 });
    const fresh = await addOffers(4);
    const { bill, lines, chargeId } = await addPaidBill(sandbox(), fresh, '2027-06-10', [100, 100, 100, 100]);
    const at = fresh.findIndex(({ creator }) => creator.id === lines[0]?.creatorId);
    expect(await pursesOf(fresh)).toEqual([[100, 0, 0], [100, 0, 0], [100, 0, 0], [100, 0, 0]]);
    await refundLines(bill.id, [lines[0]?.id ?? ''], eveningOn('2027-06-10'));
    expect((await pursesOf(fresh))[at]).toEqual([0, 0, 0]);
    await control(sandbox(), 'POST', '/delays', { fee_ms: 0 });
    await control(sandbox(), 'POST', `/charges/${chargeId}/fee`);
    await runJob('reconcile', eveningOn('2027-06-11'));
    const kept = (await readLine(lines[0]?.id ?? '')).line.feeShareMinor ?? 0;
    expect(kept).toBeGreaterThan(0);
    expect((await pursesOf(fresh))[at]).toEqual([0, 0, kept]);
    await expectEqualRecords(sandbox());
  });
});

describe('a refund of a bill', () => {
  it('asked for one line by twenty at once goes out once; the others are told that nothing is left', async () => {
    const { bill, lines, chargeId } = await addPaidBill(sandbox(), offers, '2027-07-10', [100, 200, 300]);
    const now = eveningOn('2027-07-11');
    const asked = await Promise.allSettled(Array.from({ length: 20 }, () => askLines(bill.id, [lines[1]?.id ?? ''], now)));
    expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const each of asked) if (each.status === 'rejected') expect(each.reason).toMatchObject({ code: 'NothingToRefund' });
    await Promise.all([runJob('refunds', now), runJob('refunds', now), runJob('reconcile', now)]);
    expect((await sdkOf(sandbox()).refunds.list({ charge: chargeId })).data.map(({ amount }) => amount)).toEqual([200]);
    await expectEqualRecords(sandbox());
  });

  it('pressed twenty times by its creator is one, and nobody else can ask for it', async () => {
    const person = await addPerson();
    const { lines, bill } = await addPaidBill(sandbox(), offers, '2027-08-10', [400, 200]);
    const [line, other] = lines;
    const asked = { lineId: line?.id ?? '', creatorId: line?.creatorId ?? '', actorId: person.id, now: eveningOn('2027-08-11') };
    await Promise.all(Array.from({ length: 20 }, () => refundOwnLine(asked)));
    expect(await getDb().select().from(refund).where(eq(refund.paymentId, bill.paymentId ?? ''))).toHaveLength(1);
    await expect(refundOwnLine({ ...asked, lineId: other?.id ?? '' })).rejects.toMatchObject({ code: 'LineNotFound' });
    await expect(refundOwnLine({ ...asked, lineId: 'x' })).rejects.toMatchObject({ code: 'LineNotFound' });
    await runJob('refunds', asked.now);
    await expect(askLines(bill.id, [asked.lineId], asked.now)).rejects.toMatchObject({ code: 'NothingToRefund' });
  });

  it('whole, sends back what is left, and then there is nothing more', async () => {
    const { bill, lines, chargeId } = await addPaidBill(sandbox(), offers, '2027-09-10', [100, 200, 300]);
    const now = eveningOn('2027-09-11');
    await refundLines(bill.id, [lines[0]?.id ?? ''], now);
    await refundLines(bill.id, null, now);
    expect((await sdkOf(sandbox()).charges.retrieve(chargeId)).amount_refunded).toBe(600);
    expect((await Promise.all(lines.map(({ id }) => readLine(id)))).map(({ line, pledge }) => [line.amountMinor - line.refundedMinor, pledge?.status])).toEqual(lines.map(() => [0, 'ended']));
    await expect(askLines(bill.id, null, now)).rejects.toMatchObject({ code: 'NothingToRefund' });
    await expectEqualRecords(sandbox());
    await expectSoundTabs();
  });

  it('made in Stripe’s dashboard is spread over the lines by what of each is left, and leaves no gap', async () => {
    const { bill, lines, chargeId } = await addPaidBill(sandbox(), offers, '2027-10-10', [100, 200, 300]);
    const now = eveningOn('2027-10-11');
    await refundLines(bill.id, [lines.find(({ amountMinor }) => amountMinor === 200)?.id ?? ''], now);
    await sdkOf(sandbox()).refunds.create({ charge: chargeId, amount: 100 });
    await runJob('reconcile', addDays(now, 1));
    const refunded = async () => Object.fromEntries((await Promise.all(lines.map(({ id }) => readLine(id)))).map(({ line }) => [line.amountMinor, line.refundedMinor]));
    expect(await refunded()).toEqual({ 100: 25, 200: 200, 300: 75 });
    await sdkOf(sandbox()).refunds.create({ charge: chargeId });
    await runJob('reconcile', addDays(now, 2));
    expect(await refunded()).toEqual({ 100: 100, 200: 200, 300: 300 });
    expect(await getDb().select().from(reconcileGap).where(isNull(reconcileGap.closedAt))).toEqual([]);
    await expectEqualRecords(sandbox());
  });

  it('that a bank sends back days later returns to where it lay, and can be asked for anew', async () => {
    const fresh = await addOffers(2);
    const { bill, lines } = await addPaidBill(sandbox(), fresh, '2027-11-10', [200, 300], { card: '4000000000005126' });
    const before = await pursesOf(fresh);
    const now = eveningOn('2027-11-11');
    await refundLines(bill.id, null, now);
    expect((await pursesOf(fresh)).map(([held, available]) => [held, available])).toEqual([[0, 0], [0, 0]]);
    await control(sandbox(), 'POST', '/clock', { advance_ms: 12 * 86_400_000 });
    await runJob('reconcile', addDays(now, 12));
    expect(await pursesOf(fresh)).toEqual(before);
    expect((await Promise.all(lines.map(({ id }) => readLine(id)))).map(({ line }) => line.refundedMinor)).toEqual([0, 0]);
    expect(typeof (await askLines(bill.id, null, addDays(now, 13)))).toBe('string');
    await expectEqualBalance(sandbox());
    await expectSoundTabs();
  });
});
