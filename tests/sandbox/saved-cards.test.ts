import type Stripe from 'stripe';
import { describe, expect, test } from 'vitest';
import { refusal, useSandbox } from '../support/sandbox';

const sandbox = useSandbox();
const MONTH_MS = 31 * 24 * 60 * 60 * 1_000;

/** A customer whose card was saved by setup, with the cardholder present. */
async function saved(name = 'pm_card_visa'): Promise<{ customer: string; method: string }> {
  const { stripe } = sandbox();
  const customer = await stripe.customers.create({ email: 'fan@example.com' });
  const setup = await stripe.setupIntents.create({
    customer: customer.id, payment_method: name, confirm: true, return_url: 'http://localhost:3000/back',
  });
  if (setup.status === 'requires_action') await sandbox().post(`/3ds/${setup.id}`, { outcome: 'approve' });
  return { customer: customer.id, method: String(setup.payment_method) };
}

function charge(card: { customer: string; method: string }, more: Partial<Stripe.PaymentIntentCreateParams> = {}, key?: string) {
  return sandbox().stripe.paymentIntents.create(
    { amount: 1280, currency: 'usd', customer: card.customer, payment_method: card.method, confirm: true, off_session: 'recurring', ...more },
    key ? { idempotencyKey: key } : {},
  );
}

const control = (path: string, body: object = {}) => sandbox().control(path, body);

describe('charging a saved card without its holder', () => {
  test('succeeds, carries how it is used, and is found by customer', async () => {
    const card = await saved();
    const intent = await charge(card, { payment_method_options: { card: { stored_credential_usage: 'recurring' } }, metadata: { payment_id: 'p1' } });
    expect(intent).toMatchObject({ status: 'succeeded', payment_method_options: { card: { stored_credential_usage: 'recurring' } } });
    const paid = await sandbox().stripe.charges.retrieve(String(intent.latest_charge));
    expect(paid.payment_method_details?.card).toMatchObject({ stored_credential_usage: 'recurring', last4: '4242' });
    expect((await sandbox().stripe.paymentIntents.list({ customer: card.customer })).data.map(({ id }) => id)).toEqual([intent.id]);
  });

  test.each([
    ['generic_decline', 'card_declined', 'try_again_later'],
    ['insufficient_funds', 'card_declined', 'try_again_later'],
    ['card_velocity_exceeded', 'card_declined', 'try_again_later'],
    ['processing_error', 'processing_error', 'try_again_later'],
    ['expired_card', 'expired_card', 'confirm_card_data'],
    ['incorrect_cvc', 'incorrect_cvc', 'confirm_card_data'],
    ['lost_card', 'card_declined', 'do_not_try_again'],
    ['stolen_card', 'card_declined', 'do_not_try_again'],
    ['fraudulent', 'card_declined', 'do_not_try_again'],
  ])('declined as %s: 402, code %s, advice %s', async (decline, code, advice) => {
    const card = await saved();
    await control(`/payment_methods/${card.method}/behave`, { as: decline });
    const error = await refusal(charge(card));
    expect(error).toMatchObject({ statusCode: 402, code, decline_code: decline, advice_code: advice });
    expect(error.payment_intent).toMatchObject({ status: 'requires_payment_method', last_payment_error: { advice_code: advice } });
    const failed = await sandbox().stripe.charges.retrieve(error.charge ?? '');
    expect(failed).toMatchObject({ status: 'failed', outcome: { advice_code: advice } });
    await control(`/payment_methods/${card.method}/behave`, { as: 'listed' });
    expect((await charge(card)).status).toBe('succeeded');
  });

  test('a decline is replayed under its key, also when the card is good again', async () => {
    const card = await saved();
    await control(`/customers/${card.customer}/decline`, { decline: 'insufficient_funds' });
    const once = await refusal(charge(card, {}, 'bill:1'));
    const again = await refusal(charge(card, {}, 'bill:1'));
    expect(again.payment_intent?.id).toBe(once.payment_intent?.id);
    expect((await charge(card, {}, 'bill:2')).status).toBe('succeeded');
  });

  test('the next charges of a customer fail as often as asked, and on session none does', async () => {
    const card = await saved();
    await control(`/customers/${card.customer}/decline`, { decline: 'insufficient_funds', times: 2 });
    const here = await charge(card, { off_session: undefined, return_url: 'http://localhost:3000/back' });
    expect(here.status).toBe('succeeded');
    for (const decline_code of ['insufficient_funds', 'insufficient_funds']) {
      expect(await refusal(charge(card))).toMatchObject({ decline_code });
    }
    expect((await charge(card)).status).toBe('succeeded');
  });

  test('a card that wants its holder each time is refused as authentication_required; the intent is cancelled', async () => {
    const card = await saved('pm_card_authenticationRequired');
    const error = await refusal(charge(card));
    expect(error).toMatchObject({ code: 'authentication_required', decline_code: 'authentication_required' });
    const canceled = await sandbox().stripe.paymentIntents.cancel(error.payment_intent?.id ?? '', { cancellation_reason: 'abandoned' });
    expect(canceled.status).toBe('canceled');
  });

  test('a card that was authenticated when it was saved is not asked again', async () => {
    expect((await charge(await saved('pm_card_authenticationRequiredOnSetup'))).status).toBe('succeeded');
  });

  test('4000 0000 0000 0341 can be saved and is declined when charged', async () => {
    const card = await saved('pm_card_chargeCustomerFail');
    expect(await refusal(charge(card))).toMatchObject({ decline_code: 'generic_decline' });
  });
});

describe('a saved card', () => {
  test('that expires is declined until the bank renews it, and Stripe tells of the renewal', async () => {
    const card = await saved();
    await control(`/payment_methods/${card.method}/expire`);
    expect(await refusal(charge(card))).toMatchObject({ code: 'expired_card', decline_code: 'expired_card' });
    await control(`/payment_methods/${card.customer}/renew`, { exp_month: 6, exp_year: 2036, last4: '0001' });
    const method = await sandbox().stripe.paymentMethods.retrieve(card.method);
    expect(method.card).toMatchObject({ exp_month: 6, exp_year: 2036, last4: '0001' });
    expect((await sandbox().eventTypes()).at(-1)).toBe('payment_method.automatically_updated');
    expect((await charge(card)).status).toBe('succeeded');
  });

  test('expires by the sandbox’s clock at the end of its month', async () => {
    const card = await saved();
    const now = new Date();
    await sandbox().stripe.paymentMethods.update(card.method, { card: { exp_month: now.getUTCMonth() + 1, exp_year: now.getUTCFullYear() } });
    expect((await charge(card)).status).toBe('succeeded');
    await sandbox().advance(MONTH_MS);
    expect(await refusal(charge(card))).toMatchObject({ code: 'expired_card' });
    await sandbox().advance(-MONTH_MS);
  });

  test('is detached and then of no use to its former owner', async () => {
    const card = await saved();
    await sandbox().stripe.paymentMethods.detach(card.method);
    expect((await sandbox().stripe.customers.listPaymentMethods(card.customer)).data).toEqual([]);
    expect((await refusal(charge(card))).code).toBe('payment_method_unexpected_state');
    expect((await refusal(sandbox().stripe.paymentMethods.update(card.method, { metadata: { a: '1' } }))).statusCode).toBe(400);
  });

  test('is kept by a payment that asks for it, and by no decline', async () => {
    const { stripe } = sandbox();
    const { id } = await stripe.customers.create({});
    const session = await sandbox().session(500, 'usd', { customer: id, payment_intent_data: { setup_future_usage: 'off_session' } });
    await sandbox().pay(session);
    const { data } = await stripe.customers.listPaymentMethods(id);
    expect(data).toHaveLength(1);
    expect((await charge({ customer: id, method: data[0]?.id ?? '' })).status).toBe('succeeded');
    expect(await refusal(stripe.paymentMethods.attach('pm_card_chargeDeclined', { customer: id }))).toMatchObject({ code: 'card_declined' });
  });

  test('belongs to one customer', async () => {
    const card = await saved();
    const other = await saved();
    expect((await refusal(charge({ customer: other.customer, method: card.method }))).code).toBe('payment_method_unexpected_state');
  });
});
