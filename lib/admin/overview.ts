import { sql } from 'drizzle-orm';
import type { Queryable } from '@/db/client';
import { addDays } from '@/lib/dates';
import { isCurrency, type Currency } from '@/lib/money';

/** What the operator's accounts say of some days, in minor units. */
export type Figures = {
  collectedMinor: number;
  processorFeeMinor: number;
  /** Platform fees and tips for the platform, less what was given back. */
  earnedMinor: number;
  refundedMinor: number;
};

export type CurrencyFigures = { currency: Currency; today: Figures; month: Figures; clearingMinor: number };

const COLLECTING = ['tip_collected', 'platform_tip', 'bill_collected', 'gift_collected'];
const GIVING_BACK = ['refund', 'platform_fee_returned', 'platform_tip_returned', 'refund_returned', 'gift_refunded', 'dispute_opened', 'dispute_won'];

/**
 * Volume and fees by currency: of the current UTC day and of the last thirty, from the day totals of
 * the operator's own accounts, which cost the same however many payments there were.
 *
 * @param now business time
 */
export async function readFigures(db: Queryable, now: Date): Promise<CurrencyFigures[]> {
  const today = now.toISOString().slice(0, 10);
  const first = addDays(now, -29).toISOString().slice(0, 10);
  const { rows } = await db.execute<FigureRow>(sql`
    select a.currency, ak.name as account, tk.name as kind, d.day = ${today}::date as "isToday",
      sum(d.debit_minor)::text as debit, sum(d.credit_minor)::text as credit
    from ledger_account a
    join ledger_account_kind ak on ak.code = a.kind
    join ledger_day d on d.account = a.id and d.day between ${first}::date and ${today}::date
    join ledger_transfer_kind tk on tk.code = d.kind
    where a.owner is null
    group by 1, 2, 3, 4`);
  const clearing = await db.execute<{ currency: string; minor: string }>(sql`
    select a.currency, sum(d.debit_minor - d.credit_minor)::text as minor
    from ledger_account a join ledger_account_kind k on k.code = a.kind and k.name = 'processor_clearing'
    join ledger_day d on d.account = a.id
    where a.owner is null group by 1 order by 1`);
  return clearing.rows.flatMap(({ currency, minor }) => {
    if (!isCurrency(currency)) return [];
    const own = rows.filter((row) => row.currency === currency);
    return [{ currency, today: figuresOf(own.filter((row) => row.isToday)), month: figuresOf(own), clearingMinor: Number(minor) }];
  });
}

type FigureRow = { currency: string; account: string; kind: string; isToday: boolean; debit: string; credit: string };

function figuresOf(rows: FigureRow[]): Figures {
  const net = (account: string, kinds: readonly string[] | null) =>
    rows
      .filter((row) => row.account === account && (kinds === null || kinds.includes(row.kind)))
      .reduce((sum, row) => sum + Number(row.debit) - Number(row.credit), 0);
  return {
    collectedMinor: net('processor_clearing', COLLECTING),
    processorFeeMinor: 0 - net('processor_clearing', ['processor_fee', 'processor_cost']),
    earnedMinor: 0 - net('platform_fees', null) - net('platform_tips', null),
    refundedMinor: 0 - net('processor_clearing', GIVING_BACK),
  };
}

/** Counts above this are not counted on; the page says "more than". */
export const COUNT_MAX = 10_000;

/** Something that waits or went wrong: how much of it, and since when the oldest. */
export type Waiting = { count: number; oldestAt: Date | null };
export type Health = {
  failedToday: number;
  failedMonth: number;
  refunds: Waiting;
  refundsFailed: number;
  gaps: Waiting;
  outbox: Waiting;
  mailsFailed: number;
  inbox: Waiting;
  inboxParked: number;
  suspendedPeople: number;
  reports: Waiting;
  appeals: Waiting;
  /** Limits against card testing that ask for a proof or block. */
  attacks: Waiting;
  /** Disputes that nobody has answered. */
  disputes: Waiting;
  /** Payouts that wait for an admin. */
  payouts: Waiting;
};

/**
 * What needs a look. Each figure is read from the index of exactly the rows it counts.
 *
 * @param now business time, for payments; what waits in queues is as old as the machine's clock says
 */
export async function readHealth(db: Queryable, now: Date): Promise<Health> {
  const count = (rows: ReturnType<typeof sql>) => sql`(select count(*)::int from (${rows} limit ${COUNT_MAX}) as counted)`;
  const oldest = (column: ReturnType<typeof sql>) => sql`(extract(epoch from (${column})) * 1000)::float8`;
  const { rows } = await db.execute<HealthRow>(sql`select
    ${count(sql`select 1 from payment where status = 'failed' and created_at > ${addDays(now, -1).toISOString()}::timestamptz`)} as "failedToday",
    ${count(sql`select 1 from payment where status = 'failed' and created_at > ${addDays(now, -30).toISOString()}::timestamptz`)} as "failedMonth",
    ${count(sql`select 1 from refund where status in ('asked', 'pending')`)} as refunds,
    ${oldest(sql`select min(created_at) from refund where status in ('asked', 'pending')`)} as "refundsAt",
    ${count(sql`select 1 from refund where status = 'failed' and created_at > ${addDays(now, -30).toISOString()}::timestamptz`)} as "refundsFailed",
    ${count(sql`select 1 from reconcile_gap where closed_at is null`)} as gaps,
    ${oldest(sql`select min(found_at) from reconcile_gap where closed_at is null`)} as "gapsAt",
    ${count(sql`select 1 from mail_message where state = 'waiting'`)} as outbox,
    ${oldest(sql`select min(created_at) from (select created_at from mail_message where state = 'waiting' limit ${COUNT_MAX}) as counted`)} as "outboxAt",
    ${count(sql`select 1 from mail_message where state = 'failed'`)} as "mailsFailed",
    ${count(sql`select 1 from webhook_event where state = 'waiting'`)} as inbox,
    ${oldest(sql`select min(received_at) from (select received_at from webhook_event where state = 'waiting' limit ${COUNT_MAX}) as counted`)} as "inboxAt",
    ${count(sql`select 1 from webhook_event where state = 'parked'`)} as "inboxParked",
    ${count(sql`select 1 from person where status = 'suspended'`)} as "suspendedPeople",
    ${count(sql`select 1 from report where status = 'open'`)} as reports,
    ${oldest(sql`select min(created_at) from report where status = 'open'`)} as "reportsAt",
    ${count(sql`select 1 from appeal where status = 'open'`)} as appeals,
    ${oldest(sql`select min(created_at) from appeal where status = 'open'`)} as "appealsAt",
    ${count(sql`select 1 from card_measure where until > now() and lifted_at is null and step <> 'slow'`)} as attacks,
    ${oldest(sql`select min(began_at) from card_measure where until > now() and lifted_at is null and step <> 'slow'`)} as "attacksAt",
    ${count(sql`select 1 from dispute d where d.closed_at is null and d.status in ('needs_response', 'warning_needs_response') and not exists (select from dispute_answer a where a.dispute_id = d.id and a.stage = case when d.status like 'warning%' then 'inquiry' else 'dispute' end)`)} as disputes,
    ${oldest(sql`select min(d.opened_at) from dispute d where d.closed_at is null and d.status in ('needs_response', 'warning_needs_response') and not exists (select from dispute_answer a where a.dispute_id = d.id and a.stage = case when d.status like 'warning%' then 'inquiry' else 'dispute' end)`)} as "disputesAt",
    ${count(sql`select 1 from payout where status in ('requested', 'in_review', 'on_hold')`)} as payouts,
    ${oldest(sql`select min(requested_at) from payout where status in ('requested', 'in_review', 'on_hold')`)} as "payoutsAt"`);
  const [row] = rows;
  const waiting = (found: number | undefined, at: number | null | undefined): Waiting => ({ count: found ?? 0, oldestAt: at == null ? null : new Date(at) });
  return {
    failedToday: row?.failedToday ?? 0,
    failedMonth: row?.failedMonth ?? 0,
    refunds: waiting(row?.refunds, row?.refundsAt),
    refundsFailed: row?.refundsFailed ?? 0,
    gaps: waiting(row?.gaps, row?.gapsAt),
    outbox: waiting(row?.outbox, row?.outboxAt),
    mailsFailed: row?.mailsFailed ?? 0,
    inbox: waiting(row?.inbox, row?.inboxAt),
    inboxParked: row?.inboxParked ?? 0,
    suspendedPeople: row?.suspendedPeople ?? 0,
    reports: waiting(row?.reports, row?.reportsAt),
    appeals: waiting(row?.appeals, row?.appealsAt),
    attacks: waiting(row?.attacks, row?.attacksAt),
    disputes: waiting(row?.disputes, row?.disputesAt),
    payouts: waiting(row?.payouts, row?.payoutsAt),
  };
}

type HealthRow = Record<'failedToday' | 'failedMonth' | 'refunds' | 'refundsFailed' | 'gaps' | 'outbox' | 'mailsFailed' | 'inbox' | 'inboxParked' | 'suspendedPeople' | 'reports' | 'appeals' | 'attacks' | 'disputes' | 'payouts', number>
  & Record<'refundsAt' | 'gapsAt' | 'outboxAt' | 'inboxAt' | 'reportsAt' | 'appealsAt' | 'attacksAt' | 'disputesAt' | 'payoutsAt', number | null>;
