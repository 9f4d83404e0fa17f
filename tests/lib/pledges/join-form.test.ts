import { expect, test } from 'vitest';
import { getDb } from '@/db/client';
import { findFanById } from '@/lib/fans';
import { newId } from '@/lib/ids';
import { prepareJoin, findOffer, submitJoinForm, type JoinForm, type Tier } from '@/lib/pledges';
import { businessClock } from '@/lib/stripe';
import { addFan } from '../../support/fans';
import { refusalOf } from '../../support/own-page';
import { addPerson } from '../../support/people';
import { addTier, join, seenBy } from '../../support/pledges';
import { useWorld } from '../../support/world';

useWorld();

const somewhere = () => ({ connection: newId(), network: newId() });

async function formFor(tier: Tier, change: Partial<JoinForm> = {}): Promise<JoinForm> {
  const seen = seenBy({ timeZone: 'UTC', billingDay: null }, tier, 100, await businessClock());
  return { key: newId(), tierId: tier.id, amount: '1', timeZone: 'UTC', agree: 'yes', seen, ...change };
}

test('a guest goes to the page that saves a card, whether the address is known here or not', async () => {
  const { email } = await addPerson();
  const tier = await addTier();
  for (const address of [email ?? '', 'nobody-knows@fans.example']) {
    const { goTo } = await submitJoinForm(await formFor(tier), { email: address }, await businessClock(), somewhere());
    expect(goTo).toMatch(/\/c\/pay\/cs_test_/);
  }
});

test('a mailbox is written to five times an hour from one network, known or not', async () => {
  const { email } = await addPerson();
  for (const address of [email ?? '', 'quite-unknown@fans.example']) {
    const source = somewhere();
    const ends: string[] = [];
    for (let at = 0; at < 6; at += 1) ends.push(await refusalOf(submitJoinForm(await formFor(await addTier()), { email: address }, await businessClock(), source)));
    expect(ends).toEqual(['none', 'none', 'none', 'none', 'none', 'TooManyAttempts']);
  }
});

test('other amounts than the form showed are shown again, and nothing is written', async () => {
  const [owner, tier] = [await addFan(), await addTier()];
  const form = await formFor(tier, { amount: '2.50' });
  const { goTo } = await submitJoinForm(form, { personId: owner.personId ?? '' }, await businessClock(), somewhere());
  expect(goTo).toMatch(new RegExp(`/join/${tier.id}\\?amount=2.50&again=yes$`));
  expect((await findOffer(getDb(), tier.id))?.tier.taken).toBe(0);
});

test('with a saved card the form leads to one’s pledges; sent twice it is one pledge', async () => {
  const [owner, tier] = [await addFan(), await addTier()];
  const form = await formFor(tier);
  const ends = await Promise.all([1, 2].map(async () => submitJoinForm(form, { personId: owner.personId ?? '' }, await businessClock(), somewhere())));
  expect(new Set(ends.map(({ goTo }) => goTo)).size).toBe(1);
  expect(ends[0]?.goTo).toMatch(/^\/account\/pledges\?joined=/);
});

test('what is typed wrong is refused beside its field', async () => {
  const [owner, tier] = [await addFan(), await addTier()];
  const submit = async (change: Partial<JoinForm>) => refusalOf(submitJoinForm(await formFor(tier, change), { personId: owner.personId ?? '' }, await businessClock(), somewhere()));
  expect(await submit({ amount: 'a lot' })).toBe('AmountInvalid:amount');
  expect(await submit({ amount: '0.50' })).toBe('PledgeBelowPrice:amount');
  expect(await submit({ agree: undefined })).toBe('ConsentMissing:agree');
  expect(await submit({ tierId: newId() })).toBe('TierGone');
});

test('the page says beforehand why a tier cannot be joined, what is agreed to and with which card', async () => {
  const [owner, tier] = [await addFan(), await addTier()];
  const now = await businessClock();
  const look = async (personId: string | null) => {
    const offer = await findOffer(getDb(), tier.id);
    if (!offer) throw new Error('the tier is not there');
    return prepareJoin(getDb(), offer, personId === null ? null : { personId, timeZone: 'UTC' }, now);
  };
  expect(await look(null)).toMatchObject({ obstacle: null, pledgePath: null, card: null, timeZone: null, billingDay: null });
  expect((await look(null)).consent).toContain('Tuppence may charge the card that I saved');
  expect(await look(owner.personId)).toMatchObject({ card: { brand: 'visa', last4: '4242', isGood: true }, timeZone: 'UTC' });
  const { pledge } = await join(owner, tier, { now });
  expect(await look(owner.personId)).toMatchObject({ pledgePath: `/account/pledges/${pledge.id}`, consent: null });
  expect((await findFanById(getDb(), owner.id))?.billingDay).not.toBeNull();
});
