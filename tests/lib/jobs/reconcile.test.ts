import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { getDb } from '@/db/client';
import { mailMessage, reconcileGap, webhookEvent } from '@/db/schema';
import { runJob } from '@/lib/jobs';
import { control, sdkOf } from '../../support/sandbox-controls';
import { addCreator, beginAndPay, readTip } from '../../support/tips';
import { useWorld } from '../../support/world';

const { sandbox } = useWorld();
const later = (minutes: number) => new Date(Date.now() + minutes * 60_000);

async function gapOf(objectId: string) {
  const [gap] = await getDb().select().from(reconcileGap).where(eq(reconcileGap.objectId, objectId));
  return gap;
}

describe('reconciliation', () => {
  it('makes a tip arrive within one run although every webhook was dropped, and a second run changes nothing', async () => {
    const { tip } = await beginAndPay((await addCreator()).id);
    const first = await runJob('reconcile', new Date());
    expect((await readTip(tip.id)).tip.status).toBe('received');
    expect(first.missed).toBeGreaterThan(0);
    expect(await runJob('reconcile', new Date())).toMatchObject({ missed: 0, finished: 0 });
  });

  it('asks again for a payment whose events are nowhere to be read any more', async () => {
    const { tip } = await beginAndPay((await addCreator()).id);
    await runJob('reconcile', new Date(Date.now() + 3_600_000 * 24 * 31));
    expect((await readTip(tip.id)).tip.status).toBe('received');
  });

  it('writes down what Stripe moved and the ledger did not', async () => {
    const stranger = await sdkOf(sandbox()).paymentIntents.create({
      amount: 777, currency: 'usd', payment_method: 'pm_card_visa', confirm: true, automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
    });
    const { gaps } = await runJob('reconcile', later(60));
    expect(gaps).toBeGreaterThan(0);
    // 7.77 less the fee: what our balance there has more than the books say.
    expect(await gapOf(String(stranger.latest_charge))).toMatchObject({ kind: 'not_in_ledger', amountMinor: 724, currency: 'USD', closedAt: null });
  });

  it('closes a gap once the ledger has caught up, however late', async () => {
    const { tip } = await beginAndPay((await addCreator()).id);
    await control(sandbox(), 'POST', '/chaos/api', { action: 'error_500', times: 100, method: 'GET', path: '/v1/checkout/sessions/*' });
    await runJob('reconcile', later(60));
    const [behind] = (await getDb().select().from(reconcileGap)).filter((gap) => gap.amountMinor === 261 && gap.closedAt === null);
    expect(behind).toMatchObject({ kind: 'not_in_ledger' });
    await control(sandbox(), 'DELETE', '/chaos');
    await runJob('reconcile', later(120));
    expect((await readTip(tip.id)).tip.status).toBe('received');
    expect((await gapOf(behind?.objectId ?? ''))?.closedAt).toBeInstanceOf(Date);
  });

  it('does not book a fee in another currency than its charge: the tip stays held, the gap stays open', async () => {
    await control(sandbox(), 'POST', '/settlement', { currency: 'gbp', exchange_rate: 0.8, times: 1 });
    const creator = await addCreator();
    const { tip } = await beginAndPay(creator.id);
    await runJob('reconcile', later(60));
    const { tip: now, payment } = await readTip(tip.id);
    expect(now).toMatchObject({ status: 'received', heldMinor: 300 });
    expect(payment).toMatchObject({ feeState: 'foreign', processorFeeMinor: null });
    const gaps = await getDb().select().from(reconcileGap).where(eq(reconcileGap.objectId, payment.chargeId ?? ''));
    expect(gaps.map(({ kind, closedAt }) => ({ kind, closedAt }))).toEqual([{ kind: 'foreign_fee', closedAt: null }, { kind: 'foreign_fee', closedAt: null }]);
    expect(new Set(gaps.map(({ currency }) => currency))).toEqual(new Set(['USD', 'GBP']));
  });

  it('run twice at once books everything once', async () => {
    await control(sandbox(), 'POST', '/reset', {});
    await getDb().delete(webhookEvent);
    const creator = await addCreator();
    for (let count = 0; count < 5; count += 1) await beginAndPay(creator.id);
    await Promise.all([runJob('reconcile', new Date()), runJob('reconcile', new Date()), runJob('inbox', new Date())]);
    await runJob('reconcile', new Date());
    const { data } = await sdkOf(sandbox()).balanceTransactions.list({ limit: 100 });
    expect(data).toHaveLength(5);
  });
});

describe('the outbox', () => {
  it('sends a receipt once, however many workers look', async () => {
    const before = (await getDb().select().from(mailMessage)).length;
    await control(sandbox(), 'POST', '/reset', {});
    const { payment } = await beginAndPay((await addCreator()).id);
    await runJob('reconcile', new Date());
    await Promise.all([runJob('outbox', new Date()), runJob('outbox', new Date())]);
    const mails = await getDb().select().from(mailMessage).where(eq(mailMessage.key, `receipt:${payment.id}`));
    expect(mails).toMatchObject([{ state: 'sent', attempts: 1 }]);
    expect((await getDb().select().from(mailMessage)).length).toBe(before + 1);
  });
});
