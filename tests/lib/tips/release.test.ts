import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { getDb } from '@/db/client';
import { tip } from '@/db/schema';
import { addDays, addMilliseconds } from '@/lib/dates';
import { runJob } from '@/lib/jobs';
import { balanceOf } from '@/lib/ledger';
import { askRefund } from '@/lib/payments';
import { releaseHeldTips } from '@/lib/tips';
import { expectEqualBalance, expectEqualRecords } from '../../support/records';
import { control, sdkOf } from '../../support/sandbox-controls';
import { addCreator, beginAndPay, GOOD_CARD, readTip, wishFor } from '../../support/tips';
import { useWorld } from '../../support/world';

const { sandbox } = useWorld();
const now = () => new Date();
const later = () => addDays(now(), 8);
/** This card's refunds fail days later (docs.stripe.com/testing, "Refunds"). */
const FAILING = { ...GOOD_CARD, number: '4000000000005126' };
type Creator = Awaited<ReturnType<typeof addCreator>>;

async function received(creator: Creator, amountMinor = 300, payer = GOOD_CARD) {
  const begun = await beginAndPay(creator.id, wishFor(amountMinor), payer);
  await runJob('reconcile', now());
  return readTip(begun.tip.id);
}

async function balances({ ledgerOwner: owner }: Creator) {
  const of = (kind: 'creator_held' | 'creator_available' | 'creator_debt') => balanceOf(getDb(), { kind, owner, currency: 'USD' });
  const [held, available, debt] = await Promise.all([of('creator_held'), of('creator_available'), of('creator_debt')]);
  return { held, available, debt };
}

async function refund(paymentId: string): Promise<void> {
  await askRefund(paymentId, 'requested_by_fan', now());
  await runJob('refunds', now());
}

describe('the hold', () => {
  it('ends seven days after the money came, or when the processor lets it go if that is later', async () => {
    const creator = await addCreator();
    const card = await received(creator);
    expect(card.tip.heldUntil).toEqual(addDays(card.payment.settledAt ?? now(), 7));
    expect(card.payment.availableOn?.getTime()).toBeGreaterThan(card.payment.settledAt?.getTime() ?? 0);
    expect(await releaseHeldTips(later())).toBe(1);
  });

  it('releases the cent, not before its instant, and once however many workers and runs there are', async () => {
    const creator = await addCreator();
    const { tip: held } = await received(creator);
    const due = held.heldUntil ?? now();
    await releaseHeldTips(addMilliseconds(due, -1));
    expect(await balances(creator)).toEqual({ held: 261, available: 0, debt: 0 });
    const counts = await Promise.all(Array.from({ length: 6 }, () => releaseHeldTips(due)));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(1);
    expect(await releaseHeldTips(later())).toBe(0);
    expect((await readTip(held.id)).tip).toMatchObject({ heldMinor: 0, availableMinor: 261, releases: 1 });
    expect(await balances(creator)).toEqual({ held: 0, available: 261, debt: 0 });
  });

  it('repays a debt first, to the cent, also when two workers release for the same creator at once', async () => {
    const creator = await addCreator();
    const { payment } = await received(creator);
    await refund(payment.id);
    expect(await balances(creator)).toEqual({ held: 0, available: 0, debt: 39 });
    for (let count = 0; count < 4; count += 1) await received(creator, 100);
    // Of each dollar 67 are left; whoever comes second must not repay the same debt again.
    await Promise.all([releaseHeldTips(later()), releaseHeldTips(later()), releaseHeldTips(later())]);
    expect(await balances(creator)).toEqual({ held: 0, available: 4 * 67 - 39, debt: 0 });
    const rows = await getDb().select({ minor: tip.availableMinor }).from(tip).where(eq(tip.creatorId, creator.id));
    expect(rows.reduce((sum, row) => sum + row.minor, 0)).toBe(4 * 67 - 39);
  });
});

/** A tip of which a dollar was refunded while it was held, and whose rest is available. */
async function partlyRefunded() {
  const { tip: mine, payment } = await received(await addCreator(), 300, FAILING);
  await sdkOf(sandbox()).refunds.create({ charge: payment.chargeId ?? '', amount: 100 });
  await runJob('reconcile', now());
  await releaseHeldTips(later());
  return mine;
}

describe('a refund after the hold', () => {
  it('takes what is available of this very tip, the rest as debt, and nothing from another tip that is held', async () => {
    const creator = await addCreator();
    const first = await received(creator);
    await releaseHeldTips(later());
    await received(creator);
    await refund(first.payment.id);
    expect((await readTip(first.tip.id)).tip).toMatchObject({ status: 'refunded', heldMinor: 0, availableMinor: 0 });
    expect(await balances(creator)).toEqual({ held: 261, available: 0, debt: 39 });
    await expectEqualRecords(sandbox());
  });

  it('at the same instant as the release leaves the same books, whoever comes first', async () => {
    for (let round = 0; round < 5; round += 1) {
      const creator = await addCreator();
      const { tip: mine, payment } = await received(creator);
      await askRefund(payment.id, 'requested_by_fan', now());
      await Promise.all([runJob('refunds', now()), releaseHeldTips(later()), releaseHeldTips(later())]);
      expect((await readTip(mine.id)).tip).toMatchObject({ status: 'refunded', heldMinor: 0, availableMinor: 0 });
      expect(await balances(creator)).toEqual({ held: 0, available: 0, debt: 39 });
    }
  });

  it('is not possible before the fee is known, because nothing is available then', async () => {
    const creator = await addCreator();
    await control(sandbox(), 'POST', '/delays', { fee_ms: 3_600_000 });
    expect((await received(creator)).tip).toMatchObject({ heldMinor: 300, heldUntil: null });
    await releaseHeldTips(addDays(now(), 365));
    expect(await balances(creator)).toEqual({ held: 300, available: 0, debt: 0 });
    await control(sandbox(), 'POST', '/delays', { fee_ms: 0 });
  });

  it('that the bank sends back returns to where it came from, or as available money when the debt is repaid', async () => {
    const creator = await addCreator();
    const first = await received(creator, 300, FAILING);
    await releaseHeldTips(later());
    await sdkOf(sandbox()).refunds.create({ charge: first.payment.chargeId ?? '' });
    await runJob('reconcile', now());
    expect(await balances(creator)).toEqual({ held: 0, available: 0, debt: 39 });
    await received(creator);
    await releaseHeldTips(later());
    expect(await balances(creator)).toEqual({ held: 0, available: 222, debt: 0 });
    const part = await partlyRefunded();
    await control(sandbox(), 'POST', '/clock', { advance_ms: 10 * 86_400_000 });
    await runJob('reconcile', addDays(now(), 10));
    // What returned to held is released a second time, as what was released before it stays.
    expect((await readTip(part.id)).tip).toMatchObject({ heldMinor: 100, availableMinor: 161, releases: 1 });
    await releaseHeldTips(addDays(now(), 20));
    expect((await readTip(part.id)).tip).toMatchObject({ heldMinor: 0, availableMinor: 261, releases: 2 });
    expect((await readTip(first.tip.id)).tip).toMatchObject({ status: 'received', refundedMinor: 0, availableMinor: 300 });
    expect(await balances(creator)).toEqual({ held: 0, available: 522, debt: 0 });
    await control(sandbox(), 'POST', '/clock', { offset_ms: 0 });
  });

  it('that the bank sent back makes room for one that goes out after it, also when we hear of both at once', async () => {
    const creator = await addCreator();
    const begun = await beginAndPay(creator.id, wishFor(300), FAILING);
    // Later than the reconciliation of the tests above.
    await control(sandbox(), 'POST', '/clock', { advance_ms: 11 * 86_400_000 });
    await runJob('reconcile', addDays(now(), 11));
    const { tip: mine, payment } = await readTip(begun.tip.id);
    const giveBack = (amount: number) => sdkOf(sandbox()).refunds.create({ charge: payment.chargeId ?? '', amount });
    await giveBack(300);
    await runJob('reconcile', addDays(now(), 11));
    expect((await readTip(begun.tip.id)).tip).toMatchObject({ refundedMinor: 300 });
    await control(sandbox(), 'POST', '/clock', { advance_ms: 10 * 86_400_000 });
    await giveBack(200);
    await runJob('reconcile', addDays(now(), 21));
    expect((await readTip(mine.id)).tip).toMatchObject({ status: 'received', refundedMinor: 200, heldMinor: 61 });
    expect(await balances(creator)).toEqual({ held: 61, available: 0, debt: 0 });
    await expectEqualBalance(sandbox());
    await control(sandbox(), 'POST', '/clock', { offset_ms: 0 });
  });
});
