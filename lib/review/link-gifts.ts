import { sql, type SQL } from 'drizzle-orm';
import type { Queryable } from '@/db/client';
import { LARGE_MINOR, NEW_DAYS } from './weights';
import { linkCodes, WINDOW_DAYS, type LinkCode } from './input';

export type Asked = { payoutIds: string[]; now: Date };

/**
 * The gifts that each signal speaks of, in one place: the score counts exactly the rows that the
 * evidence shows. Every part begins at the payouts in question and goes by an index from there.
 */
function linkGifts({ payoutIds, now }: Asked, codes: readonly LinkCode[]): SQL {
  return sql`${basis(payoutIds, now)} ${sql.join(codes.map((code) => parts[code]), sql` union all `)}`;
}

/**
 * Gifts in the days that the review looks at, for each row that stands before it. `offset 0` keeps the
 * planner from turning it into a join of whole tables: each row goes by its index, however many there are.
 */
const gifts = (which: SQL) => sql`cross join lateral (select * from review_gift g where ${which} and g.given_at > s.at and g.given_at <= s.now offset 0) g`;
const each = (rows: SQL) => sql`cross join lateral (${rows} offset 0) x`;

/** What is known of the payouts' pages and owners: their gifts, cards, places and what they gave. */
function basis(payoutIds: string[], now: Date): SQL {
  return sql`with
  s as (select ${now.toISOString()}::timestamptz - make_interval(days => ${WINDOW_DAYS}) as at, ${now.toISOString()}::timestamptz as now),
  asked as materialized (
    select p.id as payout_id, p.creator_id, c.person_id as owner_id, c.created_at as page_since, mail_pattern(o.email) as owner_pattern
    from payout p join creator c on c.id = p.creator_id left join person o on o.id = c.person_id
    where p.id = any(${sql.param(payoutIds)}::uuid[])
  ),
  own_card as materialized (
    select a.payout_id, x.card from asked a ${each(sql`
      select k.fingerprint as card from fan f join card k on k.fan_id = f.id where f.person_id = a.owner_id and k.fingerprint is not null
      union select p.card_fingerprint from payment p where p.person_id = a.owner_id and p.card_fingerprint is not null`)}
  ),
  own_place as materialized (
    select a.payout_id, x.network, x.device from asked a ${each(sql`
      select n.network, n.device from session n where n.person_id = a.owner_id
      union select d.network, d.device from origin d where d.person_id = a.owner_id
      union select d.network, d.device from fan f join origin d on d.fan_id = f.id where f.person_id = a.owner_id`)}
  ),
  given as materialized (
    select a.payout_id, a.owner_id, a.owner_pattern, a.page_since, g.*, g.person_id is not distinct from a.owner_id and g.person_id is not null as is_own
    from asked a cross join s ${gifts(sql`g.creator_id = a.creator_id`)}
  ),
  came_from as materialized (
    select g.payout_id, g.id, x.network, x.device from given g ${each(sql`
      select d.network, d.device from origin d where d.payment_id = g.payment_id and g.fan_id is null
      union select d.network, d.device from origin d where d.fan_id = g.fan_id`)}
  ),
  -- Who gave here and owns a page, and to which pages this owner gave.
  gave_here as materialized (
    select distinct g.payout_id, x.page_id, g.person_id from given g ${each(sql`select c.id as page_id from creator c where c.person_id = g.person_id`)} where not g.is_own
  ),
  went_to as materialized (
    select distinct a.payout_id, g.creator_id as page_id from asked a cross join s ${gifts(sql`g.person_id = a.owner_id`)} where g.creator_id <> a.creator_id
  ),
  in_ring as materialized (
    select h.payout_id, h.person_id from gave_here h join went_to w on w.payout_id = h.payout_id and w.page_id = h.page_id
    union
    select h.payout_id, h.person_id from went_to w cross join s ${each(sql`select mid.person_id from creator mid where mid.id = w.page_id`)} ${gifts(sql`g.person_id = x.person_id`)}
    join gave_here h on h.payout_id = w.payout_id and h.page_id = g.creator_id
  ),
  many_names as materialized (
    select k.payout_id, k.card, count(distinct g.giver)::int as givers, count(distinct g.creator_id)::int as pages
    from (select distinct payout_id, card from given where card is not null) k cross join s ${gifts(sql`g.card = k.card`)}
    group by 1, 2 having count(distinct g.giver) > 1
  ),
  many_addresses as materialized (
    select payout_id, mail_pattern(email) as pattern from given where email is not null group by 1, 2 having count(distinct email) > 1
  )`;
}

const COLUMNS = sql`g.payout_id, g.id, g.kind, g.given_at, g.amount_minor, g.currency, g.giver, g.email, g.person_id, g.payment_id, g.bill_id, g.last4, g.card`;
const loose = (code: LinkCode, more: SQL, note: SQL = sql`null::text`) => sql`select ${code}::text as code, ${note} as note, ${COLUMNS} from given g ${more}`;

const parts: Record<LinkCode, SQL> = {
  own_account: loose('own_account', sql`where g.is_own`),
  own_card: loose('own_card', sql`join own_card k on k.payout_id = g.payout_id and k.card = g.card where not g.is_own`),
  own_mailbox: loose('own_mailbox', sql`where not g.is_own and mail_pattern(g.email) = g.owner_pattern`),
  own_device: loose('own_device', sql`where not g.is_own and exists (
    select from came_from f join own_place o on o.payout_id = f.payout_id and o.network = f.network and o.device = f.device
    where f.payout_id = g.payout_id and f.id = g.id and f.network not in ('', 'unknown') and f.device <> '')`),
  own_network: loose('own_network', sql`where not g.is_own and exists (
    select from came_from f join own_place o on o.payout_id = f.payout_id and o.network = f.network
    where f.payout_id = g.payout_id and f.id = g.id and f.network not in ('', 'unknown'))
    and not exists (
    select from came_from f join own_place o on o.payout_id = f.payout_id and o.network = f.network and o.device = f.device
    where f.payout_id = g.payout_id and f.id = g.id and f.device <> '')`),
  // A card of the owner's is told as that.
  shared_card: loose('shared_card', sql`join many_names m on m.payout_id = g.payout_id and m.card = g.card
    where not exists (select from own_card k where k.payout_id = g.payout_id and k.card = g.card)`, sql`m.givers || ' names on ' || m.pages || case m.pages when 1 then ' page' else ' pages' end`),
  same_mailbox: loose('same_mailbox', sql`join many_addresses m on m.payout_id = g.payout_id and m.pattern = mail_pattern(g.email)`),
  ring: loose('ring', sql`where exists (select from in_ring r where r.payout_id = g.payout_id and r.person_id = g.person_id)`),
  large_anonymous: loose('large_anonymous', sql`cross join s
    where g.visibility = 'anonymous' and g.amount_minor >= ${LARGE_MINOR} and g.page_since > s.now - make_interval(days => ${NEW_DAYS})`),
};

/** How much of a page's income a signal speaks of. */
export type LinkFact = { payoutId: string; code: LinkCode; gifts: number; minor: number; givers: number; cards: number };

/** For each payout and signal the gifts that it speaks of, counted; nothing for a signal without any. */
export async function countLinks(db: Queryable, asked: Asked): Promise<LinkFact[]> {
  const { rows } = await db.execute<Omit<LinkFact, 'minor'> & { minor: string }>(sql`
    select payout_id as "payoutId", code, count(*)::int as gifts, sum(amount_minor)::text as minor,
      count(distinct giver)::int as givers, count(distinct card)::int as cards
    from (${linkGifts(asked, linkCodes)}) found group by 1, 2`);
  return rows.map((row) => ({ ...row, minor: Number(row.minor) }));
}

export type LinkGift = {
  id: string;
  kind: string;
  givenAt: Date;
  amountMinor: number;
  currency: string;
  email: string | null;
  /** What the giver called themselves on it. */
  name: string | null;
  personId: string | null;
  paymentId: string;
  billId: string | null;
  last4: string | null;
  note: string | null;
};

/** The gifts behind one signal of one payout, the newest first, and at most so many. */
export async function listLinkGifts(db: Queryable, { payoutId, now }: { payoutId: string; now: Date }, code: LinkCode, most: number): Promise<LinkGift[]> {
  const { rows } = await db.execute<Omit<LinkGift, 'givenAt' | 'amountMinor'> & { at: number; minor: string }>(sql`
    select id, kind, extract(epoch from given_at)::float8 * 1000 as at, amount_minor::text as minor, currency, email,
      coalesce((select t.display_name from tip t where t.id = found.id), (select t.display_name from tip t where t.line_id = found.id)) as name,
      person_id as "personId", payment_id as "paymentId", bill_id as "billId", last4, note
    from (${linkGifts({ payoutIds: [payoutId], now }, [code])}) found order by given_at desc, id desc limit ${most}`);
  return rows.map(({ at, minor, ...row }) => ({ ...row, givenAt: new Date(at), amountMinor: Number(minor) }));
}
