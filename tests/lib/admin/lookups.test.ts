import { sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { getDb, getPool } from '@/db/client';
import {
  findAnything, findCreatorFile, findPaymentFile, findPersonFile, listAccountDays, listAccounts, listCreators, listDayTransfers, listPayments,
  listPeople, listRefunds, readFigures, readHealth, searchPeople, transactionsByReference,
} from '@/lib/admin';
import { readCursor } from '@/lib/lists';
import { listActs } from '@/lib/audit';
import { addDays } from '@/lib/dates';
import { payout } from '@/db/schema';
import { newId } from '@/lib/ids';
import { findPayoutCase, linkCodes, listQueue, listReviewed, listSignalGifts, readReviewTimes } from '@/lib/review';
import { receiptNumber } from '@/lib/tips';
import { useTestDatabase } from '../../support/database';
import { fillBusyWorld, TIPS, type BusyWorld } from './busy-world';
import { plansOf } from './plans';

/** The rows are synthetic and the ledger's are not posted by its writer, so its audit has no say here. */
useTestDatabase({ verify: false });

const FIRST = { cursor: null, limit: 30 };
const NOW = new Date('2026-11-20T12:00:00Z');
let world: BusyWorld;

beforeAll(async () => {
  world = await fillBusyWorld();
}, 240_000);

describe(`with ${TIPS} payments, no list and no look-up reads a whole table or sorts one`, () => {
  const cases: [string, () => Promise<unknown>][] = [
    ['payments', () => listPayments(getDb(), {}, FIRST)],
    ['payments of a state', () => listPayments(getDb(), { status: 'failed' }, FIRST)],
    ['payments in a currency', () => listPayments(getDb(), { currency: 'EUR' }, FIRST)],
    ['payments to a creator', () => listPayments(getDb(), { creatorId: world.creatorId }, FIRST)],
    ['failed payments to a creator', () => listPayments(getDb(), { creatorId: world.creatorId, status: 'failed' }, FIRST)],
    ['payments of a person', () => listPayments(getDb(), { personId: world.personId }, FIRST)],
    ['payments of a day', () => listPayments(getDb(), { day: new Date('2026-10-01T00:00:00Z') }, FIRST)],
    ['payments deep in the list', () => listPayments(getDb(), {}, { cursor: readCursor(world.deepCursor), limit: 30 })],
    ['refunds', () => listRefunds(getDb(), {}, FIRST)],
    ['refunds that failed', () => listRefunds(getDb(), { status: 'failed' }, FIRST)],
    ['people', () => listPeople(getDb(), {}, FIRST)],
    ['suspended people', () => listPeople(getDb(), { only: 'suspended' }, FIRST)],
    ['admins', () => listPeople(getDb(), { only: 'admins' }, FIRST)],
    ['people by the beginning of an address', () => searchPeople(getDb(), 'p4711', 30)],
    ['creators', () => listCreators(getDb(), {}, FIRST)],
    ['suspended creators', () => listCreators(getDb(), { status: 'suspended' }, FIRST)],
    ['acts', () => listActs(getDb(), {}, { after: null, limit: 30 })],
    ['acts of an admin', () => listActs(getDb(), { actorId: world.personId }, { after: null, limit: 30 })],
    ['acts of a kind', () => listActs(getDb(), { action: 'person.suspend' }, { after: null, limit: 30 })],
    ['acts on something', () => listActs(getDb(), { subject: { kind: 'payment', id: world.paymentId } }, { after: null, limit: 30 })],
    ['accounts of a kind', () => listAccounts(getDb(), { kind: 'creator_held', currency: 'USD' }, { after: null, limit: 30 })],
    ['accounts of an owner', () => listAccounts(getDb(), { owner: world.owner }, { after: null, limit: 30 })],
    ['days of an account', () => listAccountDays(getDb(), world.heldAccount, null, 14)],
    ['transfers of an account on a day', () => listDayTransfers(getDb(), world.heldAccount, '2026-10-01', { after: null, limit: 100 })],
    ['transactions by reference', () => transactionsByReference(getDb(), 'ch_00000500')],
    ['a payment', () => findPaymentFile(getDb(), world.paymentId)],
    ['a person', () => findPersonFile(getDb(), world.personId, NOW)],
    ['a creator', () => findCreatorFile(getDb(), world.creatorId)],
    ['the figures', () => readFigures(getDb(), NOW)],
    ['what needs a look', () => readHealth(getDb(), NOW)],
  ];

  test.each(cases)('%s', async (_name, read) => {
    expect(await plansOf(read)).toEqual([]);
  });
});

describe('finds anything by what is at hand, through indexes alone', () => {
  const queries: [string, (of: BusyWorld) => string, string][] = [
    ['a payment by our id', (of) => of.paymentId, 'payment'],
    ['a payment by the id of its tip', (of) => of.tipId, 'payment'],
    ['a payment by its charge', () => 'ch_00000500', 'payment'],
    ['a payment by its intent', () => 'pi_00000500', 'payment'],
    ['a payment by its checkout', () => 'cs_test_00000500', 'payment'],
    ['a payment by its balance transaction', () => 'txn_00000500', 'payment'],
    ['a payment by its refund', () => 're_00000500', 'payment'],
    ['a payment by an event about it', () => 'evt_00000500', 'payment'],
    ['a payment by the number on its receipt', (of) => receiptNumber(of.paymentId), 'payment'],
    ['a person by their address', () => 'p4711@fans.example', 'person'],
    ['a creator by handle', () => 'creator-471', 'creator'],
    ['a creator by the beginning of a name', () => 'night bakery 47', 'creator'],
    ['an account by its id', (of) => of.heldAccount, 'account'],
    ['a system account by its name', () => 'processor clearing EUR', 'account'],
    ['a transaction by its id', (of) => of.transactionId, 'transaction'],
  ];

  test.each(queries)('%s', async (_name, query, kind) => {
    const typed = query(world);
    const { found } = await findAnything(getDb(), typed);
    expect(found.map((thing) => thing.kind)).toContain(kind);
    expect(await plansOf(() => findAnything(getDb(), typed))).toEqual([]);
  });

  test('and says nothing of what nobody has', async () => {
    for (const typed of ['', '   ', 'ch_nothing', 'nobody@nowhere.example', '%', '_', '00000000-0000-7000-8000-000000000000', "'; drop table person; --"]) {
      expect((await findAnything(getDb(), typed)).found, typed).toEqual([]);
    }
  });
});

test('no read of the review of payouts reads a whole table either', async () => {
  const payoutId = newId();
  await getDb().insert(payout).values({
    id: payoutId, creatorId: world.creatorId, currency: 'USD', amountMinor: 4_820, costMinor: 25, askedBy: 'creator', status: 'requested', requestedAt: new Date('2026-11-20T09:00:00Z'),
  });
  const reads: [string, () => Promise<unknown>][] = [
    ['the queue', () => listQueue(getDb(), {}, NOW)],
    ['a case', () => findPayoutCase(getDb(), payoutId, NOW)],
    ['payouts of a state', () => listReviewed(getDb(), { status: 'paid' }, FIRST)],
    ['review times', () => readReviewTimes(getDb(), NOW)],
    ...linkCodes.map((code): [string, () => Promise<unknown>] => [code, () => listSignalGifts(getDb(), { payoutId, now: NOW }, code, 100)]),
  ];
  // What the planner believes of sorts is left out: this world has no tabs, and it takes their empty tables for large.
  for (const [name, read] of reads) expect((await plansOf(read)).filter((fault) => fault.startsWith('reads all of')), name).toEqual([]);
});

test('pages of payments follow each other both ways without a gap or a repeat', async () => {
  const seen: string[] = [];
  let page = await listPayments(getDb(), { creatorId: world.creatorId }, { cursor: null, limit: 7 });
  expect(page.newer).toBeNull();
  for (;;) {
    seen.push(...page.rows.map((row) => row.id));
    if (!page.older) break;
    page = await listPayments(getDb(), { creatorId: world.creatorId }, { cursor: readCursor(page.older), limit: 7 });
  }
  const { rows } = await getPool().query<{ count: number }>('select count(*)::int as count from tip where creator_id = $1', [world.creatorId]);
  expect(new Set(seen).size).toBe(rows[0]?.count);
  expect(seen.length).toBe(rows[0]?.count);
  const back = await listPayments(getDb(), { creatorId: world.creatorId }, { cursor: readCursor(page.newer ?? ''), limit: 7 });
  expect(back.rows.map((row) => row.id)).toEqual(seen.slice(seen.length - page.rows.length - 7, seen.length - page.rows.length));
});

test('the figures are those of the rows', async () => {
  const figures = await readFigures(getDb(), NOW);
  const usd = figures.find((row) => row.currency === 'USD');
  const { rows } = await getDb().execute<{ minor: string }>(sql`
    select sum(amount_minor)::text as minor from ledger_transfer
    where kind = 1 and currency = 'USD' and happened_at >= ${addDays(new Date('2026-11-20T00:00:00Z'), -29).toISOString()}::timestamptz
      and happened_at < '2026-11-21T00:00:00Z'`);
  expect(usd?.month.collectedMinor).toBe(Number(rows[0]?.minor));
  expect(TIPS).toBeGreaterThanOrEqual(process.env.TUPPENCE_LONG === '1' ? 100_000 : 30_000);
});
