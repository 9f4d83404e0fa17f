import { eq, sql } from 'drizzle-orm';
import { afterEach, describe, expect, it } from 'vitest';
import { getDb } from '@/db/client';
import { creator, payment, tip } from '@/db/schema';
import { payHostedPage } from '@/db/seed/pay-hosted-page';
import { newId } from '@/lib/ids';
import { runJob } from '@/lib/jobs';
import { openPayment } from '@/lib/payments';
import { openCheckout } from '@/lib/stripe';
import { startTip } from '@/lib/tips';
import { expectEqualRecords } from '../../support/records';
import { control, sdkOf } from '../../support/sandbox-controls';
import { addCreator, begin, GOOD_CARD, readByKey, readTip, wishFor } from '../../support/tips';
import { useWorld } from '../../support/world';

const { sandbox } = useWorld();

const start = (creatorId: string, change: { key?: string; amountMinor?: number } = {}) =>
  startTip({ key: change.key ?? newId(), creatorId, wish: wishFor(change.amountMinor ?? 300), now: new Date() });

const fail = (action: string, more: object = {}) =>
  control(sandbox(), 'POST', '/chaos/api', { action, method: 'POST', path: '/v1/checkout/sessions', ...more });

async function countSessions(): Promise<number> {
  return (await sdkOf(sandbox()).checkout.sessions.list({ limit: 100 })).data.length;
}

async function countRows(): Promise<unknown> {
  const { rows } = await getDb().execute(sql`select (select count(*) from tip) as tips, (select count(*) from payment) as payments`);
  return rows;
}

afterEach(async () => {
  await control(sandbox(), 'DELETE', '/chaos');
});

describe('starting a tip', () => {
  it('50 times at once with one key makes one tip, one payment and one hosted page', async () => {
    const to = await addCreator();
    const [before, key] = [await countSessions(), newId()];
    const answers = await Promise.all(Array.from({ length: 50 }, () => start(to.id, { key })));
    expect(new Set(answers.map(({ checkoutUrl }) => checkoutUrl)).size).toBe(1);
    expect(await getDb().select().from(tip).where(eq(tip.creatorId, to.id))).toHaveLength(1);
    expect((await countSessions()) - before).toBe(1);
  });

  it('from two tabs makes two tips that can be paid apart, and nothing is charged for the other', async () => {
    const to = await addCreator();
    const [one, two] = [await begin(to.id), await begin(to.id)];
    await payHostedPage(one.checkoutUrl, GOOD_CARD);
    await runJob('reconcile', new Date());
    expect([(await readTip(one.tip.id)).tip.status, (await readTip(two.tip.id)).tip.status]).toEqual(['received', 'pending']);
  });

  it('refuses a key that was used for something else, and a payment that is over', async () => {
    const to = await addCreator();
    const key = newId();
    const { checkoutUrl } = await start(to.id, { key });
    await expect(start(to.id, { key, amountMinor: 400 })).rejects.toMatchObject({ code: 'TipKeyReused' });
    await payHostedPage(checkoutUrl, GOOD_CARD);
    await runJob('reconcile', new Date());
    await expect(start(to.id, { key })).rejects.toMatchObject({ code: 'PaymentClosed' });
  });

  it('refuses a creator who is suspended, unpublished or was never there, and writes nothing', async () => {
    const rows = await countRows();
    for (const status of ['suspended', 'unpublished'] as const) {
      const { id } = await addCreator({ status });
      await expect(start(id)).rejects.toMatchObject({ code: 'CreatorNotFound', status: 404 });
    }
    await expect(start(newId())).rejects.toMatchObject({ code: 'CreatorNotFound' });
    expect(await countRows()).toEqual(rows);
  });

  it('keeps to the smallest and the largest tip, with a sentence that names them', async () => {
    const to = await addCreator({ minimumMinor: 250, presetsMinor: [300] });
    await expect(start(to.id, { amountMinor: 249 })).rejects.toMatchObject({ code: 'TipBelowMinimum', field: 'amount', sentence: expect.stringContaining('$2.50') });
    await expect(start(to.id, { amountMinor: 100_000_000 })).rejects.toMatchObject({ code: 'TipAboveMaximum' });
  });

  it('asks for the price and the currency of the database, whatever the form said', async () => {
    const to = await addCreator({ currency: 'EUR' });
    const { payment: row } = await begin(to.id, wishFor(500, { platformTipMinor: 50 }));
    const session = await sdkOf(sandbox()).checkout.sessions.retrieve(row.checkoutSessionId ?? '');
    expect(session).toMatchObject({ amount_total: 550, currency: 'eur', client_reference_id: row.id });
  });

  it('stops being paid when the creator is suspended before the page opened', async () => {
    const to = await addCreator();
    const key = newId();
    await fail('error_500', { times: 3 });
    await expect(start(to.id, { key })).rejects.toMatchObject({ code: 'ProcessorUnavailable' });
    await getDb().update(creator).set({ status: 'suspended' }).where(eq(creator.id, to.id));
    await expect(start(to.id, { key })).rejects.toMatchObject({ code: 'CreatorNotFound' });
  });
});

describe('a tip, when Stripe falters', () => {
  it.each([['slow', 1], ['cut_before', 1], ['cut_after', 1]])(
    'opens one page all the same after: %s',
    async (action, times) => {
      const to = await addCreator();
      const before = await countSessions();
      await fail(action, { times, delay_ms: 300 });
      const { checkoutUrl } = await start(to.id);
      expect(checkoutUrl).toContain('/c/pay/');
      expect((await countSessions()) - before).toBe(1);
    },
  );

  it('says so plainly when Stripe asks for patience (429), and opens the one page at the next press', async () => {
    const to = await addCreator();
    const [before, key] = [await countSessions(), newId()];
    await fail('rate_limit');
    await expect(start(to.id, { key })).rejects.toMatchObject({ code: 'ProcessorUnavailable' });
    expect((await start(to.id, { key })).checkoutUrl).toContain('/c/pay/');
    expect((await countSessions()) - before).toBe(1);
  });

  it('says so plainly after a 500 that Stripe remembers, charges nothing, and gives the tip up next day', async () => {
    const to = await addCreator();
    const key = newId();
    await fail('error_500');
    await expect(start(to.id, { key })).rejects.toMatchObject({ code: 'ProcessorUnavailable', status: 503 });
    const { payment: row } = await readByKey(key);
    expect(row).toMatchObject({ status: 'created', checkoutSessionId: null, openingUntil: null });
    await runJob('upkeep', new Date(Date.now() + 25 * 3_600_000));
    expect(await readByKey(key)).toMatchObject({ tip: { status: 'dropped' }, payment: { status: 'expired' } });
  });

  it('finds its page again when we were killed after Stripe accepted and before we wrote', async () => {
    const to = await addCreator();
    const begun = await begin(to.id);
    await getDb()
      .update(payment)
      .set({ status: 'created', checkoutSessionId: null, checkoutUrl: null })
      .where(eq(payment.id, begun.payment.id));
    expect(await openPayment(begun.payment.id)).toBe(begun.checkoutUrl);
  });

  it('is booked once even if its page was paid and we never knew that there was one', async () => {
    const to = await addCreator();
    const begun = await begin(to.id);
    await payHostedPage(begun.checkoutUrl, GOOD_CARD);
    await getDb()
      .update(payment)
      .set({ status: 'created', checkoutSessionId: null, checkoutUrl: null })
      .where(eq(payment.id, begun.payment.id));
    await runJob('reconcile', new Date());
    expect((await readTip(begun.tip.id)).tip.status).toBe('received');
    await expectEqualRecords(sandbox());
  });

  it('never asks twice under one key with other content', async () => {
    const to = await addCreator();
    const { payment: row } = await begin(to.id);
    const request = {
      paymentId: row.id, attempt: 1, amountMinor: row.amountMinor + 1, currency: row.currency, description: row.description,
      returnPath: row.returnPath, cancelPath: row.cancelPath, expiresAt: new Date(row.createdAt.getTime() + 3_600_000),
    };
    await expect(openCheckout(request)).rejects.toThrow(/idempoten/i);
  });
});
