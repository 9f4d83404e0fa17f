import { sql, type SQL } from 'drizzle-orm';
import type { Queryable } from '@/db/client';
import { invariant } from '@/lib/errors';
import { isCurrency, type Currency } from '@/lib/money';
import { accountId, type AccountRef } from './account-id';
import {
  isAccountKind, isDebitNormal, isTransferKind, type LedgerAccountKind, type TransferKind,
} from './chart';
import type { TransferInput } from './transfer';

/** A transfer as it stands in the ledger. */
export type PostedTransfer = Omit<Required<TransferInput>, 'externalRef' | 'reverses'> & {
  externalRef: string | null;
  reverses: string | null;
  createdAt: Date;
};

/** What one kind of transfer moved on one account in a month, in minor units. */
export type MonthLine = {
  accountKind: LedgerAccountKind;
  kind: TransferKind;
  currency: Currency;
  debitMinor: number;
  creditMinor: number;
};

/**
 * The balance of an account in minor units, on its natural side: what an asset or expense holds by
 * debits, what a liability or income holds by credits. An account that was never used has 0. (The
 * audit views are signed instead: debits positive, credits negative.)
 */
export async function balanceOf(db: Queryable, ref: AccountRef): Promise<number> {
  const [balance] = await balancesOf(db, [ref]);
  invariant(balance !== undefined, 'every account asked for has a balance');
  return balance;
}

/** The balances of many accounts in one round trip, in the order asked; see `balanceOf`. */
export async function balancesOf(db: Queryable, refs: readonly AccountRef[]): Promise<number[]> {
  const { rows } = await db.execute<{ balance: string }>(sql`
    select coalesce((
      select sum(d.debit_minor - d.credit_minor) from ledger_day d where d.account = asked.id
    ), 0)::text as balance
    from unnest(${sql.param(refs.map(accountId))}::uuid[]) with ordinality as asked (id, at)
    order by asked.at`);
  return refs.map((ref, at) => {
    const signed = toMinor(rows[at]?.balance);
    // `0 -` instead of a minus sign, which would make a negative zero.
    return isDebitNormal(ref.kind) ? signed : 0 - signed;
  });
}

/**
 * One month (UTC) of an owner's accounts, or of the operator's own with `owner` null: what each
 * kind of transfer moved on each kind of account. `month` is `YYYY-MM`. Read from day totals, so
 * it costs the same at a hundred transfers and at ten million.
 */
export async function monthView(
  db: Queryable,
  owner: string | null,
  month: string,
): Promise<MonthLine[]> {
  invariant(/^\d{4}-(0[1-9]|1[0-2])$/.test(month), 'a month is written YYYY-MM');
  const first = `${month}-01`;
  const { rows } = await db.execute<MonthRow>(sql`
    select ak.name as account_kind, tk.name as kind, a.currency,
      sum(d.debit_minor)::text as debit, sum(d.credit_minor)::text as credit
    from ledger_account a
    join ledger_account_kind ak on ak.code = a.kind
    join ledger_day d on d.account = a.id
      and d.day >= ${first}::date and d.day < (${first}::date + interval '1 month')::date
    join ledger_transfer_kind tk on tk.code = d.kind
    where ${owner === null ? sql`a.owner is null` : sql`a.owner = ${owner}::uuid`}
    group by a.currency, ak.code, ak.name, tk.code, tk.name
    order by a.currency, ak.code, tk.code`);
  return rows.map((row) => ({
    accountKind: toAccountKind(row.account_kind),
    kind: toTransferKind(row.kind),
    currency: toCurrency(row.currency),
    debitMinor: toMinor(row.debit),
    creditMinor: toMinor(row.credit),
  }));
}

/** The transfers of one event by its transaction id, in posting order; empty if there is none. */
export function findTransaction(db: Queryable, transactionId: string): Promise<PostedTransfer[]> {
  return readTransfers(db, sql`t.transaction_id = ${transactionId}::uuid`);
}

/**
 * The transfers of every event that carries this external reference (a processor's object id) on
 * a transfer of any kind. Each kind carries it once at most.
 */
export function findTransactions(db: Queryable, externalRef: string): Promise<PostedTransfer[]> {
  // The kinds stand before the reference in the index, so each is asked for.
  return readTransfers(db, sql`t.transaction_id in (
    select r.transaction_id from ledger_transfer_kind k
    join ledger_transfer r on r.kind = k.code and r.external_ref = ${externalRef})`);
}

async function readTransfers(db: Queryable, condition: SQL): Promise<PostedTransfer[]> {
  const { rows } = await db.execute<TransferRow>(sql`
    select t.id, t.transaction_id, t.amount_minor::text as amount, t.currency, tk.name as kind,
      dk.name as debit_kind, d.owner as debit_owner, ck.name as credit_kind, c.owner as credit_owner,
      t.external_ref, t.reverses,
      (extract(epoch from t.happened_at) * 1000)::float8 as happened_ms,
      (extract(epoch from t.created_at) * 1000)::float8 as created_ms
    from ledger_transfer t
    join ledger_transfer_kind tk on tk.code = t.kind
    join ledger_account d on d.id = t.debit_account
    join ledger_account_kind dk on dk.code = d.kind
    join ledger_account c on c.id = t.credit_account
    join ledger_account_kind ck on ck.code = c.kind
    where ${condition}
    order by t.created_at, t.id`);
  return rows.map(toPosted);
}

type MonthRow = Record<'account_kind' | 'kind' | 'currency' | 'debit' | 'credit', string>;

type TransferRow = Record<
  | 'id' | 'transaction_id' | 'amount' | 'currency' | 'kind' | 'debit_kind' | 'credit_kind',
  string
> & Record<'debit_owner' | 'credit_owner' | 'external_ref' | 'reverses', string | null>
  & Record<'happened_ms' | 'created_ms', number>;

function toPosted(row: TransferRow): PostedTransfer {
  const currency = toCurrency(row.currency);
  return {
    id: row.id,
    transactionId: row.transaction_id,
    debit: { kind: toAccountKind(row.debit_kind), owner: row.debit_owner, currency },
    credit: { kind: toAccountKind(row.credit_kind), owner: row.credit_owner, currency },
    amountMinor: toMinor(row.amount),
    currency,
    kind: toTransferKind(row.kind),
    externalRef: row.external_ref,
    reverses: row.reverses,
    happenedAt: new Date(row.happened_ms),
    createdAt: new Date(row.created_ms),
  };
}

function toMinor(text: string | undefined): number {
  const minor = Number(text);
  invariant(Number.isSafeInteger(minor), 'sums in minor units are exact');
  return minor;
}

function toAccountKind(name: string): LedgerAccountKind {
  invariant(isAccountKind(name), 'the chart in code knows every account kind of the database');
  return name;
}

function toTransferKind(name: string): TransferKind {
  invariant(isTransferKind(name), 'the chart in code knows every transfer kind of the database');
  return name;
}

function toCurrency(code: string): Currency {
  invariant(isCurrency(code), 'the ledger holds only currencies that money knows');
  return code;
}
