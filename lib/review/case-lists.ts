import { sql } from 'drizzle-orm';
import type { Queryable } from '@/db/client';
import type { Currency } from '@/lib/money';
import { maskEmail } from '@/lib/mail';
import { WINDOW_DAYS } from './input';

const LINES_SHOWN = 8;
const GIVERS_SHOWN = 5;
const GIFTS_SHOWN = 8;

export type CaseGift = {
  id: string; kind: string; givenAt: Date; amountMinor: number; currency: Currency;
  /** As much of who gave as an admin sees without asking: an account's name, or a masked address. */
  who: string; message: string | null; visibility: string; refundedMinor: number; paymentId: string; billId: string | null;
};

type GiftRow = Omit<CaseGift, 'givenAt' | 'amountMinor' | 'who' | 'refundedMinor'> & { at: number; minor: string; refunded: string; name: string | null; email: string | null };

const GIFT = sql`g.id, g.kind, extract(epoch from g.given_at)::float8 * 1000 as at, g.amount_minor::text as minor, g.currency, o.display_name as name, g.email,
  g.visibility, g.refunded_minor::text as refunded, g.payment_id as "paymentId", g.bill_id as "billId"`;

/** The newest gifts of a page. */
export async function listLatestGifts(db: Queryable, { creatorId, now }: { creatorId: string; now: Date }): Promise<CaseGift[]> {
  const { rows } = await db.execute<GiftRow>(sql`
    select ${GIFT}, t.message from (
      select * from review_gift where creator_id = ${creatorId} and given_at <= ${now.toISOString()}::timestamptz
        and given_at > ${now.toISOString()}::timestamptz - make_interval(days => ${WINDOW_DAYS})
      order by given_at desc, id desc limit ${GIFTS_SHOWN}
    ) g left join person o on o.id = g.person_id left join tip t on t.id = g.id or t.line_id = g.id
    order by g.given_at desc, g.id desc`);
  return rows.map(readGift);
}

function readGift({ at, minor, refunded, name, email, ...row }: GiftRow): CaseGift {
  return { ...row, givenAt: new Date(at), amountMinor: Number(minor), refundedMinor: Number(refunded), who: name ?? (email ? maskEmail(email) : 'Somebody') };
}

/** With the payment of their newest gift: of guests whose addresses look alike it tells one from another. */
export type Giver = { who: string; personId: string | null; gifts: number; minor: number; lastAt: Date; paymentId: string; billId: string | null };

/** Who gave a page most in the days that the review looks at. */
export async function listGivers(db: Queryable, { creatorId, currency, now }: { creatorId: string; currency: Currency; now: Date }): Promise<Giver[]> {
  const { rows } = await db.execute<{ name: string | null; email: string | null; personId: string | null; gifts: number; minor: string; at: number; paymentId: string; billId: string | null }>(sql`
    select o.display_name as name, top.*, extract(epoch from top.last)::float8 * 1000 as at from (
      select max(email) as email, (array_agg(person_id order by given_at desc) filter (where person_id is not null))[1] as "personId",
        (array_agg(payment_id order by given_at desc, id))[1] as "paymentId", (array_agg(bill_id order by given_at desc, id))[1] as "billId",
        count(*)::int as gifts, sum(amount_minor)::text as minor, max(given_at) as last
      from review_gift where creator_id = ${creatorId} and currency = ${currency} and given_at <= ${now.toISOString()}::timestamptz
        and given_at > ${now.toISOString()}::timestamptz - make_interval(days => ${WINDOW_DAYS})
      group by giver order by sum(amount_minor) desc, giver limit ${GIVERS_SHOWN}
    ) top left join person o on o.id = top."personId" order by top.minor::bigint desc, top.email`);
  return rows.map(({ name, email, minor, at, personId, gifts, paymentId, billId }) => ({
    who: name ?? (email ? maskEmail(email) : 'Somebody'), personId, gifts, minor: Number(minor), lastAt: new Date(at), paymentId, billId,
  }));
}

export type PayoutLine = { id: string; kind: string; givenAt: Date; grossMinor: number; amountMinor: number; paymentId: string | null; billId: string | null };

const TAKEN = sql`payout_line x left join tip t on t.id = x.tip_id left join tab_line l on l.id = coalesce(x.line_id, t.line_id)`;

/** The newest gifts that a payout takes, with what of each arrives. */
export async function listPayoutLines(db: Queryable, payoutId: string): Promise<PayoutLine[]> {
  const { rows } = await db.execute<Omit<PayoutLine, 'givenAt' | 'grossMinor' | 'amountMinor'> & { at: number; gross: string; minor: string }>(sql`
    select coalesce(x.tip_id, x.line_id) as id, coalesce(l.kind, 'tip') as kind, extract(epoch from coalesce(t.received_at, l.collected_at))::float8 * 1000 as at,
      coalesce(t.gross_minor, l.amount_minor)::text as gross, x.amount_minor::text as minor, t.payment_id as "paymentId", l.bill_id as "billId"
    from ${TAKEN} where x.payout_id = ${payoutId} order by coalesce(t.received_at, l.collected_at) desc, 1 limit ${LINES_SHOWN}`);
  return rows.map(({ at, gross, minor, ...row }) => ({ ...row, givenAt: new Date(at), grossMinor: Number(gross), amountMinor: Number(minor) }));
}

/** How many gifts a payout takes, and what they were before fees and refunds. */
export async function countPayoutLines(db: Queryable, payoutId: string): Promise<{ lines: number; grossMinor: number }> {
  const { rows } = await db.execute<{ lines: number; gross: string }>(sql`
    select count(*)::int as lines, coalesce(sum(coalesce(t.gross_minor, l.amount_minor)), 0)::text as gross from ${TAKEN} where x.payout_id = ${payoutId}`);
  return { lines: rows[0]?.lines ?? 0, grossMinor: Number(rows[0]?.gross ?? 0) };
}
