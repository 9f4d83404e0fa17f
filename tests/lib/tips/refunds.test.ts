import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { getDb, inTransaction } from '@/db/client';
import { refund as refundTable } from '@/db/schema';
import { balanceOf } from '@/lib/ledger';
import { runJob } from '@/lib/jobs';
import { newId } from '@/lib/ids';
import { askRefund, askRefundIn, sendRefunds } from '@/lib/payments';
import { fetchCharge } from '@/lib/stripe';
import { recentPublicTips, tipTotals } from '@/lib/tips';
import { settleReports } from '@/lib/webhooks';
import { expectEqualRecords } from '../../support/records';
import { control, sdkOf } from '../../support/sandbox-controls';
import { addCreator, beginAndPay, readTip, wishFor } from '../../support/tips';
import { useWorld } from '../../support/world';

const { sandbox } = useWorld();
const now = () => new Date();

async function receivedTip(amountMinor = 300, change = {}) {
  const creator = await addCreator();
  const begun = await beginAndPay(creator.id, wishFor(amountMinor, change));
  await runJob('reconcile', now());
  return { creator, ...(await readTip(begun.tip.id)) };
}

function accountsOf(owner: string) {
  const balance = (kind: 'creator_held' | 'creator_debt') => balanceOf(getDb(), { kind, owner, currency: 'USD' });
  return Promise.all([balance('creator_held'), balance('creator_debt')]);
}

describe('a refund', () => {
  it('takes back the whole gross: the creator bears the fee that Stripe keeps, as debt', async () => {
    const { creator, tip, payment } = await receivedTip();
    await askRefund(payment.id, 'requested_by_fan', now());
    await runJob('refunds', now());
    expect((await readTip(tip.id)).tip).toMatchObject({ status: 'refunded', heldMinor: 0, refundedMinor: 300 });
    expect(await accountsOf(creator.ledgerOwner)).toEqual([0, 39]);
    await expectEqualRecords(sandbox());
  });

  it('takes the tip off the page and out of its counts', async () => {
    const { creator, payment } = await receivedTip();
    expect(await recentPublicTips(getDb(), creator.id, 5)).toHaveLength(1);
    await askRefund(payment.id, 'requested_by_fan', now());
    await runJob('refunds', now());
    expect(await recentPublicTips(getDb(), creator.id, 5)).toEqual([]);
    expect(await tipTotals(getDb(), creator.id)).toMatchObject({ tipsReceived: 0 });
  });

  it('gives the platform’s tip back from the platform, never from the creator', async () => {
    const { creator, payment } = await receivedTip(300, { platformTipMinor: 100 });
    const [held] = await accountsOf(creator.ledgerOwner);
    const tips = { kind: 'platform_tips', owner: null, currency: 'USD' } as const;
    const before = await balanceOf(getDb(), tips);
    await askRefund(payment.id, 'requested_by_fan', now());
    await runJob('refunds', now());
    expect(await balanceOf(getDb(), tips)).toBe(before - 100);
    expect(await accountsOf(creator.ledgerOwner)).toEqual([0, 300 - (held ?? 0)]);
  });

  it('asked for 50 times at once refunds once', async () => {
    const { payment } = await receivedTip();
    const asked = await Promise.allSettled(Array.from({ length: 50 }, () => askRefund(payment.id, 'duplicate', now())));
    expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await Promise.all([runJob('refunds', now()), runJob('refunds', now())]);
    const refunds = await sdkOf(sandbox()).refunds.list({ charge: payment.chargeId ?? '' });
    expect(refunds.data.map(({ amount }) => amount)).toEqual([300]);
    await expectEqualRecords(sandbox());
  });

  it('that is settled is not undone by an answer that another server was given before', async () => {
    const { tip, payment } = await receivedTip();
    const refundId = await askRefund(payment.id, 'requested_by_fan', now());
    await runJob('refunds', now());
    const newer = await fetchCharge(payment.checkoutSessionId ?? '');
    const older = { ...newer, refunds: newer.refunds.map((refund) => ({ ...refund, status: 'pending' as const })) };
    for (const report of [older, newer]) await settleReports([report], now());
    const [kept] = await getDb().select().from(refundTable).where(eq(refundTable.id, refundId));
    expect(kept).toMatchObject({ status: 'succeeded', settledAt: expect.any(Date) });
    expect((await readTip(tip.id)).tip).toMatchObject({ status: 'refunded', refundedMinor: 300 });
    await expectEqualRecords(sandbox());
  });

  it('of something that was never collected, or of nothing, is refused', async () => {
    const creator = await addCreator();
    const { payment } = await beginAndPay(creator.id);
    await expect(askRefund(payment.id, 'duplicate', now())).rejects.toMatchObject({ code: 'NothingToRefund' });
    await expect(askRefund(crypto.randomUUID(), 'duplicate', now())).rejects.toMatchObject({ code: 'PaymentNotFound' });
  });

  it('goes out once when Stripe accepts it and the answer is lost', async () => {
    const { tip, payment } = await receivedTip();
    await askRefund(payment.id, 'requested_by_fan', now());
    await control(sandbox(), 'POST', '/chaos/api', { action: 'cut_after', times: 3, method: 'POST', path: '/v1/refunds' });
    await runJob('refunds', now());
    await control(sandbox(), 'DELETE', '/chaos');
    await runJob('refunds', now());
    await runJob('reconcile', now());
    expect((await readTip(tip.id)).tip.status).toBe('refunded');
    await expectEqualRecords(sandbox());
  });

  it('that Stripe declined and carried out all the same leaves *failed* when its record tells, and is posted', async () => {
    const { tip, payment } = await receivedTip();
    const refundId = await askRefund(payment.id, 'requested_by_fan', now());
    await control(sandbox(), 'POST', '/chaos/api', { action: 'invalid_request', times: 1, method: 'POST', path: '/v1/refunds' });
    await runJob('refunds', now());
    const statusOf = async () => (await getDb().select().from(refundTable).where(eq(refundTable.id, refundId)))[0]?.status;
    expect(await statusOf()).toBe('failed');
    await sdkOf(sandbox()).refunds.create({ charge: payment.chargeId ?? '', metadata: { refund_id: refundId } });
    await runJob('reconcile', now());
    expect(await statusOf()).toBe('succeeded');
    expect((await readTip(tip.id)).tip).toMatchObject({ status: 'refunded', refundedMinor: 300 });
    await expectEqualRecords(sandbox());
  });

  it('made in Stripe’s own dashboard, in parts, is followed to the cent', async () => {
    const { creator, tip, payment } = await receivedTip(1_000);
    for (const amount of [333, 333, 334]) {
      await sdkOf(sandbox()).refunds.create({ charge: payment.chargeId ?? '', amount });
      await runJob('reconcile', now());
      await expectEqualRecords(sandbox());
    }
    expect((await readTip(tip.id)).tip).toMatchObject({ status: 'refunded', heldMinor: 0 });
    expect(await accountsOf(creator.ledgerOwner)).toEqual([0, 59]);
  });

  it('of which a charge has more than Stripe shows with it is followed all the same, when all are heard of at once', async () => {
    const { tip, payment } = await receivedTip(1_000);
    for (let part = 1; part <= 14; part += 1) await sdkOf(sandbox()).refunds.create({ charge: payment.chargeId ?? '', amount: 50 + part });
    await runJob('reconcile', now());
    expect((await readTip(tip.id)).tip).toMatchObject({ status: 'received', refundedMinor: 805 });
    await expectEqualRecords(sandbox());
  });

  it('goes out once also when the answer stayed lost until Stripe forgot its key', async () => {
    const { tip, payment } = await receivedTip();
    const id = newId();
    await inTransaction((tx) => askRefundIn(tx, { id, paymentId: payment.id, reason: 'requested_by_fan', now: now(), amountMinor: 100 }));
    // Who carried it died before the answer was written down; a day later its key means nothing to Stripe.
    await sdkOf(sandbox()).refunds.create({ charge: payment.chargeId ?? '', amount: 100, metadata: { refund_id: id } });
    const sent = await sendRefunds(new Date(Date.now() + 25 * 3_600_000));
    expect(sent).toEqual([payment.id]);
    const refunds = await sdkOf(sandbox()).refunds.list({ charge: payment.chargeId ?? '' });
    expect(refunds.data.map(({ amount }) => amount)).toEqual([100]);
    await runJob('refunds', now());
    await runJob('reconcile', now());
    expect((await readTip(tip.id)).tip).toMatchObject({ status: 'received', refundedMinor: 100 });
    await expectEqualRecords(sandbox());
  });
});
