import { expect, test } from 'vitest';
import { getDb } from '@/db/client';
import { changeCurrency } from '@/lib/creators';
import { newId } from '@/lib/ids';
import { archiveTier, createTier, editTier, findOffer, listOwnTiers, listTiers, moveTier, restoreTier, type TierTyped } from '@/lib/pledges';
import { addFan } from '../../support/fans';
import { addOwnPage, refusalOf } from '../../support/own-page';
import { join, takenOf } from '../../support/pledges';
import { useWorld } from '../../support/world';

useWorld();

const NOW = new Date('2026-11-22T12:00:00Z');
const typed = (change: Partial<TierTyped> = {}): TierTyped => ({
  name: 'Pennies', price: '1', description: 'All of it.', benefits: '- Early\n• Scans\n\n', places: '', firstMonthInFull: false, ...change,
});

async function make(owner: { creatorId: string; personId: string }, change: Partial<TierTyped> = {}) {
  const id = newId();
  await createTier(owner, { id, typed: typed(change), now: NOW });
  const tier = (await findOffer(getDb(), id))?.tier;
  if (!tier) throw new Error('the tier is not there');
  return tier;
}

test('a tier keeps what was typed, in the page’s currency, and a form sent twice makes one', async () => {
  const { owner } = await addOwnPage();
  const id = newId();
  for (let times = 0; times < 2; times += 1) await createTier(owner, { id, typed: typed({ places: '25' }), now: NOW });
  expect(await listTiers(getDb(), owner.creatorId)).toEqual([
    { id, name: 'Pennies', description: 'All of it.', benefits: ['Early', 'Scans'], priceMinor: 100, currency: 'USD', firstMonthInFull: false, placesLeft: 25 },
  ]);
});

test('what cannot be offered is refused beside its field', async () => {
  const { owner } = await addOwnPage();
  const wrong = (change: Partial<TierTyped>) => refusalOf(createTier(owner, { id: newId(), typed: typed(change), now: NOW }));
  expect(await wrong({ name: ' ' })).toBe('TierRefused:name');
  expect(await wrong({ name: 'x'.repeat(61) })).toBe('TierRefused:name');
  expect(await wrong({ price: '0.99' })).toBe('TierRefused:price');
  expect(await wrong({ price: 'a lot' })).toBe('TierRefused:price');
  expect(await wrong({ price: '99999999999' })).toBe('TierRefused:price');
  expect(await wrong({ places: '0' })).toBe('TierRefused:places');
  expect(await wrong({ places: '2.5' })).toBe('TierRefused:places');
  expect(await wrong({ benefits: Array.from({ length: 11 }, (_, at) => `Line ${at}`).join('\n') })).toBe('TierRefused:benefits');
  expect(await wrong({ description: 'x'.repeat(501) })).toBe('TierRefused:description');
  expect(await listTiers(getDb(), owner.creatorId)).toEqual([]);
});

test('somebody else’s tier is not there, whatever is done to it', async () => {
  const { owner } = await addOwnPage();
  const tier = await make(owner);
  const { owner: other } = await addOwnPage();
  expect(await refusalOf(editTier(other, { tierId: tier.id, typed: typed({ name: 'Mine' }) }))).toBe('TierNotFound');
  expect(await refusalOf(moveTier(other, { tierId: tier.id, to: 'up' }))).toBe('TierNotFound');
  expect(await refusalOf(archiveTier(other, { tierId: tier.id, now: NOW }))).toBe('TierNotFound');
  expect(await refusalOf(restoreTier(other, { tierId: tier.id }))).toBe('TierNotFound');
});

test('tiers move up and down among those that are offered, and stay at the ends', async () => {
  const { owner } = await addOwnPage();
  const [a, b, c] = [await make(owner, { name: 'A' }), await make(owner, { name: 'B' }), await make(owner, { name: 'C' })];
  const order = async () => (await listTiers(getDb(), owner.creatorId)).map(({ name }) => name).join('');
  await moveTier(owner, { tierId: c.id, to: 'up' });
  expect(await order()).toBe('ACB');
  await moveTier(owner, { tierId: a.id, to: 'up' });
  expect(await order()).toBe('ACB');
  await archiveTier(owner, { tierId: c.id, now: NOW });
  await moveTier(owner, { tierId: b.id, to: 'up' });
  expect(await order()).toBe('BA');
  await restoreTier(owner, { tierId: c.id });
  expect(await order()).toBe('BAC');
});

test('archived, nobody new can join and who has it keeps it; places cannot become fewer than are taken', async () => {
  const { owner } = await addOwnPage();
  const tier = await make(owner, { places: '3' });
  await join(await addFan(), tier, { now: NOW });
  await join(await addFan(), tier, { now: NOW });
  expect(await refusalOf(editTier(owner, { tierId: tier.id, typed: typed({ places: '1' }) }))).toBe('TierRefused:places');
  await editTier(owner, { tierId: tier.id, typed: typed({ places: '2' }) });
  expect(await refusalOf(join(await addFan(), tier, { now: NOW }))).toBe('TierFull');
  await archiveTier(owner, { tierId: tier.id, now: NOW });
  expect(await refusalOf(join(await addFan(), tier, { now: NOW }))).toBe('TierGone');
  expect(await takenOf(tier.id)).toBe(2);
  expect((await listOwnTiers(getDb(), owner.creatorId)).archived).toMatchObject([{ pledges: 2, monthlyMinor: 200 }]);
});

test('a page with tiers, pledges or lines on tabs keeps its currency', async () => {
  const { owner } = await addOwnPage();
  const tier = await make(owner);
  expect(await refusalOf(changeCurrency(owner, 'EUR'))).toBe('CurrencyInUse:currency');
  await archiveTier(owner, { tierId: tier.id, now: NOW });
  await changeCurrency(owner, 'EUR');
  // What was priced in the other currency cannot be offered again.
  expect(await refusalOf(restoreTier(owner, { tierId: tier.id }))).toBe('TierNotFound');
  const { owner: second } = await addOwnPage();
  const joined = await make(second);
  await join(await addFan(), joined, { now: NOW });
  await archiveTier(second, { tierId: joined.id, now: NOW });
  expect(await refusalOf(changeCurrency(second, 'EUR'))).toBe('CurrencyInUse:currency');
});
