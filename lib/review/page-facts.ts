import { sql } from 'drizzle-orm';
import type { Queryable } from '@/db/client';
import { balancesOf } from '@/lib/ledger';
import type { Currency } from '@/lib/money';
import { WINDOW_DAYS } from './input';
import type { Asked } from './link-gifts';

/** What a page took in the days that the review looks at, in the payout's currency. */
export type IncomeFact = {
  payoutId: string;
  gifts: number;
  minor: number;
  givers: number;
  /** Gifts of which the card is known. */
  withCard: number;
  /** What the one who gave most gave. */
  topMinor: number;
  refunded: number;
  refundedMinor: number;
  disputed: number;
  /** Gifts of which a bank says that they may be fraud. */
  warned: number;
  /** The last seven days, and a usual week of the eight before. */
  weekMinor: number;
  usualWeekMinor: number;
  /** Whole weeks that the page took money before the last seven days, eight at most. */
  weeksBefore: number;
};

const WARNED = sql`exists (select from fraud_warning w where w.payment_id = g.payment_id)`;
const DISPUTED = sql`exists (select from dispute d where d.payment_id = g.payment_id and d.status in ('needs_response', 'under_review', 'won', 'lost'))`;

/** What each payout's page took in, from whom, and what of it went back. */
export async function incomeFacts(db: Queryable, { payoutIds, now }: Asked): Promise<IncomeFact[]> {
  const at = now.toISOString();
  const { rows } = await db.execute<Record<Exclude<keyof IncomeFact, 'payoutId'>, string> & { payoutId: string }>(sql`
    with given as materialized (
      select p.id as payout_id, g.amount_minor, g.refunded_minor, g.giver, g.card, g.given_at, ${DISPUTED} as is_disputed, ${WARNED} as is_warned
      from payout p cross join lateral (
        select * from review_gift g where g.creator_id = p.creator_id and g.currency = p.currency
          and g.given_at > ${at}::timestamptz - make_interval(days => ${WINDOW_DAYS}) and g.given_at <= ${at}::timestamptz offset 0
      ) g where p.id = any(${sql.param(payoutIds)}::uuid[])
    ), of_giver as (
      select payout_id, giver, count(*) as gifts, count(card) as with_card, sum(amount_minor) as minor,
        count(*) filter (where refunded_minor > 0) as refunded, sum(refunded_minor) as refunded_minor, count(*) filter (where is_disputed) as disputed, count(*) filter (where is_warned) as warned,
        sum(amount_minor) filter (where given_at > ${at}::timestamptz - interval '7 days') as week,
        sum(amount_minor) filter (where given_at <= ${at}::timestamptz - interval '7 days' and given_at > ${at}::timestamptz - interval '63 days') as before,
        min(given_at) as first
      from given group by 1, 2
    )
    select payout_id as "payoutId", sum(gifts) as gifts, sum(minor) as minor, count(*) as givers, sum(with_card) as "withCard", max(minor) as "topMinor",
      sum(refunded) as refunded, sum(refunded_minor) as "refundedMinor", sum(disputed) as disputed, sum(warned) as warned, coalesce(sum(week), 0) as "weekMinor",
      coalesce(sum(before), 0) / greatest(1, weeks) as "usualWeekMinor", weeks as "weeksBefore"
    from (select *, least(8, greatest(0, floor((extract(epoch from ${at}::timestamptz - min(first) over (partition by payout_id)) / 86400 - 7) / 7))) as weeks from of_giver) each
    group by payout_id, weeks`);
  return rows.map(({ payoutId, ...sums }) => ({
    payoutId, gifts: Number(sums.gifts), minor: Number(sums.minor), givers: Number(sums.givers), withCard: Number(sums.withCard), topMinor: Number(sums.topMinor),
    refunded: Number(sums.refunded), refundedMinor: Number(sums.refundedMinor), disputed: Number(sums.disputed), warned: Number(sums.warned),
    weekMinor: Number(sums.weekMinor), usualWeekMinor: Math.round(Number(sums.usualWeekMinor)), weeksBefore: Number(sums.weeksBefore),
  }));
}

/** What is known of a payout's page and of the account that it goes to. */
export type PageFact = {
  payoutId: string;
  pageSince: Date;
  /** Payouts that went out before, and those that an admin denied. */
  paid: number;
  denied: number;
  accountStatus: string | null;
  accountSince: Date | null;
  accountChangedAt: Date | null;
  /** Other pages that are paid to an account of the same bank with the same last digits, by name. */
  sharedWith: string[];
  openReports: number;
  fraudReports: number;
  suspensions: number;
  debtMinor: number;
};

type PageRow = Omit<PageFact, 'pageSince' | 'accountSince' | 'accountChangedAt' | 'debtMinor'> & {
  pageAt: number; accountAt: number | null; changedAt: number | null; owner: string; currency: Currency;
};

/** What is known of each payout's page, its account, and what happened before. */
export async function pageFacts(db: Queryable, { payoutIds }: Asked): Promise<PageFact[]> {
  const ms = (column: ReturnType<typeof sql>) => sql`extract(epoch from ${column})::float8 * 1000`;
  const { rows } = await db.execute<PageRow>(sql`
    select p.id as "payoutId", ${ms(sql`c.created_at`)} as "pageAt", c.ledger_owner as owner, p.currency,
      (select count(*)::int from payout b where b.creator_id = p.creator_id and b.status in ('sent', 'paid') and b.id <> p.id) as paid,
      (select count(*)::int from payout b where b.creator_id = p.creator_id and b.status = 'denied' and b.id <> p.id) as denied,
      a.status as "accountStatus", ${ms(sql`a.first_active_at`)} as "accountAt", ${ms(sql`a.changed_at`)} as "changedAt",
      coalesce((select array_agg(o.name order by o.name) from payout_account s join creator o on o.id = s.creator_id
        where s.destination = a.destination and s.country = a.country and s.creator_id <> a.creator_id), '{}') as "sharedWith",
      (select count(*)::int from report r where r.creator_id = c.id and r.status = 'open') as "openReports",
      (select count(*)::int from report r where r.creator_id = c.id and r.status = 'open' and r.kind = 'fraud') as "fraudReports",
      (select count(*)::int from suspension s where s.creator_id = c.id) as suspensions
    from payout p join creator c on c.id = p.creator_id left join payout_account a on a.creator_id = c.id
    where p.id = any(${sql.param(payoutIds)}::uuid[])`);
  const debts = await balancesOf(db, rows.map(({ owner, currency }) => ({ kind: 'creator_debt', owner, currency })));
  return rows.map(({ pageAt, accountAt, changedAt, owner: _owner, currency: _currency, ...row }, at) => ({
    ...row,
    pageSince: new Date(pageAt),
    accountSince: accountAt === null ? null : new Date(accountAt),
    accountChangedAt: changedAt === null ? null : new Date(changedAt),
    debtMinor: debts[at] ?? 0,
  }));
}
