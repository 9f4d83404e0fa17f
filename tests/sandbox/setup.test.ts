import type Stripe from 'stripe';
import { describe, expect, test } from 'vitest';
import { CARD_3DS, CARD_DECLINED, CARD_OK, refusal, useSandbox } from '../support/sandbox';

const sandbox = useSandbox();
const NEVER = { automatic_payment_methods: { enabled: true, allow_redirects: 'never' } } as const;

async function customer(): Promise<string> {
  return (await sandbox().stripe.customers.create({ email: 'fan@example.com' })).id;
}

function setupSession(owner: string, more: Stripe.Checkout.SessionCreateParams = {}) {
  return sandbox().stripe.checkout.sessions.create({
    mode: 'setup',
    customer: owner,
    currency: 'usd',
    allowed_payment_method_types: ['card'],
    client_reference_id: 'setup-1',
    metadata: { card_setup_id: 'setup-1' },
    setup_intent_data: { metadata: { card_setup_id: 'setup-1' } },
    success_url: 'http://localhost:3000/saved?session={CHECKOUT_SESSION_ID}',
    cancel_url: 'http://localhost:3000/back',
    ...more,
  });
}

async function setupOf(session: string): Promise<Stripe.SetupIntent> {
  const found = await sandbox().stripe.checkout.sessions.retrieve(session, { expand: ['setup_intent.payment_method'] });
  if (!found.setup_intent || typeof found.setup_intent === 'string') throw new Error('no setup intent');
  return found.setup_intent;
}

async function typesSince(before: number): Promise<string[]> {
  return (await sandbox().eventTypes()).slice(before);
}

describe('Checkout in setup mode', () => {
  test('saves a card for a customer, charges nothing, and tells so', async () => {
    const owner = await customer();
    const before = (await sandbox().eventTypes()).length;
    const session = await setupSession(owner);
    expect(session).toMatchObject({ mode: 'setup', amount_total: null, payment_status: 'no_payment_required', status: 'open', currency: 'usd', payment_intent: null });
    const paid = await sandbox().pay(session);
    expect(paid.headers.get('location')).toBe(`http://localhost:3000/saved?session=${session.id}`);
    const setup = await setupOf(session.id);
    expect(setup).toMatchObject({ status: 'succeeded', customer: owner, usage: 'off_session', metadata: { card_setup_id: 'setup-1' } });
    const { data } = await sandbox().stripe.customers.listPaymentMethods(owner);
    expect(data).toMatchObject([{ type: 'card', customer: owner, card: { last4: '4242', exp_month: 12, exp_year: 2034, brand: 'visa' } }]);
    expect(await typesSince(before)).toEqual(['setup_intent.created', 'payment_method.attached', 'setup_intent.succeeded', 'checkout.session.completed']);
    expect((await sandbox().control<{ charges: unknown[] }>('/record')).charges).toEqual([]);
  });

  test('shows a page that says that a card is saved and nothing charged', async () => {
    const session = await setupSession(await customer());
    const page = await (await fetch(session.url ?? '')).text();
    expect(page).toContain('Save a card for Tuppence');
    expect(page).toContain('Nothing is charged now.');
    expect(page).not.toContain('Total');
    await sandbox().pay(session);
    expect(await (await fetch(`${sandbox().url}/c/pay/${session.id}`)).text()).toContain('The card is saved');
  });

  test('leads through 3-D Secure, which may fail and be tried again', async () => {
    const session = await setupSession(await customer());
    const step = (await sandbox().pay(session, CARD_3DS)).headers.get('location') ?? '';
    expect(step).toMatch(/^\/3ds\/seti_/);
    expect(await (await fetch(`${sandbox().url}${step}`)).text()).toContain('asks to charge you later, and nothing now');
    const failed = await sandbox().post(step, { outcome: 'fail' });
    expect(failed.headers.get('location')).toBe(`/c/pay/${session.id}`);
    expect((await setupOf(session.id)).last_setup_error?.code).toBe('setup_intent_authentication_failure');
    const again = (await sandbox().pay(session, CARD_3DS)).headers.get('location') ?? '';
    await sandbox().post(again, { outcome: 'approve' });
    expect((await setupOf(session.id)).status).toBe('succeeded');
  });

  test('keeps the page open after a decline, and says why', async () => {
    const session = await setupSession(await customer());
    const declined = await sandbox().pay(session, CARD_DECLINED);
    expect(declined.status).toBe(402);
    expect(await declined.text()).toContain('Your card was declined.');
    expect((await setupOf(session.id)).last_setup_error).toMatchObject({ code: 'card_declined', decline_code: 'generic_decline' });
    expect((await sandbox().pay(session, CARD_OK)).status).toBe(303);
    expect((await sandbox().stripe.checkout.sessions.retrieve(session.id)).status).toBe('complete');
  });

  test('ends by expiring, by itself or when asked, and its setup intent with it', async () => {
    const asked = await setupSession(await customer());
    expect((await sandbox().stripe.checkout.sessions.expire(asked.id)).status).toBe('expired');
    expect((await setupOf(asked.id)).status).toBe('canceled');
    expect((await sandbox().pay(asked)).status).toBe(200);
    const late = await setupSession(await customer());
    await sandbox().advance(25 * 60 * 60 * 1_000);
    expect((await sandbox().stripe.checkout.sessions.retrieve(late.id)).status).toBe('expired');
  });

  test('asks for the currency, and refuses what belongs to payments', async () => {
    const owner = await customer();
    expect((await refusal(setupSession(owner, { currency: undefined }))).param).toBe('currency');
    expect((await refusal(setupSession(owner, { submit_type: 'pay' }))).param).toBe('submit_type');
    const items = [{ quantity: 1, price_data: { currency: 'usd', unit_amount: 300, product_data: { name: 'x' } } }];
    expect((await refusal(setupSession(owner, { line_items: items }))).param).toBe('line_items');
    expect((await refusal(sandbox().session(300, 'usd', { setup_intent_data: { description: 'x' } }))).param).toBe('setup_intent_data');
  });

  test('without limits offers what the account offers in the currency', async () => {
    const owner = await customer();
    const session = await setupSession(owner, { currency: 'eur', allowed_payment_method_types: undefined });
    expect(session.payment_method_types).toEqual(['card', 'sepa_debit', 'paypal']);
    await sandbox().post(`/c/pay/${session.id}`, { method: 'sepa_debit', iban: 'DE89370400440532013000', account_name: 'Ann' });
    const setup = await setupOf(session.id);
    const mandate = await sandbox().stripe.mandates.retrieve(String(setup.mandate));
    expect(mandate).toMatchObject({ status: 'active', type: 'multi_use', payment_method_details: { type: 'sepa_debit' } });
  });
});

describe('setup intents', () => {
  test('are created, confirmed, read, changed and listed', async () => {
    const { setupIntents } = sandbox().stripe;
    const owner = await customer();
    const setup = await setupIntents.create({ customer: owner, metadata: { a: '1' }, ...NEVER, payment_method_options: { card: { setup_credential_usage: 'recurring' } } });
    expect(setup).toMatchObject({ status: 'requires_payment_method', payment_method_options: { card: { setup_credential_usage: 'recurring' } } });
    expect((await setupIntents.update(setup.id, { metadata: { b: '2' } })).metadata).toEqual({ a: '1', b: '2' });
    const saved = await setupIntents.confirm(setup.id, { payment_method: 'pm_card_visa' });
    expect(saved).toMatchObject({ status: 'succeeded', mandate: null });
    const method = await sandbox().stripe.customers.retrievePaymentMethod(owner, String(saved.payment_method));
    expect(method.customer).toBe(owner);
    expect((await setupIntents.list({ customer: owner })).data.map(({ id }) => id)).toEqual([setup.id]);
    expect((await setupIntents.retrieve(setup.id)).status).toBe('succeeded');
    expect((await refusal(setupIntents.confirm(setup.id))).code).toBe('setup_intent_unexpected_state');
  });

  test('are cancelled unless they are over, or belong to a Checkout Session', async () => {
    const { setupIntents } = sandbox().stripe;
    const setup = await setupIntents.create(NEVER);
    expect((await setupIntents.cancel(setup.id, { cancellation_reason: 'abandoned' }))).toMatchObject({ status: 'canceled', cancellation_reason: 'abandoned' });
    expect((await refusal(setupIntents.cancel(setup.id))).code).toBe('setup_intent_unexpected_state');
    const session = await setupSession(await customer());
    expect((await refusal(setupIntents.cancel((await setupOf(session.id)).id))).code).toBe('setup_intent_unexpected_state');
  });

  test('that are declined answer 402 with the intent, and the same again under the same key', async () => {
    const { setupIntents } = sandbox().stripe;
    const params = { payment_method: 'pm_card_visa_chargeDeclinedLostCard', confirm: true, ...NEVER } as const;
    const once = await refusal(setupIntents.create(params, { idempotencyKey: 'setup:lost' }));
    expect(once).toMatchObject({ statusCode: 402, code: 'card_declined', decline_code: 'lost_card' });
    expect(once.setup_intent).toMatchObject({ status: 'requires_payment_method', last_setup_error: { advice_code: 'do_not_try_again' } });
    const again = await refusal(setupIntents.create(params, { idempotencyKey: 'setup:lost' }));
    expect(again.setup_intent?.id).toBe(once.setup_intent?.id);
    expect(again.headers?.['idempotent-replayed']).toBe('true');
  });

  test('with 3-D Secure lead through the bank’s page back to the return address', async () => {
    const setup = await sandbox().stripe.setupIntents.create({
      payment_method: 'pm_card_threeDSecure2Required', confirm: true, return_url: 'http://localhost:3000/back',
    });
    expect(setup.status).toBe('requires_action');
    const done = await sandbox().post(`/3ds/${setup.id}`, { outcome: 'approve' });
    const back = new URL(done.headers.get('location') ?? '');
    expect(back.searchParams.get('setup_intent')).toBe(setup.id);
    expect(back.searchParams.get('redirect_status')).toBe('succeeded');
  });
});
