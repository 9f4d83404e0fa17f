import { describe, expect, it } from 'vitest';
import { newId } from '@/lib/ids';
import {
  cancelIntent, CARD_GONE, chargeOffSession, createCustomer, detachCard, expireCheckout, fetchCharge, fetchIntent, fetchSetup, findIntent,
  openCheckout, openSetup, ProcessorBusy, ProcessorUnavailable, type OffSessionCharge,
} from '@/lib/stripe';
import { fillSavePage } from '../../support/cards';
import { control, sdkOf } from '../../support/sandbox-controls';
import { useWorld } from '../../support/world';

const { sandbox } = useWorld();
const inAnHour = () => new Date(Date.now() + 3_600_000);

/** A customer with a card saved on the hosted page, ready to be charged. */
async function chargeOf(number?: string): Promise<OffSessionCharge> {
  const setupId = newId();
  const customerId = await createCustomer({ fanId: newId(), email: 'fan@fans.example' });
  const { sessionId, url } = await openSetup({ setupId, customerId, currency: 'USD', returnPath: '/saved', cancelPath: '/back', expiresAt: inAnHour() });
  await fillSavePage(url, number);
  const { card } = await fetchSetup(sessionId);
  const billId = newId();
  return {
    paymentId: newId(), billId, attempt: 1, amountMinor: 1280, currency: 'USD', customerId,
    paymentMethodId: card?.paymentMethodId ?? '', description: 'Your tab', transferGroup: `bill_${billId}`,
  };
}

const fail = (action: string, more: object = {}) => control(sandbox(), 'POST', '/chaos/api', { action, method: 'POST', path: '/v1/payment_intents', ...more });

async function intentsOf(customer: string): Promise<number> {
  return (await sdkOf(sandbox()).paymentIntents.list({ customer })).data.length;
}

describe('a saved card', () => {
  it('is described as the hosted page saved it, and its page says how it stands', async () => {
    const [setupId, fanId] = [newId(), newId()];
    const customerId = await createCustomer({ fanId, email: null });
    expect(await createCustomer({ fanId, email: null })).toBe(customerId);
    const ask = { setupId, customerId, currency: 'USD', returnPath: '/saved', cancelPath: '/back', expiresAt: inAnHour() };
    const opened = await openSetup(ask);
    expect(await openSetup(ask)).toEqual(opened);
    expect(await fetchSetup(opened.sessionId)).toMatchObject({ setupId, status: 'open', card: null, failureCode: null });
    await expect(fillSavePage(opened.url, '4000000000009995')).rejects.toThrow('402');
    expect(await fetchSetup(opened.sessionId)).toMatchObject({ status: 'open', failureCode: 'insufficient_funds' });
    await fillSavePage(opened.url);
    expect(await fetchSetup(opened.sessionId)).toMatchObject({
      status: 'saved',
      card: { customerId, brand: 'visa', last4: '4242', expMonth: 12, expYear: 2034, country: 'US', mandateId: null },
    });
    const other = await openSetup({ ...ask, setupId: newId() });
    await expireCheckout(other.sessionId);
    await expireCheckout(other.sessionId);
    expect(await fetchSetup(other.sessionId)).toMatchObject({ status: 'expired', card: null });
  });

  it('is charged once for a payment, however often it is asked, with everything that is known', async () => {
    const charge = await chargeOf();
    const report = await chargeOffSession(charge);
    expect(report).toMatchObject({
      sessionId: null, paymentId: charge.paymentId, status: 'succeeded', amountMinor: 1280, currency: 'USD', method: 'card',
      paymentMethodId: charge.paymentMethodId, failureCode: null, adviceCode: null, requiresAuthentication: false, savedCard: null,
    });
    expect((await chargeOffSession(charge)).chargeId).toBe(report.chargeId);
    expect(await intentsOf(charge.customerId)).toBe(1);
    expect((await fetchIntent(report.paymentIntentId ?? '')).fee).toMatchObject({ feeMinor: 67, currency: 'USD' });
  });

  it.each([
    ['insufficient_funds', 'insufficient_funds', 'try_again_later'],
    ['lost_card', 'lost_card', 'do_not_try_again'],
    ['expired_card', 'expired_card', 'confirm_card_data'],
  ])('declined as %s is a report, and the same report again', async (decline, failureCode, adviceCode) => {
    const charge = await chargeOf();
    await control(sandbox(), 'POST', `/customers/${charge.customerId}/decline`, { decline });
    const report = await chargeOffSession(charge);
    expect(report).toMatchObject({ status: 'failed', failureCode, adviceCode, requiresAuthentication: false, paymentMethodId: charge.paymentMethodId });
    expect(await chargeOffSession(charge)).toEqual(report);
    expect(await fetchIntent(report.paymentIntentId ?? '')).toMatchObject({ status: 'failed', failureCode, paymentId: charge.paymentId });
    expect(await chargeOffSession({ ...charge, paymentId: newId(), attempt: 2 })).toMatchObject({ status: 'succeeded' });
  });

  it('that wants its holder says so, and its intent can be ended, twice', async () => {
    const charge = await chargeOf('4000002760003184');
    const report = await chargeOffSession(charge);
    expect(report).toMatchObject({ status: 'failed', requiresAuthentication: true, failureCode: 'authentication_required' });
    await cancelIntent(report.paymentIntentId ?? '');
    await cancelIntent(report.paymentIntentId ?? '');
    expect(await fetchIntent(report.paymentIntentId ?? '')).toMatchObject({ status: 'failed', requiresAuthentication: true });
  });

  it('that was detached is a refusal that no repeat would change', async () => {
    const charge = await chargeOf();
    await detachCard(charge.paymentMethodId);
    await detachCard(charge.paymentMethodId);
    expect(await chargeOffSession(charge)).toMatchObject({ status: 'failed', failureCode: CARD_GONE, adviceCode: 'do_not_try_again', paymentIntentId: null });
  });
});

describe('a charge off session, when Stripe falters', () => {
  it.each(['slow', 'cut_before', 'cut_after'])('happens once all the same after: %s', async (action) => {
    const charge = await chargeOf();
    await fail(action, { delay_ms: 100 });
    expect(await chargeOffSession(charge)).toMatchObject({ status: 'succeeded' });
    expect(await intentsOf(charge.customerId)).toBe(1);
  });

  it('names the wish to be slower, and charges at the next try', async () => {
    const charge = await chargeOf();
    await fail('rate_limit');
    await expect(chargeOffSession(charge)).rejects.toBeInstanceOf(ProcessorBusy);
    expect(await chargeOffSession(charge)).toMatchObject({ status: 'succeeded' });
  });

  it('is found by its customer when its answer was lost for good', async () => {
    const charge = await chargeOf();
    const search = { customerId: charge.customerId, paymentId: charge.paymentId, since: new Date() };
    expect(await findIntent(search)).toBeNull();
    await fail('error_500', { after_commit: true });
    await expect(chargeOffSession(charge)).rejects.toBeInstanceOf(ProcessorUnavailable);
    expect(await findIntent(search)).toMatchObject({ status: 'succeeded', paymentId: charge.paymentId });
  });
});

describe('the hosted page of a bill', () => {
  const page = (customer?: { id: string; saveCard: boolean }, lines?: { name: string; amountMinor: number }[]) => ({
    paymentId: newId(), attempt: 1, amountMinor: 500, currency: 'USD', description: 'Your bill', returnPath: '/r', cancelPath: '/c', expiresAt: inAnHour(),
    ...(customer ? { customer } : {}), ...(lines ? { lines } : {}),
  });

  it('shows its lines, takes cards only and keeps the card that pays', async () => {
    const id = await createCustomer({ fanId: newId(), email: 'fan@fans.example' });
    const lines = [{ name: 'River Notes', amountMinor: 300 }, { name: 'Slow Radio', amountMinor: 200 }];
    const asked = page({ id, saveCard: true }, lines);
    const { sessionId, url } = await openCheckout(asked);
    const shown = await (await fetch(url)).text();
    expect(shown).toContain('River Notes');
    expect(shown).toContain('Slow Radio');
    expect(shown).not.toContain('PayPal');
    await fillSavePage(url);
    const report = await fetchCharge(sessionId);
    expect(report).toMatchObject({ status: 'succeeded', paymentId: asked.paymentId, savedCard: { customerId: id, last4: '4242' } });
    expect(report.savedCard?.paymentMethodId).toBe(report.paymentMethodId);
  });

  it('is another one only when its words changed, and never takes lines that are not its amount', async () => {
    const asked = page(undefined, [{ name: 'River Notes', amountMinor: 500 }]);
    const first = await openCheckout(asked);
    expect((await openCheckout(asked)).sessionId).toBe(first.sessionId);
    expect((await openCheckout({ ...asked, lines: [{ name: 'River News', amountMinor: 500 }] })).sessionId).not.toBe(first.sessionId);
    await expect(openCheckout({ ...asked, lines: [{ name: 'x', amountMinor: 499 }] })).rejects.toThrow('the lines of a page are its amount');
  });

  it('of a guest keeps no card', async () => {
    const { sessionId, url } = await openCheckout(page());
    await fillSavePage(url);
    expect((await fetchCharge(sessionId)).savedCard).toBeNull();
  });
});
