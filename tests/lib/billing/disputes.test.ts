import { eq } from 'drizzle-orm';
import { beforeAll, describe, expect, it } from 'vitest';
import { getDb } from '@/db/client';
import { dispute, disputeLine, fanFreeze, fraudWarning, refund } from '@/db/schema';
import { addDays } from '@/lib/dates';
import { runJob } from '@/lib/jobs';
import { balanceOf } from '@/lib/ledger';
import { forgetClock } from '@/lib/stripe/business-clock';
import { addOffers, evening, eveningOn, type Offer } from '../../support/billing';
import { addPaidBill, pursesOf, readLine, refundLines } from '../../support/line-refunds';
import { expectEqualBalance } from '../../support/records';
import { control, sdkOf } from '../../support/sandbox-controls';
import { expectSoundTabs } from '../../support/sound-tabs';
import { useWorld } from '../../support/world';

const { sandbox } = useWorld();
const TEN = new Array<number>(10).fill(100);
let offers: Offer[];
beforeAll(async () => { offers = await addOffers(10); });

const costs = () => balanceOf(getDb(), { kind: 'processor_costs', owner: null, currency: 'USD' });

async function open(chargeId: string, now: Date, body: object = {}): Promise<string> {
  const opened = (await control(sandbox(), 'POST', `/charges/${chargeId}/dispute`, body)) as { id: string };
  forgetClock();
  await runJob('reconcile', now);
  return opened.id;
}

async function close(disputeId: string, status: string, now: Date, amount?: number): Promise<void> {
  await control(sandbox(), 'POST', `/disputes/${disputeId}/close`, { status, amount });
  forgetClock();
  await runJob('reconcile', now);
}

describe('a disputed bill', () => {
  it('falls on each of its lines, within the hold on what is held; its own fee is the operator’s; won, all is as before', async () => {
    const { chargeId, lines } = await addPaidBill(sandbox(), offers, '2027-01-10', TEN);
    const [before, paid] = [await pursesOf(offers), await costs()];
    const id = await open(chargeId, eveningOn('2027-01-11'));
    for (const { id: lineId, creatorId, feeShareMinor } of lines) {
      const at = offers.findIndex(({ creator }) => creator.id === creatorId);
      expect((await pursesOf(offers))[at]).toEqual([0, 0, feeShareMinor ?? 0]);
      expect((await readLine(lineId)).line).toMatchObject({ disputedMinor: 100, refundedMinor: 0, heldMinor: 0 });
    }
    expect(await costs()).toBe(paid + 1_500);
    await expectEqualBalance(sandbox());
    await expectSoundTabs();
    await close(id, 'won', eveningOn('2027-01-12'));
    expect(await pursesOf(offers)).toEqual(before);
    for (const { id: lineId } of lines) expect((await readLine(lineId)).line).toMatchObject({ disputedMinor: 0 });
    await expectEqualBalance(sandbox());
  });

  it('is spread by what of each line is not yet refunded, and ends what it opened only when it is lost', async () => {
    const { bill, chargeId, lines } = await addPaidBill(sandbox(), offers, '2027-02-10', [400, 300, 200]);
    const [line, other] = lines;
    await refundLines(bill.id, [line?.id ?? ''], eveningOn('2027-02-11'));
    const before = await pursesOf(offers);
    const id = await open(chargeId, eveningOn('2027-02-12'));
    const at = offers.findIndex(({ creator }) => creator.id === line?.creatorId);
    expect((await pursesOf(offers))[at]).toEqual(before[at]);
    expect((await readLine(other?.id ?? '')).pledge).toMatchObject({ status: 'active' });
    await close(id, 'lost', eveningOn('2027-02-13'));
    expect((await readLine(other?.id ?? '')).pledge).toMatchObject({ status: 'ended', endedReason: 'refunded' });
    await expectEqualBalance(sandbox());
    await expectSoundTabs();
  });

  it('over more than refunds left takes what the lines have, the operator bears the rest; won in part gives back to the operator, then to each in proportion', async () => {
    const fresh = await addOffers(3);
    const { bill, chargeId, lines } = await addPaidBill(sandbox(), fresh, '2027-02-15', [400, 300, 200]);
    const [line] = lines;
    await refundLines(bill.id, [line?.id ?? ''], eveningOn('2027-02-16'));
    const [before, paid] = [await pursesOf(fresh), await costs()];
    const id = await open(chargeId, eveningOn('2027-02-17'), { amount: 900 });
    const taken = async () => Promise.all(lines.map(async (of) => [of.amountMinor, (await readLine(of.id)).line.disputedMinor]));
    const left = (minor: number) => lines.map(({ id: of, amountMinor }) => [amountMinor, of === line?.id ? 0 : (amountMinor * minor) / (900 - (line?.amountMinor ?? 0))]);
    const lost = line?.amountMinor ?? 0;
    expect(await taken()).toEqual(left(900 - lost));
    expect(await costs()).toBe(paid + 1_500 + lost);
    await expectSoundTabs();
    await close(id, 'won', eveningOn('2027-02-18'), lost + 100);
    expect((await taken()).reduce((sum, [, minor = 0]) => sum + minor, 0)).toBe(800 - lost);
    for (const [at, [, minor = 0]] of (await taken()).entries()) expect(Math.abs(minor - (left(800 - lost)[at]?.[1] ?? 0))).toBeLessThan(1);
    expect(await costs()).toBe(paid + 1_500);
    expect(await getDb().select().from(dispute).where(eq(dispute.paymentId, bill.paymentId ?? ''))).toMatchObject([{ status: 'won', takenMinor: 800 - lost, excessMinor: 0 }]);
    await control(sandbox(), 'POST', `/disputes/${id}/overrule`, { status: 'won' });
    forgetClock();
    await runJob('reconcile', eveningOn('2027-02-19'));
    expect(await pursesOf(fresh)).toEqual(before);
    await expectEqualBalance(sandbox());
    await expectSoundTabs();
  });

  it('after the hold leaves debts, which the next income of each fills; no other creator’s cent moves', async () => {
    const fresh = await addOffers(3);
    const others = await addOffers(1);
    await addPaidBill(sandbox(), others, '2027-03-05', [500]);
    const { chargeId } = await addPaidBill(sandbox(), fresh, '2027-03-10', [300, 300, 300]);
    await evening(sandbox(), eveningOn('2027-03-25'));
    const [stranger] = await pursesOf(others);
    const before = await pursesOf(fresh);
    const id = await open(chargeId, eveningOn('2027-03-26'));
    expect(await pursesOf(fresh)).toEqual(before.map(([, available = 0]) => [0, 0, 300 - available]));
    await addPaidBill(sandbox(), fresh, '2027-04-10', [400, 400, 400]);
    await evening(sandbox(), eveningOn('2027-04-25'));
    const filled = await pursesOf(fresh);
    expect(filled.map(([, , debt]) => debt)).toEqual([0, 0, 0]);
    await close(id, 'won', eveningOn('2027-04-26'));
    expect(await pursesOf(fresh)).toEqual(filled.map(([held = 0, available = 0], at) => [held, available + 300, 0].map((minor, kind) => (kind === 1 ? minor : [held, 0, 0][kind] ?? at))));
    expect(await pursesOf(others)).toEqual([stranger]);
    await expectEqualBalance(sandbox());
    await expectSoundTabs();
  });

  it('whose charge, fee and dispute are all heard of late, in one look, ends the same', async () => {
    await control(sandbox(), 'POST', '/delays', { fee_ms: 86_400_000 });
    const fresh = await addOffers(2);
    const { chargeId, bill } = await addPaidBill(sandbox(), fresh, '2027-05-10', [300, 300]);
    await control(sandbox(), 'POST', `/charges/${chargeId}/dispute`);
    await control(sandbox(), 'POST', `/charges/${chargeId}/fee`);
    await control(sandbox(), 'POST', '/delays', { fee_ms: 0 });
    await runJob('reconcile', addDays(eveningOn('2027-05-10'), 1));
    expect((await pursesOf(fresh)).map(([held, available]) => [held, available])).toEqual([[0, 0], [0, 0]]);
    const [row] = await getDb().select().from(dispute).where(eq(dispute.paymentId, bill.paymentId ?? ''));
    expect(await getDb().select().from(disputeLine).where(eq(disputeLine.disputeId, row?.id ?? ''))).toHaveLength(2);
    await expectEqualBalance(sandbox());
    await expectSoundTabs();
  });
});

describe('a warning of fraud', () => {
  it('sends all of the bill back before its bank takes it, once, and freezes its fan', async () => {
    const fresh = await addOffers(2);
    const { bill, chargeId, payer } = await addPaidBill(sandbox(), fresh, '2027-06-10', [300, 300]);
    await control(sandbox(), 'POST', `/charges/${chargeId}/warn`);
    const now = eveningOn('2027-06-11');
    await runJob('reconcile', now);
    await runJob('reconcile', now);
    await runJob('refunds', now);
    await runJob('reconcile', now);
    const [row] = await getDb().select().from(refund).where(eq(refund.paymentId, bill.paymentId ?? ''));
    expect(row).toMatchObject({ status: 'succeeded', reason: 'fraudulent', amountMinor: bill.amountMinor });
    expect(await getDb().select().from(fraudWarning).where(eq(fraudWarning.paymentId, bill.paymentId ?? ''))).toMatchObject([{ refundId: row?.id, actionable: false }]);
    expect((await sdkOf(sandbox()).refunds.list({ charge: chargeId })).data).toHaveLength(1);
    expect(await getDb().select().from(fanFreeze).where(eq(fanFreeze.fanId, payer.id))).toMatchObject([{ liftedAt: null, disputeId: null }]);
    await expectEqualBalance(sandbox());
  });
});
