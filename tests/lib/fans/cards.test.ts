import { eq } from 'drizzle-orm';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { getDb, inTransaction } from '@/db/client';
import { card, cardSetup, fan } from '@/db/schema';
import { chooseCard, defaultCard, detachRemovedCards, findFanById, listCards, refuseCard, removeCard, type Fan } from '@/lib/fans';
import { newId } from '@/lib/ids';
import { runJob } from '@/lib/jobs';
import { verifyLedger } from '@/lib/ledger';
import { processEvents, receiveWebhook } from '@/lib/webhooks';
import { fillSavePage, openSavePage, saveCard } from '../../support/cards';
import { addFan, putLine } from '../../support/fans';
import { control, eventsOf, forgedOf, sdkOf, signed } from '../../support/sandbox-controls';
import { addCreator } from '../../support/tips';
import { useWorld } from '../../support/world';

// Lines of tips without their tips, which the tips' own checks would miss.
const { sandbox } = useWorld({ verify: false });
afterAll(async () => expect(await verifyLedger(getDb())).toEqual([]));
const MASTERCARD = '5555555555554444';
let owner: Fan;

beforeEach(async () => {
  owner = await addFan({ hasCard: false });
});

const cardsOf = (fanId = owner.id) => listCards(getDb(), fanId);
const last4s = async () => (await cardsOf()).map(({ last4, isDefault }) => `${last4}${isDefault ? ' default' : ''}`);

async function setupOf(key: string) {
  const [row] = await getDb().select().from(cardSetup).where(eq(cardSetup.id, key));
  return row;
}

describe('saving a card', () => {
  it('happens on a hosted page, once per key, and the card is the one that is charged', async () => {
    const key = newId();
    const url = await openSavePage(owner, key);
    expect(await openSavePage(owner, key)).toBe(url);
    expect(await setupOf(key)).toMatchObject({ status: 'open', fanId: owner.id });
    await fillSavePage(url);
    expect(await runJob('reconcile', new Date())).toMatchObject({ missed: expect.any(Number) });
    expect(await setupOf(key)).toMatchObject({ status: 'saved', failureCode: null });
    const saved = await defaultCard(getDb(), owner.id);
    const now = await findFanById(getDb(), owner.id);
    expect(saved).toMatchObject({ brand: 'visa', last4: '4242', expMonth: 12, expYear: 2034, country: 'US', status: 'good', stripeCustomerId: now?.stripeCustomerId });
    await expect(openSavePage(owner, key)).rejects.toMatchObject({ code: 'CardSetupClosed' });
  });

  it('asked for by twenty at once makes one customer and one page', async () => {
    const key = newId();
    const urls = await Promise.all(Array.from({ length: 20 }, () => openSavePage(owner, key)));
    expect(new Set(urls).size).toBe(1);
    const { data } = await sdkOf(sandbox()).customers.list({ limit: 100 });
    expect(data.filter(({ metadata }) => metadata.fan_id === owner.id)).toHaveLength(1);
  });

  it('is the same with every event dropped, twice and out of order, taken by two workers at once', async () => {
    const before = new Set((await eventsOf(sandbox())).map(({ id }) => id));
    const key = newId();
    await fillSavePage(await openSavePage(owner, key), '4000000000003220');
    const events = (await eventsOf(sandbox())).filter(({ id }) => !before.has(id));
    for (const event of [...events, ...events].reverse()) await receiveWebhook(signed(event));
    await Promise.all([processEvents(), processEvents()]);
    await Promise.all([runJob('reconcile', new Date()), runJob('reconcile', new Date())]);
    expect(await last4s()).toEqual(['3220 default']);
    expect((await setupOf(key))?.status).toBe('saved');
  });

  it('is one page although Stripe was not to be reached at first, and somebody died after asking', async () => {
    const key = newId();
    await control(sandbox(), 'POST', '/chaos/api', { action: 'cut_before', times: 3, method: 'POST', path: '/v1/checkout/sessions' });
    await expect(openSavePage(owner, key)).rejects.toMatchObject({ code: 'ProcessorUnavailable' });
    const url = await openSavePage(owner, key);
    await getDb().update(cardSetup).set({ status: 'created', checkoutSessionId: null, checkoutUrl: null }).where(eq(cardSetup.id, key));
    expect(await openSavePage(owner, key)).toBe(url);
    const { data } = await sdkOf(sandbox()).checkout.sessions.list({ customer: (await findFanById(getDb(), owner.id))?.stripeCustomerId ?? '' });
    expect(data).toHaveLength(1);
  });

  it('ends when the page does, and says why a card was refused', async () => {
    const [left, refused] = [newId(), newId()];
    await openSavePage(owner, left);
    await expect(fillSavePage(await openSavePage(owner, refused), '4000000000009995')).rejects.toThrow('402');
    await runJob('reconcile', new Date());
    expect(await setupOf(refused)).toMatchObject({ status: 'open', failureCode: 'insufficient_funds' });
    const session = (await setupOf(left))?.checkoutSessionId ?? '';
    await sdkOf(sandbox()).checkout.sessions.expire(session);
    await runJob('reconcile', new Date());
    expect(await setupOf(left)).toMatchObject({ status: 'expired' });
    await expect(openSavePage(owner, left)).rejects.toMatchObject({ code: 'CardSetupClosed' });
    expect(await cardsOf()).toEqual([]);
  });

  it('of somebody else’s key is refused and changes nothing', async () => {
    const key = newId();
    await openSavePage(owner, key);
    const stranger = await addFan({ hasCard: false });
    await expect(openSavePage(stranger, key)).rejects.toMatchObject({ code: 'CardSetupClosed' });
    expect((await setupOf(key))?.fanId).toBe(owner.id);
  });

  it('gives no credit for metadata that names another fan’s setup', async () => {
    const [mine, other] = [newId(), newId()];
    await openSavePage(owner, mine);
    const stranger = await addFan({ hasCard: false });
    await fillSavePage(await openSavePage(stranger, other));
    const event = (await eventsOf(sandbox())).filter(({ type }) => type === 'checkout.session.completed').at(-1);
    await receiveWebhook(signed(forgedOf(event, { card_setup_id: mine })));
    await processEvents();
    expect(await cardsOf()).toEqual([]);
    expect((await setupOf(mine))?.status).toBe('open');
  });

  it('of a guest whose row joined an account meanwhile gives the card to the account', async () => {
    const guest = await addFan({ hasCard: false });
    const url = await openSavePage(guest);
    await getDb().update(fan).set({ status: 'joined', personId: owner.personId }).where(eq(fan.id, guest.id));
    await fillSavePage(url);
    await runJob('reconcile', new Date());
    expect(await last4s()).toEqual(['4242 default']);
    expect(await cardsOf(guest.id)).toEqual([]);
  });

  it('of a guest who was refused meanwhile keeps nothing, here or at Stripe', async () => {
    const guest = await addFan({ hasCard: false });
    const url = await openSavePage(guest);
    const customer = (await findFanById(getDb(), guest.id))?.stripeCustomerId ?? '';
    await getDb().update(fan).set({ status: 'ended', personId: null }).where(eq(fan.id, guest.id));
    await fillSavePage(url);
    await runJob('reconcile', new Date());
    expect(await cardsOf(guest.id)).toEqual([]);
    expect(await sdkOf(sandbox()).customers.retrieve(customer)).toMatchObject({ deleted: true });
  });
});

describe('several cards', () => {
  it('the newest is charged until another is chosen; the same card again takes the place of the old one', async () => {
    await saveCard(owner);
    await saveCard(owner, MASTERCARD);
    expect(await last4s()).toEqual(['4444 default', '4242']);
    const visa = (await cardsOf())[1];
    await chooseCard(owner.id, visa?.id ?? '');
    expect(await last4s()).toEqual(['4242 default', '4444']);
    await saveCard(owner, MASTERCARD);
    expect(await last4s()).toEqual(['4444 default', '4242']);
    const { stripeCustomerId } = (await findFanById(getDb(), owner.id)) ?? {};
    expect((await sdkOf(sandbox()).customers.listPaymentMethods(stripeCustomerId ?? '')).data).toHaveLength(2);
  });

  it('belong to their fan alone', async () => {
    const stranger = await addFan();
    const theirs = (await cardsOf(stranger.id))[0];
    await expect(chooseCard(owner.id, theirs?.id ?? '')).rejects.toMatchObject({ code: 'CardNotFound', status: 404 });
    await expect(removeCard(owner.id, theirs?.id ?? '', new Date())).rejects.toMatchObject({ code: 'CardNotFound' });
    expect(await cardsOf(stranger.id)).toHaveLength(1);
  });

  it('chosen by many at once leave exactly one to be charged', async () => {
    await saveCard(owner);
    await saveCard(owner, MASTERCARD);
    const ids = (await cardsOf()).map(({ id }) => id);
    await Promise.all(Array.from({ length: 20 }, (_, at) => chooseCard(owner.id, ids[at % 2] ?? '')));
    expect((await cardsOf()).filter(({ isDefault }) => isDefault)).toHaveLength(1);
  });

  it('refused for good cannot be chosen, and the bank’s renewal mends it', async () => {
    await saveCard(owner);
    const [visa] = await cardsOf();
    await inTransaction((tx) => refuseCard(tx, visa?.paymentMethodId ?? ''));
    await expect(chooseCard(owner.id, visa?.id ?? '')).rejects.toMatchObject({ code: 'CardNotGood' });
    await control(sandbox(), 'POST', `/payment_methods/${visa?.paymentMethodId}/renew`, { exp_month: 6, exp_year: 2036 });
    await runJob('reconcile', new Date());
    expect(await defaultCard(getDb(), owner.id)).toMatchObject({ status: 'good', expMonth: 6, expYear: 2036 });
  });
});

describe('removing a card', () => {
  it('removes it at Stripe too, and the next good one takes its place', async () => {
    await saveCard(owner);
    await saveCard(owner, MASTERCARD);
    const [newest] = await cardsOf();
    await removeCard(owner.id, newest?.id ?? '', new Date());
    expect(await last4s()).toEqual(['4242 default']);
    expect((await sdkOf(sandbox()).paymentMethods.retrieve(newest?.paymentMethodId ?? '')).customer).toBeNull();
  });

  it('is refused while it is the last good one and something is on the tab, and says what to do', async () => {
    await saveCard(owner);
    await putLine(owner, { creatorId: (await addCreator()).id, amountMinor: 50 });
    const [only] = await cardsOf();
    await expect(removeCard(owner.id, only?.id ?? '', new Date())).rejects.toMatchObject({ code: 'CardNeeded', sentence: expect.stringContaining('Save another card first') });
    expect(await last4s()).toEqual(['4242 default']);
  });

  it('waits for Stripe when it does not answer, and is done all the same', async () => {
    await saveCard(owner);
    const [only] = await cardsOf();
    await control(sandbox(), 'POST', '/chaos/api', { action: 'cut_before', times: 3, method: 'POST', path: '/v1/payment_methods/*' });
    await removeCard(owner.id, only?.id ?? '', new Date());
    expect(await cardsOf()).toEqual([]);
    const row = async () => (await getDb().select().from(card).where(eq(card.id, only?.id ?? '')))[0];
    expect((await row())?.detachedAt).toBeNull();
    expect(await detachRemovedCards(new Date())).toBe(1);
    expect((await row())?.detachedAt).toBeInstanceOf(Date);
  });

  it('at Stripe removes it here', async () => {
    await saveCard(owner);
    const [only] = await cardsOf();
    await sdkOf(sandbox()).paymentMethods.detach(only?.paymentMethodId ?? '');
    await runJob('reconcile', new Date());
    expect(await cardsOf()).toEqual([]);
  });
});
