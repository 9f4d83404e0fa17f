import { sql } from 'drizzle-orm';
import type { Queryable } from '@/db/client';
import { invariant } from '@/lib/errors';
import { accountId, type AccountRef } from './account-id';
import { isDebitNormal } from './chart';

/**
 * The balances of accounts as they stood before a UTC day began, in the order asked, each on its
 * natural side like `balancesOf`. Read from day totals.
 *
 * @param day `YYYY-MM-DD`
 */
export async function balancesBefore(db: Queryable, refs: readonly AccountRef[], day: string): Promise<number[]> {
  const { rows } = await db.execute<{ balance: string }>(sql`
    select coalesce((
      select sum(d.debit_minor - d.credit_minor) from ledger_day d where d.account = asked.id and d.day < ${day}::date
    ), 0)::text as balance
    from unnest(${sql.param(refs.map(accountId))}::uuid[]) with ordinality as asked (id, at)
    order by asked.at`);
  return refs.map((ref, at) => {
    const signed = Number(rows[at]?.balance);
    invariant(Number.isSafeInteger(signed), 'sums in minor units are exact');
    // `0 -` instead of a minus sign, which would make a negative zero.
    return isDebitNormal(ref.kind) ? signed : 0 - signed;
  });
}
