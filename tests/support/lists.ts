import { expect } from 'vitest';
import { getDb, getPool } from '@/db/client';
import { seedCrowd } from '@/db/seed/seed-crowd';
import { listCreators as listPages, listPayments, listPeople } from '@/lib/admin';
import { listCreators } from '@/lib/creators';
import { exportTips, findCreatorTip, listSupporters, listTips, readEarnings, readTipFilter } from '@/lib/earnings';
import { readCursor } from '@/lib/lists';
import { listReceipts } from '@/lib/tips';
import { addCreator } from './tips';
import { explain, rowsRead, watchQueries, type PlanNode } from './watched-queries';

export type Crowded = { tips: number; creator: Awaited<ReturnType<typeof addCreator>>; now: Date };

/** A world with ten thousand pages, and `tips` tips of a tenth as many people (ten thousand at most), nine of ten for one creator. */
export async function makeCrowd(tips: number): Promise<Crowded> {
  const now = new Date();
  const [creator, other] = [await addCreator(), await addCreator()];
  await getPool().query(`
    insert into creator (id, handle, name, tagline, bio, kind, country, currency, status, accent, art, presets_minor, minimum_minor, thank_you, ledger_owner, created_at)
    select gen_random_uuid(), 'crowd-' || i, 'Page ' || i, 'About things ' || i, 'Some words', (array['writing', 'music', 'food'])[1 + i % 3], 'US', 'USD',
      'active', '#a8521f', 'river-notes', '{100,300,500}', 100, '', gen_random_uuid(), now() - i * interval '1 minute'
    from generate_series(1, 10000) as i`);
  await seedCrowd({ people: Math.min(10_000, tips / 10), tips, creatorId: creator.id, otherCreatorId: other.id, now });
  await getPool().query('vacuum (analyze) creator');
  return { tips, creator, now };
}

/** A list that a person opens; `most` is how many rows it may read where a page is not all. */
export type List<World = Crowded> = [name: string, run: (world: World) => Promise<unknown>, most?: (world: World) => number];

/** A page reads some rows around those it shows: the filter's misses, a join for each, one more than shown. */
const PAGE_ROWS = 3_000;
const page = { cursor: null, limit: 25 };
const person = '01900000-0000-7000-a000-000000000007';
const middle = ({ now }: Crowded) => `o${now.getTime() - 300 * 86_400_000}.01900000-0000-7000-8000-000000000001`;
const tipsBy = (filter: Record<string, string>, isDeep = false) => (crowd: Crowded) =>
  listTips(getDb(), crowd.creator.id, readTipFilter(filter), { cursor: isDeep ? readCursor(middle(crowd)) : null, limit: 25 });

/** Every list that a person opens, by name; `most` is how many rows it may read where a page is not all. */
export const LISTS: List[] = [
  ['tips', tipsBy({})],
  ['tips, deep', tipsBy({}, true)],
  ['tips that are held', tipsBy({ state: 'held' })],
  ['tips that are available', tipsBy({ state: 'available' })],
  ['tips that are available, deep', tipsBy({ state: 'available' }, true)],
  ['tips that were refunded', tipsBy({ state: 'refunded' })],
  ['tips that were refunded, deep', tipsBy({ state: 'refunded' }, true)],
  ['tips in a payout', tipsBy({ state: 'reserved' })],
  ['tips that were paid out', tipsBy({ state: 'paid' })],
  ['tips that are disputed', tipsBy({ state: 'disputed' })],
  ['tips of a month', ({ creator, now }) => listTips(getDb(), creator.id, readTipFilter({ month: monthOf(now) }), page)],
  ['tips for everyone', tipsBy({ visibility: 'public' })],
  ['anonymous tips, deep', tipsBy({ visibility: 'anonymous' }, true)],
  ['anonymous tips that were refunded', tipsBy({ visibility: 'anonymous', state: 'refunded' })],
  ['tips with a rare word', tipsBy({ search: 'kingfisher' })],
  ['tips with a word of every fifth', tipsBy({ search: 'coffee' })],
  ['tips with two words, deep', tipsBy({ search: 'thank maps' }, true)],
  ['tips of a fan by name', tipsBy({ search: 'fan 4711' })],
  ['one tip', ({ creator }) => findCreatorTip(getDb(), creator.id, '01900000-0000-7000-9000-000000000007', new Date())],
  ['the first part of the file', ({ creator }) => exportPart(creator.id), () => 5_000],
  ['supporters, latest', ({ creator }) => listSupporters(getDb(), creator.id, 'latest', page)],
  ['supporters, most', ({ creator }) => listSupporters(getDb(), creator.id, 'most', page)],
  // What is held is a week of tips, read from its index alone.
  ['earnings', ({ creator, now }) => readEarnings(getDb(), { id: creator.id, owner: creator.ledgerOwner, currency: 'USD' }, now, 'UTC'), ({ tips }) => tips / 50],
  ['explore', () => listCreators(getDb())],
  ['explore, one kind', () => listCreators(getDb(), { kind: 'music' })],
  ['explore by a word', () => listCreators(getDb(), { query: '4711' })],
  ['payments (admin)', () => listPayments(getDb(), {}, page)],
  ['payments (admin), deep', (crowd) => listPayments(getDb(), {}, { cursor: readCursor(middle(crowd)), limit: 25 })],
  ['payments by state (admin)', () => listPayments(getDb(), { status: 'succeeded' }, page)],
  ['payments of a person (admin)', () => listPayments(getDb(), { personId: person }, page)],
  ['payments of a creator (admin)', ({ creator }) => listPayments(getDb(), { creatorId: creator.id }, page)],
  ['people (admin)', () => listPeople(getDb(), {}, page)],
  ['pages (admin)', () => listPages(getDb(), {}, page)],
  ['receipts of a person', () => listReceipts(getDb(), { personId: person, timeZone: 'UTC', year: null }, null, 25)],
];

/** Runs a list, and proves by the database's own account that it read no table whole and sorted none. */
export async function expectNoScan<World>(crowd: World, [, run, most]: List<World>): Promise<void> {
  const asked = await watchQueries(() => run(crowd));
  expect(asked.length).toBeGreaterThan(0);
  for (const query of asked) {
    const { nodes } = await explain(query);
    const limit = most?.(crowd) ?? PAGE_ROWS;
    const wrong = nodes.filter((node) => isWhole(node) || (rowsRead(node) > limit && !node['Node Type'].startsWith('Bitmap')));
    expect(wrong.map((node) => [node['Node Type'], node['Relation Name'] ?? node['Index Name'], rowsRead(node)]), query.text).toEqual([]);
  }
}

/** Small tables (settings, kinds, prices) and empty ones may be read whole: that is their cheapest way. */
function isWhole(node: PlanNode): boolean {
  return node['Node Type'].includes('Seq Scan') && rowsRead(node) > 0
    && /^(tip|payment|person|supporter|creator|refund|fan|card|tab|tab_line|bill|pledge|entitlement|tier)$/.test(node['Relation Name'] ?? '');
}

function monthOf(now: Date): string {
  return new Date(now.getTime() - 100 * 86_400_000).toISOString().slice(0, 7);
}

async function exportPart(creatorId: string): Promise<void> {
  const lines = exportTips(getDb(), creatorId, readTipFilter({}));
  await lines.next();
  await lines.next();
  await lines.return();
}
