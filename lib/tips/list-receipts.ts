import { sql, type SQL } from 'drizzle-orm';
import type { Queryable } from '@/db/client';
import type { Currency } from '@/lib/money';
import { disputeStatusOf, standingOf as standing, type DisputeStanding } from '@/lib/payments';

/** One payment of a person, as the list of their receipts says it. */
export type ReceiptRow = {
  paymentId: string;
  /** Business time: collected, or promised while it is not. */
  at: Date;
  creator: { name: string; handle: string };
  status: 'paid' | 'on_its_way' | 'failed' | 'refunded' | 'partly_refunded' | 'disputed' | 'charged_back';
  chargedMinor: number;
  /** What the person's bank does or did about it; null when it never asked. */
  dispute: DisputeStanding | null;
  /** What of it has come back to the person, or lies with their bank. */
  refundedMinor: number;
  currency: Currency;
};

/** What one year came to in one currency. */
export type YearSum = { currency: Currency; receipts: number; chargedMinor: number; refundedMinor: number };

/** A page of receipts, and the payments between which it lies. */
export type ReceiptPage = { rows: ReceiptRow[]; newer: string | null; older: string | null };

type Where = { personId: string; year: number | null; timeZone: string };
/** The last payment of the page before, or the first of the page after; a key, not a number. */
export type ReceiptCursor = { beyond: string; direction: 'older' | 'newer' } | null;

/**
 * A page of a person's receipts, newest first: what was collected, is promised by a bank, or was
 * promised and failed. It walks an index by key, so the last page costs what the first does. A
 * payment of somebody else as the key finds nothing.
 */
export async function listReceipts(db: Queryable, where: Where, cursor: ReceiptCursor, limit: number): Promise<ReceiptPage> {
  const back = cursor?.direction === 'newer';
  const found = await readRows(db, where, sql`
    ${cursor ? sql`and (p.created_at, p.id) ${back ? sql`>` : sql`<`} (
      select created_at, id from payment where id = ${cursor.beyond} and person_id = ${where.personId})` : sql``}
    order by p.created_at ${back ? sql`asc` : sql`desc`}, p.id ${back ? sql`asc` : sql`desc`} limit ${limit + 1}`);
  const more = found.length > limit;
  const rows = back ? found.slice(0, limit).reverse() : found.slice(0, limit);
  const [first, last] = [rows[0]?.paymentId ?? null, rows.at(-1)?.paymentId ?? null];
  return {
    rows,
    newer: (back ? more : cursor !== null) ? first : null,
    older: (back ? true : more) ? last : null,
  };
}

/** All receipts of one year, or of all years, oldest first, for a file. */
export async function receiptsOfYear(db: Queryable, where: Where): Promise<ReceiptRow[]> {
  return readRows(db, where, sql`order by p.created_at, p.id`);
}

/** One receipt of a person's own; null for a payment that is not theirs, or not there. */
export async function findOwnReceipt(db: Queryable, personId: string, paymentId: string): Promise<ReceiptRow | null> {
  const [row] = await readRows(db, { personId, year: null, timeZone: 'UTC' }, sql`and p.id = ${paymentId}`);
  return row ?? null;
}

/** What each year came to, newest first. What came back counts in the year of its payment. */
export async function sumReceiptsByYear(
  db: Queryable,
  { personId, timeZone }: { personId: string; timeZone: string },
): Promise<{ year: number; sums: YearSum[] }[]> {
  const { rows } = await db.execute<{ year: number; currency: Currency; receipts: number; charged: string; refunded: string }>(sql`
    select ${yearIn(timeZone)} as year, p.currency, count(*)::int as receipts, sum(p.amount_minor) as charged,
      sum(${refundedOf}) as refunded
    from payment p
    where p.person_id = ${personId} and p.purpose = 'tip' and p.status = 'succeeded'
    group by 1, 2 order by 1 desc, 2`);
  const years = [...new Set(rows.map((row) => row.year))];
  return years.map((year) => ({
    year,
    sums: rows.filter((row) => row.year === year).map(({ currency, receipts, charged, refunded }) => ({
      currency, receipts, chargedMinor: Number(charged), refundedMinor: Number(refunded),
    })),
  }));
}

type Raw = {
  id: string; at: Date; name: string; handle: string; status: string; charged: string; refunded: string; disputed: string; dispute: Parameters<typeof standing>[0]; currency: Currency;
};

/** The year is that of the day on which the money was collected, on the clock of the person. */
function yearIn(timeZone: string): SQL {
  return sql`extract(year from coalesce(p.settled_at, p.created_at) at time zone ${timeZone})::int`;
}

const refundedOf = sql`coalesce((select sum(r.amount_minor) from refund r where r.payment_id = p.id and r.status = 'succeeded'), 0)
  + coalesce((select b.disputed_minor from tip b where b.payment_id = p.id), 0)`;

async function readRows(db: Queryable, { personId, year, timeZone }: Where, rest: SQL): Promise<ReceiptRow[]> {
  const { rows } = await db.execute<Raw>(sql`
    select p.id, coalesce(p.settled_at, p.created_at) as at, c.name, c.handle, p.status,
      p.amount_minor as charged, ${refundedOf} as refunded, t.disputed_minor as disputed, ${disputeStatusOf(sql`p.id`)} as dispute, p.currency
    from payment p join tip t on t.payment_id = p.id join creator c on c.id = t.creator_id
    where p.person_id = ${personId} and p.status in ('succeeded', 'processing', 'failed')
    ${year === null ? sql`` : sql`and ${yearIn(timeZone)} = ${year}`}
    ${rest}`);
  return rows.map(toRow);
}

function toRow(raw: Raw): ReceiptRow {
  const dispute = standing(raw.dispute);
  const [chargedMinor, refundedMinor] = [Number(raw.charged), Number(raw.refunded)];
  return {
    paymentId: raw.id,
    at: new Date(raw.at),
    creator: { name: raw.name, handle: raw.handle },
    dispute,
    status: Number(raw.disputed) > 0 && dispute !== 'in_part' ? (dispute === 'lost' ? 'charged_back' : 'disputed') : statusOf(raw.status, chargedMinor, refundedMinor),
    chargedMinor,
    refundedMinor,
    currency: raw.currency,
  };
}

function statusOf(payment: string, chargedMinor: number, refundedMinor: number): ReceiptRow['status'] {
  if (payment === 'failed') return 'failed';
  if (payment === 'processing') return 'on_its_way';
  if (refundedMinor === 0) return 'paid';
  return refundedMinor < chargedMinor ? 'partly_refunded' : 'refunded';
}
