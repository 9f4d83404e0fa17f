import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { closeDb, getDb, inTransaction } from '@/db/client';
import { newId } from '@/lib/ids';
import { postTransfers } from '@/lib/ledger';
import { useTestDatabase } from '../../support/database';
import { earned, reserved, tip } from './events';

useTestDatabase();

test('posting reads as few rows in a grown ledger as in an empty one, even by plans made when it was empty', async () => {
  // One connection throughout: its plans are made by the first batch and never again.
  await closeDb();
  process.env.DATABASE_POOL = '1';
  try {
    await getDb().execute(sql`vacuum analyze ledger_transfer, ledger_account, ledger_day, ledger_balance`);
    const first = await rowsReadBy(() => postBatch(20));
    for (let batch = 0; batch < 12; batch += 1) await postBatch(150);
    const last = await rowsReadBy(() => postBatch(20));
    // A scan would read the 7,000 transfers that stand there now, or their accounts.
    expect(last).toBeLessThan(first + 500);
  } finally {
    await closeDb();
    delete process.env.DATABASE_POOL;
  }
});

/** For each creator a tip, income and a payout asked; then the same events once more. */
async function postBatch(creators: number): Promise<void> {
  const events = Array.from({ length: creators }, newId).flatMap((owner) => [
    ...tip(owner, 300, `ch_${owner}`), ...earned(owner, 100), ...reserved(owner, 50),
  ]);
  for (const answer of ['posted', 'already_posted']) {
    const answers = await inTransaction((tx) => postTransfers(tx, events));
    expect(new Set(answers)).toEqual(new Set([answer]));
  }
}

async function rowsReadBy(work: () => Promise<void>): Promise<number> {
  const before = await rowsRead();
  await work();
  return (await rowsRead()) - before;
}

async function rowsRead(): Promise<number> {
  await getDb().execute(sql`select pg_stat_force_next_flush()`);
  const { rows } = await getDb().execute<{ rows: string }>(sql`
    select (select sum(seq_tup_read) from pg_stat_user_tables where relname in ('ledger_transfer', 'ledger_account', 'ledger_day', 'ledger_balance'))
      + (select sum(idx_tup_read) from pg_stat_user_indexes where relname in ('ledger_transfer', 'ledger_account', 'ledger_day', 'ledger_balance')) as rows`);
  return Number(rows[0]?.rows);
}
