import { eq, sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { getDb } from '@/db/client';
import { webhookEvent } from '@/db/schema';
import { processEvents, receiveWebhook } from '@/lib/webhooks';
import { expectEqualRecords } from '../../support/records';
import { eventsOf, forgedOf, signed } from '../../support/sandbox-controls';
import { addCreator, beginAndPay, readTip } from '../../support/tips';
import { useWorld } from '../../support/world';

const { sandbox } = useWorld();

const anEvent = (change: object = {}) => ({
  id: `evt_${crypto.randomUUID()}`,
  object: 'event',
  type: 'charge.updated',
  api_version: '2026-10-28.endive',
  created: Math.floor(Date.now() / 1000),
  livemode: false,
  data: { object: { id: 'ch_1', object: 'charge', metadata: {} } },
  ...change,
});

async function inbox(): Promise<number> {
  const { rows } = await getDb().execute<{ n: number }>(sql`select count(*)::int as n from webhook_event`);
  return rows[0]?.n ?? 0;
}

describe('the webhook door', () => {
  it('stays shut to a missing, wrong, old or borrowed signature, and stores nothing', async () => {
    const event = anEvent();
    const good = signed(event);
    const refused = [
      { rawBody: good.rawBody, signature: undefined },
      { rawBody: good.rawBody, signature: 't=1,v1=00' },
      { rawBody: good.rawBody, signature: good.signature.replace('v1=', 'v0=') },
      { rawBody: Buffer.concat([good.rawBody, Buffer.from(' ')]), signature: good.signature },
      signed(event, { secret: 'whsec_of_another_endpoint' }),
      signed(event, { timestamp: Math.floor(Date.now() / 1000) - 301 }),
      { rawBody: Buffer.from('[]'), signature: 'nonsense' },
    ];
    for (const each of refused) expect(await receiveWebhook(each)).toEqual({ status: 400 });
    expect(await inbox()).toBe(0);
  });

  it('acknowledges an unknown type and a live event beside a test key, and neither has an effect', async () => {
    expect(await receiveWebhook(signed(anEvent({ id: 'evt_type', type: 'invoice.paid' })))).toEqual({ status: 200 });
    expect(await receiveWebhook(signed(anEvent({ id: 'evt_live', livemode: true })))).toEqual({ status: 200 });
    const rows = await getDb().select().from(webhookEvent);
    expect(rows.map(({ id, state, note }) => ({ id, state, note }))).toEqual([
      { id: 'evt_type', state: 'ignored', note: 'unused_type' },
      { id: 'evt_live', state: 'ignored', note: 'wrong_mode' },
    ]);
    expect(await processEvents()).toBe(0);
  });

  it('takes the same event 50 times at once and lets it have one effect', async () => {
    const creator = await addCreator();
    const { tip } = await beginAndPay(creator.id);
    const paid = (await eventsOf(sandbox())).find((event) => event.type === 'checkout.session.completed');
    const request = signed(paid ?? {});
    const answers = await Promise.all(Array.from({ length: 50 }, () => receiveWebhook(request)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    await Promise.all([processEvents(), processEvents(), processEvents()]);
    expect((await readTip(tip.id)).tip.status).toBe('received');
    await expectEqualRecords(sandbox());
  });

  it('parks, after its tries, an event about something that is not ours', async () => {
    await receiveWebhook(signed(anEvent({ id: 'evt_foreign' })));
    await getDb().update(webhookEvent).set({ attempts: 9 }).where(eq(webhookEvent.id, 'evt_foreign'));
    await processEvents();
    const [row] = await getDb().select().from(webhookEvent).where(eq(webhookEvent.id, 'evt_foreign'));
    expect(row).toMatchObject({ state: 'parked', note: 'no_payment' });
  });

  it('gives no credit for metadata that names somebody else’s payment', async () => {
    const creator = await addCreator();
    const victim = await beginAndPay(creator.id);
    const other = await beginAndPay(creator.id);
    const session = (await eventsOf(sandbox())).find(
      (event) => event.type === 'checkout.session.completed' && event.data.object.id === other.payment.checkoutSessionId,
    );
    await receiveWebhook(signed(forgedOf(session, { payment_id: victim.payment.id })));
    await processEvents();
    // The hint leads to the named payment's own session, which says what is true of that one.
    expect((await readTip(victim.tip.id)).payment.checkoutSessionId).toBe(victim.payment.checkoutSessionId);
    expect((await readTip(other.tip.id)).tip.status).toBe('pending');
  });
});
