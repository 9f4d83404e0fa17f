import { beforeAll, expect, test } from 'vitest';
import { getDb, inTransaction } from '@/db/client';
import { creator, creatorGoal, creatorLink } from '@/db/schema';
import { newId } from '@/lib/ids';
import { findCreatorPage, listCreators } from '@/lib/creators';
import { useTestDatabase } from '@/tests/support/database';

useTestDatabase();

const born = Date.UTC(2026, 2, 1);

function person(handle: string, changes: Partial<typeof creator.$inferInsert> = {}) {
  return {
    id: newId(),
    handle,
    name: handle,
    tagline: 'Something small',
    bio: '',
    kind: 'writing' as const,
    country: 'US',
    currency: 'USD' as const,
    status: 'active' as const,
    accent: '#a8521f',
    art: handle,
    presetsMinor: [100, 300, 500],
    minimumMinor: 100,
    thankYou: '',
    ledgerOwner: newId(),
    createdAt: new Date(born),
    ...changes,
  };
}

beforeAll(async () => {
  const river = person('river-notes', { name: 'River Notes', bio: 'Slow essays about eels.' });
  const bakery = person('night-bakery', { name: 'Nächtliche Bäckerei', kind: 'food' });
  await inTransaction(async (tx) => {
    await tx.insert(creator).values([
      river,
      bakery,
      person('gone', { status: 'suspended' }),
      person('not-yet', { status: 'unpublished' }),
    ]);
    await tx.insert(creatorLink).values([
      { id: newId(), creatorId: river.id, position: 2, label: 'b', url: 'https://b.example' },
      { id: newId(), creatorId: river.id, position: 1, label: 'a', url: 'https://a.example' },
    ]);
    await tx.insert(creatorGoal).values([
      { id: newId(), creatorId: river.id, title: 'A boat', targetMinor: 100_000, startsAt: new Date(born) },
    ]);
  });
});

test('a page comes with its links in order and its open goal', async () => {
  const page = await findCreatorPage(getDb(), 'river-notes');
  expect(page?.name).toBe('River Notes');
  expect(page?.links.map((link) => link.label)).toEqual(['a', 'b']);
  expect(page?.goal).toEqual({ title: 'A boat', targetMinor: 100_000, startsAt: new Date(born) });
  expect((await findCreatorPage(getDb(), 'night-bakery'))?.goal).toBeNull();
});

test.each(['gone', 'not-yet', 'never-was', 'River-Notes', '', "x' or true --", 'a'.repeat(10_000)])(
  'nothing is found at %j, and a suspended page answers like one that never was',
  async (handle) => {
    expect(await findCreatorPage(getDb(), handle)).toBeNull();
  },
);

test('every word asked for must begin a word of the page; kinds narrow; hidden pages stay hidden', async () => {
  const found = async (query: string, kind?: 'food' | 'writing') =>
    (await listCreators(getDb(), { query, kind })).creators.map((card) => card.handle);
  expect(await found('riv')).toEqual(['river-notes']);
  expect(await found('EELS river')).toEqual(['river-notes']);
  expect(await found('bäck')).toEqual(['night-bakery']);
  expect(await found('river', 'food')).toEqual([]);
  expect(await found('', 'food')).toEqual(['night-bakery']);
  expect(await found('gone')).toEqual([]);
  expect(await found('   ')).toHaveLength(2);
});

test.each(["'", 'zz & | !', '<->', ':*', '\\', '%', 'zz:b', '((', '\u0000', '🦦'])(
  'a search for %j is only a search',
  async (query) => {
    expect((await listCreators(getDb(), { query })).creators).toEqual([]);
  },
);

test('paging by keyset shows each page once, also when all were born in the same instant', async () => {
  const many = Array.from({ length: 25 }, (_, index) => person(`many-${index + 10}`, { kind: 'games' }));
  await inTransaction((tx) => tx.insert(creator).values(many));
  const seen: string[] = [];
  let after: string | undefined;
  do {
    const list = await listCreators(getDb(), { kind: 'games', limit: 10, after });
    seen.push(...list.creators.map((card) => card.handle));
    after = list.next ?? undefined;
  } while (after);
  expect(seen).toHaveLength(25);
  expect(new Set(seen).size).toBe(25);
});

test.each(['', 'x', '1_', '_', '99999999999999999_abc', '-1_00000000-0000-0000-0000-000000000000'])(
  'a made-up place %j in the list is the beginning of the list',
  async (after) => {
    const first = await listCreators(getDb(), { limit: 1 });
    expect(await listCreators(getDb(), { limit: 1, after })).toEqual(first);
  },
);

test.each([
  ['an upper-case handle', { handle: 'Loud' }],
  ['an accent that is no colour', { accent: 'red;}' }],
  ['art of another host', { art: '//evil.example/x' }],
  ['a preset below the minimum', { presetsMinor: [50] }],
  ['no preset', { presetsMinor: [] }],
])('PostgreSQL refuses %s', async (_what, changes) => {
  const insert = inTransaction((tx) => tx.insert(creator).values(person('refused', changes)));
  await expect(insert).rejects.toThrow();
});

test('PostgreSQL refuses a link that is not https and a second open goal', async () => {
  const page = await findCreatorPage(getDb(), 'river-notes');
  const creatorId = page?.id ?? '';
  const link = { id: newId(), creatorId, position: 3, label: 'x', url: 'javascript:alert(1)' };
  await expect(inTransaction((tx) => tx.insert(creatorLink).values(link))).rejects.toThrow();
  const goal = { id: newId(), creatorId, title: 'Two', targetMinor: 1, startsAt: new Date(born) };
  await expect(inTransaction((tx) => tx.insert(creatorGoal).values(goal))).rejects.toThrow();
});
