import { sql } from 'drizzle-orm';
import { getDb } from '@/db/client';
import { log } from '@/lib/log';
import type { BalanceRecord } from '@/lib/stripe';

type Expected = { objectId: string; amountMinor: number; currency: string };
type Gap = Expected & { kind: 'not_in_ledger' | 'amount_differs' };

/**
 * Compares movements of the processor's balance with the ledger, both ways of each: a charge or
 * refund must stand there with its gross amount under its own id, its fee under the id of the
 * balance transaction. Differences are kept as gaps; a gap that is no more is closed.
 *
 * @returns how many gaps are open
 */
export async function compareWithLedger(records: BalanceRecord[]): Promise<number> {
  const all = [...(await openGaps()), ...records.flatMap(expectationsOf)];
  const expected = [...new Map(all.map((entry) => [entry.objectId, entry])).values()];
  const found = await clearingByReference(expected.map((entry) => entry.objectId));
  const gaps = expected.flatMap((entry) => gapOf(entry, found.get(entry.objectId)));
  await keep(gaps, expected);
  const open = await countOpen();
  if (open > 0) log.warn('reconcile.gaps', { open });
  return open;
}

/** What is still open is looked at in every run, however old it is. */
async function openGaps(): Promise<Expected[]> {
  const { rows } = await getDb().execute<{ objectId: string; minor: string; currency: string }>(sql`
    select object_id as "objectId", amount_minor::text as minor, currency from reconcile_gap where closed_at is null`);
  return rows.map(({ objectId, minor, currency }) => ({ objectId, amountMinor: Number(minor), currency }));
}

function expectationsOf(record: BalanceRecord): Expected[] {
  const { currency } = record;
  const expected: Expected[] = [];
  // A refund that a bank sent back is a second movement of the same refund: it goes by its own id.
  if (record.type.endsWith('_failure')) return [{ objectId: record.id, amountMinor: record.amountMinor, currency }];
  if (record.sourceId) expected.push({ objectId: record.sourceId, amountMinor: record.amountMinor, currency });
  if (record.feeMinor !== 0) expected.push({ objectId: record.id, amountMinor: -record.feeMinor, currency });
  return expected;
}

function gapOf(entry: Expected, found: { amountMinor: number; currency: string } | undefined): Gap[] {
  if (!found) return [{ ...entry, kind: 'not_in_ledger' }];
  if (found.amountMinor === entry.amountMinor && found.currency === entry.currency) return [];
  return [{ ...entry, kind: 'amount_differs' }];
}

/** What each of the processor's objects moved in processor_clearing, in minor units, signed. */
async function clearingByReference(references: string[]) {
  const rows = await getDb().execute<{ external_ref: string; currency: string; amount_minor: string }>(sql`
    select asked.reference as external_ref, e.currency, sum(e.amount_minor)::text as amount_minor
    from unnest(${sql.param(references)}::text[]) as asked(reference)
    join ledger_transfer_kind k on true
    join ledger_transfer r on r.kind = k.code and r.external_ref = asked.reference
    join audit_entry e on e.transaction_id = r.transaction_id and e.account_kind = 'processor_clearing'
    group by asked.reference, e.currency`);
  return new Map(
    rows.rows.map((row) => [row.external_ref, { amountMinor: Number(row.amount_minor), currency: row.currency }]),
  );
}

async function keep(gaps: Gap[], looked: Expected[]): Promise<void> {
  const open = new Set(gaps.map((gap) => gap.objectId));
  const closed = looked.map((entry) => entry.objectId).filter((id) => !open.has(id));
  await getDb().execute(sql`
    update reconcile_gap set closed_at = now()
    where closed_at is null and object_id = any(${sql.param(closed)}::text[])`);
  for (const gap of gaps) {
    await getDb().execute(sql`
      insert into reconcile_gap (object_id, kind, amount_minor, currency)
      values (${gap.objectId}, ${gap.kind}, ${gap.amountMinor}, ${gap.currency})
      on conflict (object_id, kind) do update set closed_at = null`);
  }
}

async function countOpen(): Promise<number> {
  const rows = await getDb().execute<{ open: number }>(
    sql`select count(*)::int as open from reconcile_gap where closed_at is null`,
  );
  return rows.rows[0]?.open ?? 0;
}
