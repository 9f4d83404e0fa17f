import { eq } from 'drizzle-orm';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { getDb, inTransaction } from '@/db/client';
import { bill, payment, reconcileGap } from '@/db/schema';
import { payHostedPage } from '@/db/seed/pay-hosted-page';
import { addMilliseconds, MINUTE_MS } from '@/lib/dates';
import { defaultCard, listCards, type Fan } from '@/lib/fans';
import { newId } from '@/lib/ids';
import { runJob } from '@/lib/jobs';
import { verifyLedger } from '@/lib/ledger';
import { chargePayment, openPayment, openPaymentOf, startPayment, withdrawPayment } from '@/lib/payments';
import { chargeOffSession } from '@/lib/stripe';
import { lockTab, makeBill } from '@/lib/tab';
import { processEvents, receiveWebhook, settleReports } from '@/lib/webhooks';
import { saveCard } from '../../support/cards';
import { addFan, putLine } from '../../support/fans';
import { control, eventsOf, sdkOf, signed } from '../../support/sandbox-controls';
import { addCreator, GOOD_CARD } from '../../support/tips';
import { useWorld } from '../../support/world';

// Lines of tips without their tips, which the tips' own checks would miss.
const { sandbox } = useWorld({ verify: false });
afterAll(async () => expect(await verifyLedger(getDb())).toEqual([]));

const AMOUNT_MINOR = 640;
let owner: Fan;
let billId: string;

/** A fan with a saved card and a bill of one old line, which nothing has tried to collect yet. */
beforeEach(async () => {
  owner = await saveCard(await addFan({ hasCard: false }));
  const now = new Date();
  await putLine(owner, { creatorId: (await addCreator()).id, amountMinor: AMOUNT_MINOR, now: addMilliseconds(now, -60 * MINUTE_MS) });
  billId = await inTransaction(async (tx) => {
    const made = await makeBill(tx, await lockTab(tx, owner.id, 'USD', now), { cause: 'pay_now', leastMinor: 50, now });
    if (!made) throw new Error('no bill was made');
    return made.id;
  });
});

const common = (id: string, now: Date) => ({
  id, purpose: 'bill' as const, billId, amountMinor: AMOUNT_MINOR, currency: 'USD' as const, description: 'Your bill',
  returnPath: '/account/bills', cancelPath: '/account/bills', personId: owner.personId, now,
});

async function start(way: 'off_session' | 'checkout' = 'off_session', now = new Date()): Promise<string> {
  const id = newId();
  const saved = await defaultCard(getDb(), owner.id);
  const stripeCustomerId = saved?.stripeCustomerId ?? '';
  await inTransaction((tx) =>
    way === 'checkout'
      ? startPayment(tx, { ...common(id, now), way, stripeCustomerId })
      : startPayment(tx, { ...common(id, now), way, stripeCustomerId, paymentMethodId: saved?.paymentMethodId ?? '' }),
  );
  return id;
}

async function read(id: string) {
  const [row] = await getDb().select().from(payment).where(eq(payment.id, id));
  return row;
}

const statusOf = async () => (await getDb().select().from(bill).where(eq(bill.id, billId)))[0]?.status;
const charges = async () => (await sdkOf(sandbox()).charges.list({ customer: owner.stripeCustomerId ?? '' })).data.filter((charge) => charge.paid);
const settle = async (id: string) => settleReports([await chargePayment(id, new Date())]);
const unreachable = (times: number) => control(sandbox(), 'POST', '/chaos/api', { action: 'cut_before', times, method: 'POST', path: '/v1/payment_intents' });

describe('a bill', () => {
  it('has one open payment, whichever way, however many try, and none once it is paid', async () => {
    const tries = await Promise.allSettled(Array.from({ length: 12 }, (_, at) => start(at % 2 ? 'checkout' : 'off_session')));
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const one of tries) if (one.status === 'rejected') expect(one.reason).toMatchObject({ code: 'PaymentUnderWay' });
    const open = await openPaymentOf(getDb(), billId);
    if (open?.way === 'checkout') await withdrawPayment(open.id);
    const id = open?.way === 'off_session' ? open.id : await start();
    await settle(id);
    expect(await statusOf()).toBe('paid');
    expect(await openPaymentOf(getDb(), billId)).toBeNull();
    await expect(start()).rejects.toMatchObject({ code: 'PaymentUnderWay' });
  });

  it('charged by many at once is charged once, and its attempts are counted', async () => {
    await control(sandbox(), 'POST', `/customers/${owner.stripeCustomerId}/decline`, { decline: 'insufficient_funds' });
    const first = await start();
    await Promise.all([settle(first), settle(first)]);
    expect(await read(first)).toMatchObject({ status: 'failed', attempt: 1, failureCode: 'insufficient_funds', adviceCode: 'try_again_later' });
    const second = await start();
    await Promise.all(Array.from({ length: 10 }, () => settle(second)));
    expect(await read(second)).toMatchObject({ status: 'succeeded', attempt: 2, way: 'off_session', failureCode: null });
    expect(await charges()).toHaveLength(1);
  });

  it('is settled by events alone when nobody lived to read the answer, in any order, twice', async () => {
    const seen = new Set((await eventsOf(sandbox())).map(({ id }) => id));
    const id = await start();
    const row = await read(id);
    // The request went out; whoever sent it is gone.
    await chargeOffSession({
      paymentId: id, billId, attempt: 1, amountMinor: AMOUNT_MINOR, currency: 'USD', customerId: row?.stripeCustomerId ?? '',
      paymentMethodId: row?.paymentMethodId ?? '', description: 'Your bill', transferGroup: `bill_${billId}`,
    });
    const events = (await eventsOf(sandbox())).filter((event) => !seen.has(event.id));
    expect(events.map(({ type }) => type)).toContain('payment_intent.succeeded');
    for (const event of [...events, ...events].reverse()) await receiveWebhook(signed(event));
    await Promise.all([processEvents(), processEvents()]);
    expect(await read(id)).toMatchObject({ status: 'succeeded', feeState: 'known', paymentIntentId: expect.stringContaining('pi_') });
    expect(await statusOf()).toBe('paid');
  });

  it('whose answer was lost for more than a day is searched for, not charged twice', async () => {
    const dayAgo = addMilliseconds(new Date(), -25 * 60 * MINUTE_MS);
    await control(sandbox(), 'POST', '/chaos/api', { action: 'error_500', after_commit: true, method: 'POST', path: '/v1/payment_intents' });
    const id = await start('off_session', dayAgo);
    await expect(chargePayment(id, dayAgo)).rejects.toMatchObject({ code: 'ProcessorUnavailable' });
    expect(await read(id)).toMatchObject({ status: 'created', paymentIntentId: null });
    await settle(id);
    expect(await read(id)).toMatchObject({ status: 'succeeded' });
    expect(await charges()).toHaveLength(1);
  });

  it('that nobody charged yet is left alone by reconciliation, and found by it once somebody did', async () => {
    const id = await start('off_session', addMilliseconds(new Date(), -30 * MINUTE_MS));
    await runJob('reconcile', new Date());
    expect((await read(id))?.status).toBe('created');
    await chargePayment(id, new Date());
    await runJob('reconcile', new Date());
    expect((await read(id))?.status).toBe('succeeded');
  });

  it('whose card wants its holder has its intent cancelled, so that only the hosted page goes on', async () => {
    await control(sandbox(), 'POST', `/payment_methods/${owner.stripeCustomerId}/behave`, { as: 'authentication_required' });
    const id = await start();
    await settle(id);
    const row = await read(id);
    expect(row).toMatchObject({ status: 'failed', failureCode: 'authentication_required' });
    expect((await sdkOf(sandbox()).paymentIntents.retrieve(row?.paymentIntentId ?? '')).status).toBe('canceled');
  });

  it('keeps its payment when Stripe is not to be reached, and is charged under the same key later', async () => {
    const id = await start();
    await unreachable(3);
    await expect(chargePayment(id, new Date())).rejects.toMatchObject({ code: 'ProcessorUnavailable' });
    expect((await read(id))?.status).toBe('created');
    await settle(id);
    expect(await charges()).toHaveLength(1);
  });
});

describe('the hosted page of a bill', () => {
  it('collects it, and keeps the card that paid as the one that is charged from then on', async () => {
    const id = await start('checkout');
    const url = await openPayment(id, [{ name: 'River Notes', amountMinor: AMOUNT_MINOR }]);
    expect(await openPayment(id)).toBe(url);
    await payHostedPage(url, { ...GOOD_CARD, method: 'card', number: '5555555555554444' });
    await runJob('reconcile', new Date());
    expect(await read(id)).toMatchObject({ status: 'succeeded', way: 'checkout' });
    expect(await statusOf()).toBe('paid');
    expect((await listCards(getDb(), owner.id)).map(({ last4 }) => last4)).toEqual(['4444', '4242']);
    expect(await read(id)).toMatchObject({ paymentMethodId: (await defaultCard(getDb(), owner.id))?.paymentMethodId });
    // A later look tells of the same card again, and must not undo what the fan chose since.
    await runJob('reconcile', new Date());
    expect(await listCards(getDb(), owner.id)).toHaveLength(2);
  });

  it('is withdrawn before a retry, and then nobody can pay it any more', async () => {
    const id = await start('checkout');
    const url = await openPayment(id);
    expect(await withdrawPayment(id)).toBe(true);
    expect(await payHostedPage(url, GOOD_CARD).catch((error: unknown) => String(error))).toContain('200');
    await runJob('reconcile', addMilliseconds(new Date(), 15 * MINUTE_MS));
    expect((await read(id))?.status).toBe('expired');
    await settle(await start());
    expect(await statusOf()).toBe('paid');
  });

  it('paid a moment before it was withdrawn counts, and no retry charges again', async () => {
    const id = await start('checkout');
    const url = await openPayment(id);
    await payHostedPage(url, GOOD_CARD);
    expect(await withdrawPayment(id)).toBe(true);
    await runJob('reconcile', new Date());
    expect((await read(id))?.status).toBe('succeeded');
    await expect(start()).rejects.toMatchObject({ code: 'PaymentUnderWay' });
    expect(await charges()).toHaveLength(1);
  });

  it('is closed at the next try when the processor failed once: it remembers that under the key of that try alone', async () => {
    const id = await start('checkout');
    await openPayment(id);
    await control(sandbox(), 'POST', '/chaos/api', { action: 'error_500', method: 'POST', path: '/v1/checkout/sessions/*' });
    await expect(withdrawPayment(id)).rejects.toMatchObject({ code: 'ProcessorUnavailable' });
    expect(await withdrawPayment(id)).toBe(true);
    const session = await sdkOf(sandbox()).checkout.sessions.retrieve((await read(id))?.checkoutSessionId ?? '');
    expect(session.status).toBe('expired');
  });

  it('that never opened is given up at once, also under the hands of who was opening it', async () => {
    const id = await start('checkout');
    await control(sandbox(), 'POST', '/chaos/api', { action: 'slow', delay_ms: 400, method: 'POST', path: '/v1/checkout/sessions' });
    const opening = openPayment(id).catch((error: unknown) => error);
    for (let row = await read(id); !row?.openingUntil; row = await read(id)) await new Promise((resolve) => setImmediate(resolve));
    expect(await withdrawPayment(id)).toBe(false);
    expect(await opening).toMatchObject({ code: 'PaymentClosed' });
    expect((await read(id))?.status).toBe('expired');
  });

  it('too old to be opened by the processor gives way to a new one', async () => {
    const id = await start('checkout', addMilliseconds(new Date(), -40 * MINUTE_MS));
    await expect(openPayment(id)).rejects.toMatchObject({ code: 'PaymentClosed' });
    expect(await openPayment(await start('checkout'))).toContain('/c/pay/');
  });
});

describe('reconciliation', () => {
  it('finds every charge of a bill and its fee in the ledger, and no gap', async () => {
    await settle(await start());
    const { gaps } = await runJob('reconcile', addMilliseconds(new Date(), 60 * MINUTE_MS));
    expect(gaps).toBe(0);
  });

  it('shows a second charge of a paid bill as a gap: it is no money of ours, whoever made it', async () => {
    await control(sandbox(), 'POST', `/customers/${owner.stripeCustomerId}/decline`, { decline: 'insufficient_funds' });
    const first = await start();
    await settle(first);
    await settle(await start());
    const intent = (await read(first))?.paymentIntentId ?? '';
    const stray = await sdkOf(sandbox()).paymentIntents.confirm(intent, { payment_method: (await read(first))?.paymentMethodId ?? '', off_session: true });
    await runJob('reconcile', addMilliseconds(new Date(), 60 * MINUTE_MS));
    expect(await read(first)).toMatchObject({ status: 'failed', settledAt: null });
    expect(await statusOf()).toBe('paid');
    const [gap] = await getDb().select().from(reconcileGap).where(eq(reconcileGap.objectId, String(stray.latest_charge)));
    const { data } = await sdkOf(sandbox()).balanceTransactions.list({ source: String(stray.latest_charge) });
    expect(gap).toMatchObject({ kind: 'not_in_ledger', amountMinor: data[0]?.net, closedAt: null });
  });
});
