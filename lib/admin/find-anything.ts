import { eq, or, sql } from 'drizzle-orm';
import type { Queryable } from '@/db/client';
import { bill, creator, jobRun, ledgerAccount, ledgerTransfer, payment, payoutAccount, person, refund, tabLine, webhookEvent } from '@/db/schema';
import { billNumber } from '@/lib/billing';
import { isId } from '@/lib/ids';
import { maskEmail } from '@/lib/mail';
import { formatMoney } from '@/lib/money';
import { isAccountKind } from './chart-codes';
import { searchCreators } from './creators';
import { operatorAccounts, transactionsByReference } from './ledger';
import { paymentsOfAddress, type PaymentLine } from './payments';
import { searchPeople } from './people';

/** A thing that was found, by our own id; the page knows its address. */
export type Found = {
  kind: 'payment' | 'bill' | 'person' | 'creator' | 'account' | 'transaction' | 'run';
  id: string;
  /** What it is called in a list, with addresses masked. */
  title: string;
};

export type Search = {
  found: Found[];
  /** What was looked at to find it: looking for people is written down. */
  by: 'address' | 'name' | 'id';
};

const MOST = 12;

/**
 * Finds any payment, bill, person, creator, account or transaction by what an admin has at hand: an id of
 * ours or of Stripe's, the number on a receipt, an address, a handle or the beginning of a name.
 * Every way is a look-up in an index; nothing is searched through.
 */
export async function findAnything(db: Queryable, typed: string): Promise<Search> {
  const query = typed.trim().slice(0, 254);
  if (query === '') return { found: [], by: 'id' };
  const isOwn: boolean = isId(query);
  if (isOwn) return { found: await byOwnId(db, query.toLowerCase()), by: 'id' };
  if (/^B?[0-9A-F]{6}-[0-9A-F]{6}$/i.test(query)) return { found: await byReceiptNumber(db, query), by: 'id' };
  if (/^[a-z]{2,4}_[A-Za-z0-9_]+$/.test(query)) {
    const found = await byProcessorId(db, query);
    if (found.length > 0 || !isAccountKind(query)) return { found, by: 'id' };
  }
  if (query.includes('@')) return { found: await byAddress(db, query), by: 'address' };
  return { found: await byName(db, query), by: 'name' };
}

async function byOwnId(db: Queryable, id: string): Promise<Found[]> {
  const [payments, bills, people, creators, accounts, transfers, runs] = await Promise.all([
    db
      .select({ id: payment.id, description: payment.description })
      .from(payment)
      .where(or(
        eq(payment.id, id),
        sql`${payment.id} = (select payment_id from tip where id = ${id}::uuid)`,
        sql`${payment.id} = (select payment_id from tip where key = ${id}::uuid)`,
        sql`${payment.id} = (select payment_id from refund where id = ${id}::uuid)`,
      )),
    db.select(billColumns).from(bill).where(or(eq(bill.id, id), sql`${bill.id} = (select bill_id from ${tabLine} where id = ${id}::uuid)`)),
    db.select({ id: person.id, name: person.displayName, email: person.email }).from(person).where(eq(person.id, id)),
    db.select({ id: creator.id, name: creator.name }).from(creator).where(or(eq(creator.id, id), eq(creator.ledgerOwner, id))),
    db.select({ id: ledgerAccount.id }).from(ledgerAccount).where(eq(ledgerAccount.id, id)),
    db.select({ id: ledgerTransfer.transactionId }).from(ledgerTransfer).where(or(eq(ledgerTransfer.id, id), eq(ledgerTransfer.transactionId, id))).limit(1),
    db.select({ id: jobRun.id, name: jobRun.name }).from(jobRun).where(eq(jobRun.id, id)),
  ]);
  const found: Found[] = [
    ...payments.map((row) => ({ kind: 'payment' as const, id: row.id, title: row.description })),
    ...bills.map(billFound),
    ...people.map((row) => ({ kind: 'person' as const, id: row.id, title: row.name ?? (row.email ? maskEmail(row.email) : 'Nobody any more') })),
    ...creators.map((row) => ({ kind: 'creator' as const, id: row.id, title: row.name })),
    ...accounts.map((row) => ({ kind: 'account' as const, id: row.id, title: 'Ledger account' })),
    ...runs.map((row) => ({ kind: 'run' as const, id: row.id, title: `Run of ${row.name}` })),
  ];
  // A refund's id is its transaction's id too; its payment shows both.
  if (payments.length > 0) return found;
  return [...found, ...transfers.map((row) => ({ kind: 'transaction' as const, id: row.id, title: 'Ledger transaction' }))];
}

async function byProcessorId(db: Queryable, reference: string): Promise<Found[]> {
  const prefix = reference.slice(0, reference.indexOf('_'));
  const rows = await db
    .select({ id: payment.id, description: payment.description })
    .from(payment)
    .where(PLACES[prefix]?.(reference) ?? eq(payment.chargeId, reference));
  if (rows.length > 0) return rows.map((row) => ({ kind: 'payment', id: row.id, title: row.description }));
  if (prefix === 'evt') return byEvent(db, reference);
  if (prefix === 'acct') return byPayoutAccount(db, reference);
  const transactions = await transactionsByReference(db, reference);
  return transactions.map((id) => ({ kind: 'transaction', id, title: reference }));
}

/** Where each kind of Stripe's ids stands in our own rows. */
const PLACES: Record<string, (reference: string) => ReturnType<typeof sql>> = {
  ch: (reference) => sql`${payment.chargeId} = ${reference}`,
  py: (reference) => sql`${payment.chargeId} = ${reference}`,
  pi: (reference) => sql`${payment.paymentIntentId} = ${reference}`,
  cs: (reference) => sql`${payment.checkoutSessionId} = ${reference}`,
  txn: (reference) => sql`${payment.balanceTransactionId} = ${reference}`,
  re: (reference) => sql`${payment.id} = (select payment_id from ${refund} where stripe_refund_id = ${reference})`,
  pyr: (reference) => sql`${payment.id} = (select payment_id from ${refund} where stripe_refund_id = ${reference})`,
};

/** The creator who is paid to an account at Stripe. */
async function byPayoutAccount(db: Queryable, reference: string): Promise<Found[]> {
  const rows = await db
    .select({ id: creator.id, title: creator.name })
    .from(payoutAccount)
    .innerJoin(creator, eq(creator.id, payoutAccount.creatorId))
    .where(eq(payoutAccount.stripeAccountId, reference));
  return rows.map((row) => ({ kind: 'creator', ...row }));
}

async function byEvent(db: Queryable, reference: string): Promise<Found[]> {
  const [event] = await db.select({ objectId: webhookEvent.objectId, hint: webhookEvent.paymentHint }).from(webhookEvent).where(eq(webhookEvent.id, reference));
  if (!event) return [];
  return event.hint ? byOwnId(db, event.hint) : byProcessorId(db, event.objectId);
}

/**
 * The number on a receipt: six digits of when the payment was started, in steps of a minute, and its
 * last six. The first two of the id are left out there; they are 01 until the year 2039. A bill's
 * number is its own id's, with a B before it.
 */
async function byReceiptNumber(db: Queryable, number: string): Promise<Found[]> {
  const [head = '', tail = ''] = number.toLowerCase().slice(-13).split('-');
  const [from, to] = [`01${head}-0000-0000-0000-000000000000`, `01${head}-ffff-ffff-ffff-ffffffffffff`];
  const isNumbered = (id: typeof payment.id | typeof bill.id) => sql`${id} between ${from}::uuid and ${to}::uuid and right(${id}::text, 6) = ${tail}`;
  if (number.length > 13) {
    const bills = await db.select(billColumns).from(bill).where(isNumbered(bill.id)).limit(MOST);
    return bills.map(billFound);
  }
  const rows = await db.select({ id: payment.id, description: payment.description }).from(payment).where(isNumbered(payment.id)).limit(MOST);
  return rows.map((row) => ({ kind: 'payment', id: row.id, title: row.description }));
}

async function byAddress(db: Queryable, typed: string): Promise<Found[]> {
  const [people, payments] = await Promise.all([searchPeople(db, typed, MOST), paymentsOfAddress(db, typed, MOST)]);
  return [...people.map(personFound), ...payments.map(paymentFound)];
}

async function byName(db: Queryable, typed: string): Promise<Found[]> {
  const bare = typed.replace(/^[@/]/, '');
  const [creators, people, accounts] = await Promise.all([
    searchCreators(db, bare, MOST),
    searchPeople(db, bare, MOST),
    accountsNamed(db, bare),
  ]);
  // A handle written out is that page and no other.
  const exact = creators.filter((row) => row.handle === bare.toLowerCase());
  const shown = exact.length === 1 && people.length === 0 ? exact : creators;
  return [
    ...shown.map((row): Found => ({ kind: 'creator', id: row.id, title: `${row.name} · /${row.handle}` })),
    ...people.map(personFound),
    ...accounts,
  ];
}

async function accountsNamed(db: Queryable, typed: string): Promise<Found[]> {
  const [name = '', currency = ''] = typed.toLowerCase().replace(/ +([a-z]{3})$/, ':$1').split(':');
  const kind = name.replaceAll(' ', '_');
  if (kind.length < 4) return [];
  const accounts = await operatorAccounts(db);
  return accounts
    .filter((account) => account.kind.startsWith(kind) && account.currency.toLowerCase().startsWith(currency))
    .map((account) => ({ kind: 'account', id: account.id, title: `${account.kind} ${account.currency}` }));
}

function personFound(row: { id: string; displayName: string | null; address: string | null }): Found {
  return { kind: 'person', id: row.id, title: [row.displayName, row.address].filter(Boolean).join(' · ') || 'Nobody any more' };
}

const billColumns = { id: bill.id, amountMinor: bill.amountMinor, currency: bill.currency };

function billFound({ id, amountMinor, currency }: Pick<typeof bill.$inferSelect, keyof typeof billColumns>): Found {
  return { kind: 'bill', id, title: `Bill ${billNumber(id)} of ${formatMoney(amountMinor, currency)}` };
}

function paymentFound(row: PaymentLine): Found {
  return { kind: 'payment', id: row.id, title: [row.creator && `to ${row.creator.name}`, row.from].filter(Boolean).join(' · ') };
}
