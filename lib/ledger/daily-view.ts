import { sql } from 'drizzle-orm';
import type { Queryable } from '@/db/client';
import { invariant } from '@/lib/errors';
import { isAccountKind, isTransferKind, type LedgerAccountKind, type TransferKind } from './chart';

/** What each kind of transfer moved on an owner's accounts, day by day of a month (UTC, `YYYY-MM`), in minor units. */
export async function dailyView(db: Queryable, owner: string, month: string): Promise<DayLine[]> {
  invariant(/^\d{4}-(0[1-9]|1[0-2])$/.test(month), 'a month is written YYYY-MM');
  const first = `${month}-01`;
  const { rows } = await db.execute<MoveRow>(sql`
    select d.day::text as day, ak.name as account_kind, tk.name as kind, a.currency,
      sum(d.debit_minor)::text as debit, sum(d.credit_minor)::text as credit
    from ledger_account a
    join ledger_account_kind ak on ak.code = a.kind
    join ledger_day d on d.account = a.id
      and d.day >= ${first}::date and d.day < (${first}::date + interval '1 month')::date
    join ledger_transfer_kind tk on tk.code = d.kind
    where a.owner = ${owner}::uuid
    group by d.day, a.currency, ak.code, ak.name, tk.code, tk.name
    order by d.day, ak.code, tk.code`);
  return rows.map(({ day, account_kind, kind, currency, debit, credit }) => {
    invariant(isAccountKind(account_kind) && isTransferKind(kind), 'the chart in code knows every kind of the database');
    return { day, accountKind: account_kind, kind, currency, debitMinor: Number(debit), creditMinor: Number(credit) };
  });
}

/** One kind of transfer on one account kind and UTC day. */
export type DayLine = {
  day: string;
  accountKind: LedgerAccountKind;
  kind: TransferKind;
  currency: string;
  debitMinor: number;
  creditMinor: number;
};

type MoveRow = Record<'day' | 'account_kind' | 'kind' | 'currency' | 'debit' | 'credit', string>;
