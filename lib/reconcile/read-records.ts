import { sql } from 'drizzle-orm';
import { getDb } from '@/db/client';
import { addMilliseconds, MINUTE_MS } from '@/lib/dates';
import { newId } from '@/lib/ids';
import { listBalanceTransactionsSince, type BalanceRecord } from '@/lib/stripe';
import { readUntil, setReadUntil } from './cursor';

/** Read again at every run, for movements that appear late in the processor's list. */
const OVERLAP_MS = 15 * MINUTE_MS;
const BATCH = 500;

/**
 * Reads what moved the operator's balance since the last time into our copy of the processor's record.
 *
 * @param whole reads everything there ever was, for the first time and when the sums do not agree
 * @returns how many movements are new to us
 * @throws ProcessorUnavailable
 */
export async function readRecords({ whole }: { whole: boolean }): Promise<number> {
  const since = whole ? null : await readUntil('balance');
  const records = await listBalanceTransactionsSince(since ? addMilliseconds(since, -OVERLAP_MS) : new Date(0));
  let kept = 0;
  for (let at = 0; at < records.length; at += BATCH) kept += await keep(records.slice(at, at + BATCH));
  await setReadUntil('balance', records.map((record) => record.createdAt));
  return kept;
}

/** Keeps what is new, and its sum with it, so that nobody ever has to add up all of them. */
async function keep(records: BalanceRecord[]): Promise<number> {
  const rows = records.map((record) => ({ ...record, objectId: record.sourceId ?? record.id, transactionId: newId() }));
  const { rows: [kept] } = await getDb().execute<{ count: number }>(sql`
    with inserted as (insert into balance_record (id, object_id, type, category, amount_minor, fee_minor, currency, happened_at, transaction_id)
    select r.id, r."objectId", r.type, r.category, r."amountMinor", r."feeMinor", r.currency, r."createdAt", r."transactionId"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(
      id text, "objectId" text, type text, category text, "amountMinor" bigint, "feeMinor" bigint, currency text,
      "createdAt" timestamptz, "transactionId" uuid)
      on conflict (id) do nothing
      returning currency, amount_minor - fee_minor as net_minor),
    summed as (
      insert into reconcile_balance (currency, processor_minor, recorded_minor, ledger_minor)
      select currency, 0, sum(net_minor), 0 from inserted group by 1 order by 1
      on conflict (currency) do update set recorded_minor = reconcile_balance.recorded_minor + excluded.recorded_minor)
    select count(*)::int as count from inserted`);
  return kept?.count ?? 0;
}
