import { sql } from 'drizzle-orm';
import type { Queryable } from '@/db/client';
import type { Day } from '@/lib/dates';
import type { Currency } from '@/lib/money';
import type { PaidFor } from '@/lib/receipts/input';

/** One thing that a disputed payment was for. Minor units of the payment's currency. */
export type PaidThing = PaidFor & { creatorName: string; handle: string; amountMinor: number };
/** Somebody was here: with which address and device, and what they did. */
export type Access = { at: Date; what: string; address: string | null; network: string; device: string };

/** What we know of a disputed payment: the receipt, who was here before, and what was agreed to. */
export type EvidenceFacts = {
  paymentId: string;
  chargeId: string;
  currency: Currency;
  amountMinor: number;
  paidAt: Date;
  method: string | null;
  last4: string | null;
  payerEmail: string | null;
  billId: string | null;
  things: PaidThing[];
  /** Newest first. */
  access: Access[];
  consent: { version: number; body: string; acceptedAt: Date } | null;
  receiptSentAt: Date | null;
  /** What of it went back to its payer before, oldest first. */
  refunds: { amountMinor: number; at: Date }[];
  /** Payments by the same card before this one that nobody disputed or sent back. */
  earlier: { count: number; firstAt: Date | null };
  /** For whose page, and by whom: they do not decide about it. */
  personIds: string[];
};

/** What the processor's access log may hold; more tells a bank nothing. */
const ACCESS_MOST = 40;

/** Reads all that can be shown to a bank about a payment; null when there is no such payment. */
export async function readEvidence(db: Queryable, paymentId: string): Promise<EvidenceFacts | null> {
  const { rows: [paid] } = await db.execute<PaidRow>(sql`
    select p.id, p.charge_id as charge, p.currency, p.amount_minor::text as minor, p.settled_at::text as settled, p.method, p.card_last4 as last4,
      coalesce(p.payer_email, who.email) as email, p.bill_id as bill, coalesce(f.person_id, p.person_id) as person, b.fan_id as fan
    from payment p left join bill b on b.id = p.bill_id left join fan f on f.id = b.fan_id left join person who on who.id = coalesce(f.person_id, p.person_id)
    where p.id = ${paymentId} and p.charge_id is not null`);
  if (!paid?.settled) return null;
  // One after the other: a transaction has one connection, which answers one at a time.
  const things = await readThings(db, paid);
  const access = await readAccess(db, paid);
  const consent = await readConsent(db, paid);
  const sent = await readReceiptMail(db, paid);
  const earlier = await readEarlier(db, paid);
  const refunds = await readRefunds(db, paid);
  return {
    paymentId: paid.id, chargeId: paid.charge, currency: paid.currency, amountMinor: Number(paid.minor), paidAt: new Date(paid.settled),
    method: paid.method, last4: paid.last4, payerEmail: paid.email, billId: paid.bill,
    things: things.map(({ thing }) => thing), access, consent, receiptSentAt: sent, refunds, earlier,
    personIds: [...new Set([paid.person, ...things.map(({ owner }) => owner)].flatMap((id) => id ?? []))],
  };
}

type PaidRow = Record<'id' | 'charge' | 'minor', string> & { currency: Currency } & Record<'settled' | 'method' | 'last4' | 'email' | 'bill' | 'person' | 'fan', string | null>;

async function readThings(db: Queryable, paid: PaidRow) {
  const { rows } = await db.execute<{ kind: PaidFor['kind']; fromOn: Day | null; untilOn: Day | null; name: string; handle: string; minor: string; owner: string | null }>(sql`
    select 'tip' as kind, null as "fromOn", null as "untilOn", c.name, c.handle, t.gross_minor::text as minor, c.person_id as owner
    from tip t join creator c on c.id = t.creator_id where t.payment_id = ${paid.id}
    union all (
    select l.kind, l.from_on::text, l.until_on::text, c.name, c.handle, l.amount_minor::text, c.person_id
    from tab_line l join creator c on c.id = l.creator_id where l.bill_id = ${paid.bill} and l.status = 'collected' order by l.id)`);
  return rows.map(({ name, minor, owner, ...row }) => ({ owner, thing: { ...row, creatorName: name, amountMinor: Number(minor) } }));
}

const DEEDS: Record<string, string> = {
  sign_in: 'signed in by a link mailed to their address', tip: 'opened the payment page', tab_tip: 'put a tip on their tab',
  pledge: 'pledged to a creator', card: 'saved the card', pay_bill: 'opened the page of a bill',
};

async function readAccess(db: Queryable, paid: PaidRow): Promise<Access[]> {
  const { rows } = await db.execute<{ deed: string; address: string | null; network: string; device: string; at: string }>(sql`
    select deed, address, network, device, happened_at::text as at from origin
    where payment_id = ${paid.id} or fan_id = ${paid.fan} or person_id = ${paid.person}
    order by happened_at desc limit ${ACCESS_MOST}`);
  return rows.map(({ deed, at, ...row }) => ({ ...row, at: new Date(at), what: DEEDS[deed] ?? deed }));
}

async function readConsent(db: Queryable, { fan, settled }: PaidRow): Promise<EvidenceFacts['consent']> {
  const { rows: [row] } = await db.execute<{ version: number; body: string; at: string }>(sql`
    select version, body, accepted_at::text as at from fan_consent where fan_id = ${fan} and accepted_at <= ${settled}::timestamptz order by accepted_at desc limit 1`);
  return row ? { version: row.version, body: row.body, acceptedAt: new Date(row.at) } : null;
}

async function readReceiptMail(db: Queryable, { id, bill }: PaidRow): Promise<Date | null> {
  const keys = [`receipt:${id}`, ...(bill ? [`bill_receipt:${bill}`] : [])];
  const { rows: [row] } = await db.execute<{ at: string }>(sql`
    select sent_at::text as at from mail_message where key = any(${sql.param(keys)}::text[]) and sent_at is not null order by sent_at limit 1`);
  return row ? new Date(row.at) : null;
}

async function readRefunds(db: Queryable, { id }: PaidRow): Promise<EvidenceFacts['refunds']> {
  const { rows } = await db.execute<{ minor: string; at: string }>(sql`
    select amount_minor::text as minor, settled_at::text as at from refund where payment_id = ${id} and status = 'succeeded' and settled_at is not null order by settled_at, id`);
  return rows.map(({ minor, at }) => ({ amountMinor: Number(minor), at: new Date(at) }));
}

/** The best that can be said against "that was not me": the same card paid before, and nobody minded. */
async function readEarlier(db: Queryable, { id }: PaidRow): Promise<EvidenceFacts['earlier']> {
  const { rows: [row] } = await db.execute<{ count: number; first: string | null }>(sql`
    select count(*)::int as count, min(e.settled_at)::text as first from payment p
    join payment e on e.card_fingerprint = p.card_fingerprint and e.status = 'succeeded' and e.settled_at < p.settled_at
    where p.id = ${id} and not exists (select from dispute d where d.payment_id = e.id)
      and not exists (select from refund r where r.payment_id = e.id and r.status <> 'failed')`);
  return { count: row?.count ?? 0, firstAt: row?.first ? new Date(row.first) : null };
}
