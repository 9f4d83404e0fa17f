import { beforeAll, expect, test } from 'vitest';
import { getDb, getPool, inTransaction } from '@/db/client';
import { listReceipts, receiptsOfYear, sumReceiptsByYear, writeReceiptsCsv, type ReceiptCursor } from '@/lib/tips';
import { joinGuestPayments } from '@/lib/users';
import { newId } from '@/lib/ids';
import { addPerson } from '../../support/people';
import { addCreator } from '../../support/tips';
import { useTestDatabase } from '../../support/database';

// Rows written by hand, without their postings: only reading is under test here.
useTestDatabase({ verify: false });

const ADDRESS = 'Ada.Fan@fans.example';
let ada = '';
let bob = '';

type Row = { at: string; amount?: number; currency?: string; status?: string; refunded?: number; email?: string; person?: string | null; name?: string };

async function pay(row: Row): Promise<string> {
  const [id, at] = [newId(), row.at];
  const status = row.status ?? 'succeeded';
  const creator = await addCreator({ name: row.name ?? 'River Notes' });
  await getPool().query(
    `insert into payment (id, purpose, status, amount_minor, currency, description, return_path, cancel_path, charge_id, payer_email, created_at, settled_at, person_id)
     values ($1::uuid, 'tip', $2, $3, $4, 'x', '/', '/', 'ch_' || $1::text, $5, $6::timestamptz, case when $2 = 'succeeded' then $6::timestamptz end, $7)`,
    [id, status, row.amount ?? 300, row.currency ?? 'USD', row.email ?? ADDRESS, at, row.person ?? null],
  );
  await getPool().query(
    `insert into tip (id, key, creator_id, payment_id, status, amount_minor, gross_minor, processor_fee_estimate_minor, covers_fees, currency, visibility, created_at, received_at)
     values ($1, $1, $2, $3, $4, $5, $5, 39, false, $6, 'public', $7::timestamptz, case when $4 = 'received' then $7::timestamptz end)`,
    [newId(), creator.id, id, status === 'succeeded' ? 'received' : 'pending', row.amount ?? 300, row.currency ?? 'USD', at],
  );
  if (row.refunded) {
    await getPool().query(
      `insert into refund (id, payment_id, amount_minor, currency, status, reason, created_at, settled_at)
       values ($1, $2, $3, $4, 'succeeded', 'requested_by_fan', $5::timestamptz, $5::timestamptz)`,
      [newId(), id, row.refunded, row.currency ?? 'USD', at],
    );
    await getPool().query(
      `insert into refund (id, payment_id, amount_minor, currency, status, reason, created_at) values ($1, $2, 7, $3, 'failed', 'requested_by_fan', $4::timestamptz)`,
      [newId(), id, row.currency ?? 'USD', at],
    );
  }
  return id;
}

beforeAll(async () => {
  ada = (await addPerson({ email: ADDRESS.toLowerCase() })).id;
  bob = (await addPerson()).id;
});

const all = { year: null, timeZone: 'UTC' };
const page = (personId: string, cursor: ReceiptCursor, limit = 3) => listReceipts(getDb(), { personId, ...all }, cursor, limit);

test('payments of a guest join by the proven address, whatever its letters, and no one else’s do', async () => {
  const mine = await pay({ at: '2025-03-01T10:00:00Z' });
  const strangers = await pay({ at: '2025-03-01T10:00:00Z', email: 'xada.fan@fans.example' });
  const bobs = await pay({ at: '2025-03-01T10:00:00Z', person: bob });
  expect(await inTransaction((tx) => joinGuestPayments(tx, ada, ADDRESS.toLowerCase()))).toBe(1);
  expect(await inTransaction((tx) => joinGuestPayments(tx, ada, ADDRESS.toLowerCase()))).toBe(0);
  const { rows } = await getPool().query('select id, person_id from payment where id = any($1)', [[mine, strangers, bobs]]);
  expect(Object.fromEntries(rows.map((row) => [row.id, row.person_id]))).toEqual({ [mine]: ada, [strangers]: null, [bobs]: bob });
});

test('pages lie side by side without a gap, both ways, and never show what was only begun', async () => {
  const fan = (await addPerson()).id;
  const ids: string[] = [];
  // Three in one instant: the key tells them apart.
  for (const day of [1, 2, 3, 3, 3, 4, 5]) ids.unshift(await pay({ at: `2025-05-0${day}T10:00:00Z`, person: fan }));
  for (const status of ['created', 'open', 'expired']) await pay({ at: '2025-05-06T10:00:00Z', person: fan, status });
  const first = await page(fan, null);
  expect(first.newer).toBeNull();
  const second = await page(fan, { beyond: first.older ?? '', direction: 'older' });
  const third = await page(fan, { beyond: second.older ?? '', direction: 'older' });
  expect(third.older).toBeNull();
  const seen = [first, second, third].flatMap(({ rows }) => rows.map((row) => row.paymentId));
  const byKey = await getPool().query("select id from payment where person_id = $1 and status = 'succeeded' order by created_at desc, id desc", [fan]);
  expect(seen).toEqual(byKey.rows.map((row) => row.id));
  expect([...seen].sort()).toEqual([...ids].sort());
  const back = await page(fan, { beyond: third.newer ?? '', direction: 'newer' });
  expect(back.rows).toEqual(second.rows);
  expect((await page(fan, { beyond: back.newer ?? '', direction: 'newer' })).newer).toBeNull();
});

test('the key of somebody else’s payment opens nothing', async () => {
  const [bobs] = (await page(bob, null)).rows;
  expect((await page(ada, { beyond: bobs?.paymentId ?? '', direction: 'older' })).rows).toEqual([]);
});

test('a year’s file sums to what was charged less what came back, in each currency, by the clock of the person', async () => {
  const fan = (await addPerson()).id;
  // In Tokyo this is already 2025.
  await pay({ at: '2024-12-31T20:00:00Z', person: fan, amount: 1_000, refunded: 250, name: '=cmd|calc' });
  await pay({ at: '2025-06-01T10:00:00Z', person: fan, amount: 500, refunded: 500 });
  await pay({ at: '2025-06-02T10:00:00Z', person: fan, amount: 700, currency: 'JPY' });
  await pay({ at: '2025-06-03T10:00:00Z', person: fan, amount: 9_999, status: 'processing' });
  await pay({ at: '2025-12-31T20:00:00Z', person: fan, amount: 111 });
  const where = { personId: fan, timeZone: 'Asia/Tokyo' };
  const years = await sumReceiptsByYear(getDb(), where);
  expect(years.map((year) => year.year)).toEqual([2026, 2025]);
  const rows = await receiptsOfYear(getDb(), { ...where, year: 2025 });
  const lines = writeReceiptsCsv(rows).slice(1).trim().split('\r\n').slice(1).map((line) => line.split(','));
  for (const sum of years[1]?.sums ?? []) {
    const scale = sum.currency === 'JPY' ? 1 : 100;
    const paid = lines.filter((line) => line[5] === sum.currency).reduce((total, line) => total + Math.round(Number(line[8]) * scale), 0);
    expect(paid, sum.currency).toBe(sum.chargedMinor - sum.refundedMinor);
  }
  expect(years[1]?.sums).toEqual([
    { currency: 'JPY', receipts: 1, chargedMinor: 700, refundedMinor: 0 },
    { currency: 'USD', receipts: 2, chargedMinor: 1_500, refundedMinor: 750 },
  ]);
  expect(lines.map((line) => [line[2], line[4], line[6], line[7], line[8]])).toEqual([
    ["'=cmd|calc", 'partly given back', '10.00', '2.50', '7.50'],
    ['River Notes', 'given back', '5.00', '5.00', '0.00'],
    ['River Notes', 'paid', '700', '0', '700'],
    ['River Notes', 'on its way', '0.00', '0.00', '0.00'],
  ]);
});

test('a page of receipts is read from its index, not by sorting what a person ever paid', async () => {
  const client = await getPool().connect();
  try {
    await client.query('begin');
    // The test has few rows; what matters is that the index can answer, in order.
    await client.query('set local enable_seqscan = off; set local enable_bitmapscan = off');
    const { rows } = await client.query(
      `explain select p.id from payment p where p.person_id = $1 and p.status in ('succeeded', 'processing', 'failed')
       order by p.created_at desc, p.id desc limit 26`.replace('$1', `'${ada}'`),
    );
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
    expect(plan).toContain('payment_of_person');
    expect(plan).not.toContain('Sort');
    await client.query('rollback');
  } finally {
    client.release();
  }
});
