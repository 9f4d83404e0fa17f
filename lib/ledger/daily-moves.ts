import { sql } from 'drizzle-orm';
import type { Queryable } from '@/db/client';
import { accountId, type AccountRef } from './account-id';
import { isDebitNormal, TRANSFER_KINDS, type TransferKind } from './chart';

/**
 * What one kind of transfer brought to an account on each UTC day since `since`, on its natural side;
 * days without any are left out. Read from day totals, so a busy account costs no more than a quiet one.
 */
export async function dailyMoves(
  db: Queryable,
  ref: AccountRef,
  kind: TransferKind,
  since: Date,
): Promise<{ day: string; amountMinor: number }[]> {
  const { rows } = await db.execute<{ day: string; minor: string }>(sql`
    select d.day::text as day, sum(d.debit_minor - d.credit_minor)::text as minor from ledger_day d
    where d.account = ${accountId(ref)}::uuid and d.day >= ${since.toISOString().slice(0, 10)}::date
      and d.kind = ${TRANSFER_KINDS[kind].code}
    group by d.day order by d.day`);
  const sign = isDebitNormal(ref.kind) ? 1 : -1;
  return rows.map(({ day, minor }) => ({ day, amountMinor: sign * Number(minor) }));
}
