import { describe, expect, test } from 'vitest';
import { CARD_3DS, CARD_DECLINED, CARD_OK, refusal, transactionOf, useSandbox } from '../support/sandbox';

const sandbox = useSandbox({ debitDelayMs: 3_600_000 });

async function typesSince(work: () => Promise<unknown>): Promise<string[]> {
  const before = (await sandbox().eventTypes()).length;
  await work();
  return (await sandbox().eventTypes()).slice(before);
}

describe('a card', () => {
  test('pays a session, and the events tell it in order', async () => {
    const session = await sandbox().session(300, 'usd', {
      client_reference_id: 'tip_1',
      metadata: { tip: '1' },
      payment_intent_data: { metadata: { tip: '1' }, transfer_group: 'tip_1' },
    });
    expect(session).toMatchObject({ status: 'open', payment_status: 'unpaid', payment_intent: null });
    expect(session.url).toBe(`${sandbox().url}/c/pay/${session.id}`);
    const types = await typesSince(async () => {
      const answer = await sandbox().pay(session, CARD_OK, { card_name: 'Ann' });
      expect(answer.status).toBe(303);
      expect(answer.headers.get('location')).toBe(`http://localhost:3000/thanks?session=${session.id}`);
    });
    expect(types).toEqual([
      'payment_intent.created',
      'charge.succeeded',
      'payment_intent.succeeded',
      'checkout.session.completed',
      'charge.updated',
    ]);
    const paid = await sandbox().stripe.checkout.sessions.retrieve(session.id);
    expect(paid).toMatchObject({
      status: 'complete',
      payment_status: 'paid',
      url: null,
      client_reference_id: 'tip_1',
      customer: null,
      customer_details: { email: 'fan@example.com', name: 'Ann' },
    });
    const charge = await sandbox().chargeOf(session.id);
    expect(charge).toMatchObject({ amount: 300, transfer_group: 'tip_1', metadata: { tip: '1' } });
    expect(transactionOf(charge)).toMatchObject({ fee: 39, net: 261, currency: 'usd', status: 'pending' });
  });

  test('that is declined leaves the session open for another one', async () => {
    const session = await sandbox().session();
    const types = await typesSince(async () => {
      const declined = await sandbox().pay(session, CARD_DECLINED);
      expect(declined.status).toBe(402);
      expect(await declined.text()).toContain('Your card was declined.');
    });
    expect(types).toEqual(['payment_intent.created', 'charge.failed', 'payment_intent.payment_failed']);
    const again = await typesSince(async () => expect((await sandbox().pay(session)).status).toBe(303));
    expect(again).toEqual(['charge.succeeded', 'payment_intent.succeeded', 'checkout.session.completed', 'charge.updated']);
  });

  test.each([
    ['4000000000009995', 'Your card has insufficient funds.'],
    ['4000000000000069', 'Your card has expired.'],
    ['4000000000000127', 'Your card&#39;s security code is incorrect.'],
    ['4000000000000119', 'An error occurred while processing your card.'],
    ['4000000000000341', 'Your card was declined.'],
  ])('%s is refused with its own sentence', async (number, sentence) => {
    const answer = await sandbox().pay(await sandbox().session(), number);
    expect(answer.status).toBe(402);
    expect(await answer.text()).toContain(sentence);
  });

  test('that is not listed is refused, and neither shown again nor kept', async () => {
    const session = await sandbox().session();
    const foreign = '4539578763621486';
    for (const number of [foreign, '4242 4242 4242 4241', '', '４２４２４２４２４２４２４２４２']) {
      const answer = await sandbox().pay(session, number);
      expect(answer.status).toBe(422);
      if (number !== '') expect(await answer.text()).not.toContain(number);
    }
    const error = await refusal(
      sandbox().stripe.paymentMethods.create({ type: 'card', card: { number: foreign, exp_month: 1, exp_year: 2040 } }),
    );
    expect(error).toMatchObject({ statusCode: 402, code: 'incorrect_number' });
    expect(JSON.stringify(await sandbox().control('/record'))).not.toContain(foreign.slice(-8));
    expect((await sandbox().stripe.checkout.sessions.retrieve(session.id)).payment_intent).toBeNull();
  });

  test('with something else missing is refused and says what', async () => {
    const session = await sandbox().session();
    for (const [field, value] of Object.entries({ email: 'nobody', card_expiry: '01/20', card_cvc: 'ab' })) {
      const answer = await sandbox().pay(session, CARD_OK, { [field]: value });
      expect([field, answer.status]).toEqual([field, 422]);
      expect(await answer.text()).toContain(`id="${field}-problem"`);
    }
  });
});

describe('3-D Secure', () => {
  test('completed pays; the charge says that it was authenticated', async () => {
    const session = await sandbox().session();
    const step = await sandbox().pay(session, CARD_3DS);
    expect(step.status).toBe(303);
    const path = step.headers.get('location') ?? '';
    expect(path).toMatch(/^\/3ds\/pi_/);
    expect((await sandbox().stripe.checkout.sessions.retrieve(session.id)).status).toBe('open');
    const done = await sandbox().post(path, { outcome: 'approve' });
    expect(done.headers.get('location')).toContain(session.id);
    const charge = await sandbox().chargeOf(session.id);
    expect(charge.payment_method_details?.card?.three_d_secure?.result).toBe('authenticated');
    expect((await sandbox().post(path, { outcome: 'approve' })).status).toBe(200);
    expect((await sandbox().stripe.charges.list({ payment_intent: String(path.split('/')[2]) })).data).toHaveLength(1);
  });

  test('failed leads back to the page, which says why and takes another card', async () => {
    const session = await sandbox().session();
    const step = await sandbox().pay(session, '4000000000003220');
    const back = await sandbox().post(step.headers.get('location') ?? '', { outcome: 'fail' });
    expect(back.headers.get('location')).toBe(`/c/pay/${session.id}`);
    const page = await fetch(`${sandbox().url}/c/pay/${session.id}`);
    expect(await page.text()).toContain('unable to authenticate');
    expect((await sandbox().pay(session)).status).toBe(303);
  });

  test('and a decline after it keep the session open', async () => {
    const session = await sandbox().session();
    const step = await sandbox().pay(session, '4000008400001629');
    const back = await sandbox().post(step.headers.get('location') ?? '', { outcome: 'approve' });
    expect(back.headers.get('location')).toBe(`/c/pay/${session.id}`);
    expect((await sandbox().chargeOf(session.id)).status).toBe('failed');
  });
});

describe('PayPal', () => {
  test('approved pays with its own fee, declined does not', async () => {
    const session = await sandbox().session(1000, 'eur');
    const declined = await sandbox().pay(session, '', { method: 'paypal' });
    await sandbox().post(declined.headers.get('location') ?? '', { outcome: 'fail' });
    const approved = await sandbox().pay(session, '', { method: 'paypal' });
    expect(approved.headers.get('location')).toMatch(/^\/paypal\/pi_/);
    await sandbox().post(approved.headers.get('location') ?? '', { outcome: 'approve' });
    const charge = await sandbox().chargeOf(session.id);
    expect(charge.payment_method_details?.type).toBe('paypal');
    expect(transactionOf(charge).fee).toBe(84);
  });

  test('is not offered in yen', async () => {
    const session = await sandbox().session(300, 'jpy');
    expect(session.payment_method_types).toEqual(['card']);
    expect((await sandbox().pay(session, CARD_OK, { method: 'paypal' })).status).toBe(303);
    expect((await sandbox().chargeOf(session.id)).payment_method_details?.type).toBe('card');
  });
});

describe('SEPA debit', () => {
  const debit = (iban: string) => ({ method: 'sepa_debit', iban, account_name: 'Ann' });

  test('completes the session unpaid and arrives later, with its fee', async () => {
    const session = await sandbox().session(300, 'eur');
    const types = await typesSince(() => sandbox().pay(session, '', debit('DE89 3704 0044 0532 0130 00')));
    expect(types).toEqual(['payment_intent.created', 'charge.pending', 'payment_intent.processing', 'checkout.session.completed']);
    const unpaid = await sandbox().stripe.checkout.sessions.retrieve(session.id);
    expect(unpaid).toMatchObject({ status: 'complete', payment_status: 'unpaid' });
    const later = await typesSince(() => sandbox().advance(3_600_001));
    expect(later).toEqual(['charge.succeeded', 'payment_intent.succeeded', 'checkout.session.async_payment_succeeded', 'charge.updated']);
    const charge = await sandbox().chargeOf(session.id);
    expect(charge.id).toMatch(/^py_/);
    const transaction = transactionOf(charge);
    expect(transaction.fee).toBe(35);
    expect(transaction.available_on - transaction.created).toBe(7 * 86_400);
  });

  test('that comes back tells so and leaves nothing', async () => {
    const session = await sandbox().session(300, 'eur');
    await sandbox().pay(session, '', debit('DE62370400440532013001'));
    const later = await typesSince(() => sandbox().advance(3_600_001));
    expect(later).toEqual(['charge.failed', 'payment_intent.payment_failed', 'checkout.session.async_payment_failed']);
    expect((await sandbox().chargeOf(session.id)).balance_transaction).toBeNull();
  });

  test('settles at once when the control says so, only once', async () => {
    const session = await sandbox().session(300, 'eur');
    await sandbox().pay(session, '', debit('DE89370400440532013000'));
    expect(await sandbox().control(`/charges/${session.id}/settle`, { succeeds: true })).toMatchObject({ status: 'succeeded' });
    await expect(sandbox().control(`/charges/${session.id}/settle`, { succeeds: false })).rejects.toThrow();
  });

  test('takes no other account and is offered in euro only', async () => {
    const session = await sandbox().session(300, 'eur');
    expect((await sandbox().pay(session, '', debit('DE12500105170648489890'))).status).toBe(422);
    expect((await sandbox().session(300, 'gbp')).payment_method_types).toEqual(['card', 'paypal']);
  });
});

describe('a session', () => {
  test('expires on its own, or when asked, and then takes no payment', async () => {
    const now = Math.floor(new Date((await sandbox().control<{ now: string }>('/clock')).now).getTime() / 1000);
    const session = await sandbox().session(300, 'usd', { expires_at: now + 1_800 });
    const other = await sandbox().session();
    await sandbox().stripe.checkout.sessions.expire(other.id);
    expect(await typesSince(() => sandbox().advance(1_900_000))).toEqual(['checkout.session.expired']);
    for (const { id } of [session, other]) {
      expect(await sandbox().stripe.checkout.sessions.retrieve(id)).toMatchObject({ status: 'expired', url: null });
      const answer = await sandbox().pay({ id });
      expect(answer.status).toBe(200);
      expect(await answer.text()).toContain('has expired');
    }
    await refusal(sandbox().stripe.checkout.sessions.expire(session.id));
  });

  test('is paid once, however often its form is posted at once', async () => {
    const session = await sandbox().session();
    await Promise.all(Array.from({ length: 20 }, () => sandbox().pay(session)));
    const intent = (await sandbox().stripe.checkout.sessions.retrieve(session.id)).payment_intent;
    const charges = await sandbox().stripe.charges.list({ payment_intent: String(intent) });
    expect(charges.data.filter(({ status }) => status === 'succeeded')).toHaveLength(1);
  });

  test('refuses what Stripe refuses: too little, too much, no address, two currencies, another mode', async () => {
    expect((await refusal(sandbox().session(49))).code).toBe('amount_too_small');
    expect((await refusal(sandbox().session(100_000_000))).code).toBe('amount_too_large');
    expect((await refusal(sandbox().session(300, 'usd', { success_url: 'thanks' }))).param).toBe('success_url');
    expect((await refusal(sandbox().session(300, 'usd', { mode: 'subscription' }))).param).toBe('mode');
    const price = (currency: string) => ({ quantity: 1, price_data: { currency, unit_amount: 300, product_data: { name: 'x' } } });
    const error = await refusal(sandbox().session(1, 'usd', { line_items: [price('usd'), price('eur')] }));
    expect(error.message).toContain('same currency');
  });

  test('lists its items in their order', async () => {
    const item = (name: string) => ({ quantity: 2, price_data: { currency: 'usd', unit_amount: 100, product_data: { name } } });
    const session = await sandbox().session(0, 'usd', { line_items: [item('first'), item('second')] });
    expect(session.amount_total).toBe(400);
    const items = await sandbox().stripe.checkout.sessions.listLineItems(session.id);
    expect(items.data.map(({ description }) => description)).toEqual(['first', 'second']);
  });
});
