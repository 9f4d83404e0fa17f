import { and, asc, eq, gt, gte, inArray, isNull, lt, sql } from 'drizzle-orm';
import type { Queryable } from '@/db/client';
import { creator, ledgerAccount, payment, refund } from '@/db/schema';
import { addDays } from '@/lib/dates';
import { invariant } from '@/lib/errors';
import {
  ACCOUNT_KINDS, balancesOf, findTransaction, findTransactions, TRANSFER_KINDS,
  type LedgerAccountKind, type PostedTransfer, type TransferKind,
} from '@/lib/ledger';
import { isCurrency, type Currency } from '@/lib/money';
import { kindOfCode, transferKindOfCode } from './chart-codes';

/** An account with its balance on its natural side, and the creator behind its alias. */
export type AccountLine = {
  id: string;
  kind: LedgerAccountKind;
  currency: Currency;
  balanceMinor: number;
  owner: { alias: string; creator: { id: string; name: string } | null } | null;
};

export type AccountFilter = { kind?: LedgerAccountKind; currency?: Currency; owner?: string };

/**
 * Accounts in the order of their ids, which begin with kind and currency: so one kind, or one kind
 * in one currency, is a stretch of the primary key.
 */
export async function listAccounts(
  db: Queryable,
  filter: AccountFilter,
  page: { after: string | null; limit: number },
): Promise<{ rows: AccountLine[]; next: string | null }> {
  const stretch = filter.kind ? stretchOf(filter.kind, filter.currency) : undefined;
  const rows = await db
    .select({ account: ledgerAccount, creatorId: creator.id, creatorName: creator.name })
    .from(ledgerAccount)
    .leftJoin(creator, eq(creator.ledgerOwner, ledgerAccount.owner))
    .where(
      and(
        stretch && gte(ledgerAccount.id, stretch.from),
        stretch && lt(ledgerAccount.id, stretch.to),
        filter.owner ? eq(ledgerAccount.owner, filter.owner) : undefined,
        page.after ? gt(ledgerAccount.id, page.after) : undefined,
      ),
    )
    .orderBy(asc(ledgerAccount.id))
    .limit(page.limit + 1);
  const shown = await withBalances(db, rows.slice(0, page.limit));
  return { rows: shown, next: rows.length > page.limit ? (shown.at(-1)?.id ?? null) : null };
}

/** The operator's own accounts, every one; they are few. */
export async function operatorAccounts(db: Queryable): Promise<AccountLine[]> {
  const rows = await db.select({ account: ledgerAccount }).from(ledgerAccount).where(isNull(ledgerAccount.owner)).orderBy(asc(ledgerAccount.id));
  return withBalances(db, rows.map(({ account }) => ({ account, creatorId: null, creatorName: null })));
}

/** One account, or null. */
export async function findAccount(db: Queryable, id: string): Promise<AccountLine | null> {
  const rows = await db
    .select({ account: ledgerAccount, creatorId: creator.id, creatorName: creator.name })
    .from(ledgerAccount)
    .leftJoin(creator, eq(creator.ledgerOwner, ledgerAccount.owner))
    .where(eq(ledgerAccount.id, id));
  return (await withBalances(db, rows))[0] ?? null;
}

type AccountRow = { account: typeof ledgerAccount.$inferSelect; creatorId: string | null; creatorName: string | null };

async function withBalances(db: Queryable, rows: AccountRow[]): Promise<AccountLine[]> {
  const refs = rows.map(({ account }) => {
    invariant(isCurrency(account.currency), 'the ledger holds only currencies that money knows');
    return { kind: kindOfCode(account.kind), owner: account.owner, currency: account.currency };
  });
  const balances = refs.length > 0 ? await balancesOf(db, refs) : [];
  return rows.flatMap(({ account, creatorId, creatorName }, at) => {
    const [ref, balanceMinor] = [refs[at], balances[at]];
    if (!ref || balanceMinor === undefined) return [];
    const owner = account.owner && { alias: account.owner, creator: creatorId && creatorName ? { id: creatorId, name: creatorName } : null };
    return [{ id: account.id, kind: ref.kind, currency: ref.currency, balanceMinor, owner: owner || null }];
  });
}

/** From the first id that an account of this kind can have up to the first that it cannot. */
function stretchOf(kind: LedgerAccountKind, currency?: Currency): { from: string; to: string } {
  const { code } = ACCOUNT_KINDS[kind];
  const begin = currency ? Buffer.from([code, ...Buffer.from(currency, 'ascii')]) : Buffer.from([code]);
  const end = Buffer.from(begin);
  end.writeUInt8(end.readUInt8(end.length - 1) + 1, end.length - 1);
  return { from: toId(begin), to: toId(end) };
}

function toId(begin: Buffer): string {
  const hex = begin.toString('hex').padEnd(32, '0');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** What moved on an account in one UTC day, by kind of transfer. */
export type AccountDay = { day: string; lines: { kind: TransferKind; debitMinor: number; creditMinor: number }[] };

/** The days on which an account moved, newest first, from the day totals. `before` is `YYYY-MM-DD`. */
export async function listAccountDays(db: Queryable, account: string, before: string | null, days: number): Promise<AccountDay[]> {
  const { rows } = await db.execute<{ day: string; kind: number; debit: string; credit: string }>(sql`
    select d.day::text as day, d.kind, sum(d.debit_minor)::text as debit, sum(d.credit_minor)::text as credit
    from (
      select distinct day from ledger_day
      where account = ${account}::uuid ${before ? sql`and day < ${before}::date` : sql``}
      order by day desc limit ${days}
    ) as moved
    join ledger_day d on d.account = ${account}::uuid and d.day = moved.day
    group by d.day, d.kind order by d.day desc, d.kind`);
  const found = new Map<string, AccountDay>();
  for (const { day, kind, debit, credit } of rows) {
    const entry = found.get(day) ?? { day, lines: [] };
    entry.lines.push({ kind: transferKindOfCode(kind), debitMinor: Number(debit), creditMinor: Number(credit) });
    found.set(day, entry);
  }
  return [...found.values()];
}

export type AccountTransfer = {
  id: string;
  transactionId: string;
  kind: TransferKind;
  externalRef: string | null;
  /** In the account's favour of a debit (positive) or a credit (negative), as auditors sign it. */
  signedMinor: number;
  other: string;
  happenedAt: Date;
};

/**
 * The transfers of an account on one UTC day, newest first, a page. Only that day's stretch of the
 * ledger is read, by its summary of times.
 */
export async function listDayTransfers(
  db: Queryable,
  account: string,
  day: string,
  page: { after: { at: number; id: string } | null; limit: number },
): Promise<AccountTransfer[]> {
  const from = new Date(`${day}T00:00:00Z`);
  const after = page.after ? sql`and (t.happened_at, t.id) < (${new Date(page.after.at).toISOString()}::timestamptz, ${page.after.id}::uuid)` : sql``;
  const { rows } = await db.execute<TransferRow>(sql`
    select t.id, t.transaction_id, t.kind, t.external_ref, t.debit_account, t.credit_account,
      t.amount_minor::text as amount, (extract(epoch from t.happened_at) * 1000)::float8 as ms
    from ledger_transfer t
    where t.happened_at >= ${from.toISOString()}::timestamptz and t.happened_at < ${addDays(from, 1).toISOString()}::timestamptz
      and (t.debit_account = ${account}::uuid or t.credit_account = ${account}::uuid) ${after}
    order by t.happened_at desc, t.id desc limit ${page.limit}`);
  return rows.map((row) => {
    const isDebit = row.debit_account === account;
    return {
      id: row.id,
      transactionId: row.transaction_id,
      kind: transferKindOfCode(row.kind),
      externalRef: row.external_ref,
      signedMinor: isDebit ? Number(row.amount) : -Number(row.amount),
      other: isDebit ? row.credit_account : row.debit_account,
      happenedAt: new Date(row.ms),
    };
  });
}

type TransferRow = Record<'id' | 'transaction_id' | 'debit_account' | 'credit_account' | 'amount', string> & {
  kind: number;
  external_ref: string | null;
  ms: number;
};

/** A transaction with what stands behind it: the payment whose references it carries. */
export async function findTransactionFile(db: Queryable, transactionId: string) {
  const transfers = await findTransaction(db, transactionId);
  if (transfers.length === 0) return null;
  return { transfers, paymentId: await paymentBehind(db, transfers), creators: await creatorsBehind(db, transfers) };
}

export type TransactionFile = NonNullable<Awaited<ReturnType<typeof findTransactionFile>>>;

/** The ids of all transactions that carry a reference of the processor's. */
export async function transactionsByReference(db: Queryable, reference: string): Promise<string[]> {
  const transfers = await findTransactions(db, reference);
  return [...new Set(transfers.map((transfer) => transfer.transactionId))];
}

async function paymentBehind(db: Queryable, transfers: PostedTransfer[]): Promise<string | null> {
  const references = transfers.flatMap(({ externalRef }) => (externalRef ? [externalRef] : []));
  const [refunded] = await db.select({ id: refund.paymentId }).from(refund).where(eq(refund.id, transfers[0]?.transactionId ?? ''));
  if (refunded) return refunded.id;
  if (references.length === 0) return null;
  const [byCharge] = await db.select({ id: payment.id }).from(payment).where(inArray(payment.chargeId, references));
  if (byCharge) return byCharge.id;
  const [byFee] = await db.select({ id: payment.id }).from(payment).where(inArray(payment.balanceTransactionId, references));
  return byFee?.id ?? null;
}

async function creatorsBehind(db: Queryable, transfers: PostedTransfer[]): Promise<{ alias: string; id: string; name: string }[]> {
  const aliases = transfers.flatMap(({ debit, credit }) => [debit.owner, credit.owner]).filter((alias) => alias !== null);
  if (aliases.length === 0) return [];
  return db.select({ alias: creator.ledgerOwner, id: creator.id, name: creator.name }).from(creator).where(inArray(creator.ledgerOwner, aliases));
}

/** The kinds there are, for filters. */
export const accountKinds = Object.keys(ACCOUNT_KINDS).filter((name): name is LedgerAccountKind => Object.hasOwn(ACCOUNT_KINDS, name));
export const transferKinds = Object.keys(TRANSFER_KINDS).filter((name): name is TransferKind => Object.hasOwn(TRANSFER_KINDS, name));
