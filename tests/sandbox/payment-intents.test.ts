import { describe, expect, test } from 'vitest';
import type Stripe from 'stripe';
import { refusal, useSandbox } from '../support/sandbox';

const sandbox = useSandbox();

function charge(paymentMethod: string, more: Partial<Stripe.PaymentIntentCreateParams> = {}) {
  return sandbox().stripe.paymentIntents.create({
    amount: 500, currency: 'usd', payment_method: paymentMethod, confirm: true, off_session: 'recurring', ...more,
  });
}

test('a card charged off session succeeds at once', async () => {
  expect(await charge('pm_card_visa')).toMatchObject({ status: 'succeeded', amount_received: 500 });
});

test('a card that asks for authentication is refused off session, and the intent can be cancelled', async () => {
  const error = await refusal(charge('pm_card_authenticationRequired'));
  expect(error).toMatchObject({ statusCode: 402, code: 'authentication_required', decline_code: 'authentication_required' });
  expect(error.payment_intent?.status).toBe('requires_payment_method');
  const canceled = await sandbox().stripe.paymentIntents.cancel(error.payment_intent?.id ?? '');
  expect(canceled.status).toBe('canceled');
  const again = await refusal(sandbox().stripe.paymentIntents.confirm(canceled.id, { payment_method: 'pm_card_visa', off_session: true }));
  expect(again.code).toBe('payment_intent_unexpected_state');
});

test('confirming without a return address is refused as long as redirects are allowed', async () => {
  const error = await refusal(charge('pm_card_visa', { off_session: undefined }));
  expect(error.param).toBe('return_url');
  const never = { enabled: true, allow_redirects: 'never' } as const;
  expect((await charge('pm_card_visa', { off_session: undefined, automatic_payment_methods: never })).status).toBe('succeeded');
});

test('3-D Secure leads through the bank’s page back to the return address', async () => {
  const intent = await charge('pm_card_threeDSecure2Required', { off_session: undefined, return_url: 'http://localhost:3000/back?x=1' });
  expect(intent.status).toBe('requires_action');
  const url = intent.next_action?.redirect_to_url?.url ?? '';
  const done = await sandbox().post(new URL(url).pathname, { outcome: 'approve' });
  const back = new URL(done.headers.get('location') ?? '');
  expect(back.searchParams.get('payment_intent')).toBe(intent.id);
  expect(back.searchParams.get('redirect_status')).toBe('succeeded');
  expect((await sandbox().stripe.paymentIntents.retrieve(intent.id)).status).toBe('succeeded');
});

test('an intent is paid in two steps: created, then confirmed with a method', async () => {
  const { stripe } = sandbox();
  const intent = await stripe.paymentIntents.create({ amount: 500, currency: 'usd' });
  const updated = await stripe.paymentIntents.update(intent.id, { amount: 700, metadata: { bill: '1' } });
  expect(updated).toMatchObject({ amount: 700, metadata: { bill: '1' }, status: 'requires_payment_method' });
  const declined = await refusal(stripe.paymentIntents.confirm(intent.id, { payment_method: 'pm_card_chargeDeclined', off_session: true }));
  expect(declined.payment_intent?.last_payment_error?.code).toBe('card_declined');
  const paid = await stripe.paymentIntents.confirm(intent.id, { payment_method: 'pm_card_visa', off_session: true });
  expect(paid).toMatchObject({ status: 'succeeded', amount_received: 700, last_payment_error: null });
  expect((await refusal(stripe.paymentIntents.update(intent.id, { amount: 900 }))).code).toBe('payment_intent_unexpected_state');
  expect((await stripe.charges.list({ payment_intent: intent.id })).data.map(({ status }) => status)).toEqual(['succeeded', 'failed']);
});

describe('a card kept for later', () => {
  test('in Checkout belongs to the customer and is charged without them', async () => {
    const { stripe } = sandbox();
    const customer = await stripe.customers.create({ email: 'fan@example.com' });
    const session = await sandbox().session(300, 'usd', {
      customer: customer.id, payment_intent_data: { setup_future_usage: 'off_session' },
    });
    const step = await sandbox().pay(session, '4000002500003155');
    await sandbox().post(step.headers.get('location') ?? '', { outcome: 'approve' });
    const [method] = (await stripe.customers.listPaymentMethods(customer.id)).data;
    expect(method).toMatchObject({ type: 'card', customer: customer.id, card: { last4: '3155' } });
    const later = await charge(method?.id ?? '', { customer: customer.id });
    expect(later.status).toBe('succeeded');
    const stranger = await refusal(charge(method?.id ?? ''));
    expect(stranger.code).toBe('payment_method_unexpected_state');
    await stripe.paymentMethods.detach(method?.id ?? '');
    expect((await stripe.customers.listPaymentMethods(customer.id)).data).toEqual([]);
  });

  test('can be attached though it is declined when charged', async () => {
    const { stripe } = sandbox();
    const customer = await stripe.customers.create();
    const method = await stripe.paymentMethods.attach('pm_card_chargeCustomerFail', { customer: customer.id });
    expect((await refusal(charge(method.id, { customer: customer.id }))).code).toBe('card_declined');
  });
});

test('a debit is processing until it arrives', async () => {
  const { stripe } = sandbox();
  const method = await stripe.paymentMethods.create({
    type: 'sepa_debit', sepa_debit: { iban: 'DE89370400440532013000' }, billing_details: { name: 'Ann', email: 'a@example.com' },
  });
  const intent = await charge(method.id, { currency: 'eur' });
  expect(intent.status).toBe('processing');
  expect((await refusal(stripe.paymentIntents.cancel(intent.id))).code).toBe('payment_intent_unexpected_state');
  await sandbox().advance(60_000);
  expect((await stripe.paymentIntents.retrieve(intent.id)).status).toBe('succeeded');
});
