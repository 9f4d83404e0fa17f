import { sql } from 'drizzle-orm';
import { fansOf, rowsOf, type Holdings } from './holding';

/** What somebody gives on a tab. */
export const tabs: Holdings = {
  fan: {
    onDeletion: 'emptied',
    why: 'the tab is cut from you: its bills and the books lead to a random number of nobody, and the payment company deletes you as its customer',
    own: (s) => rowsOf(sql`status, time_zone, billing_day, wants_notice, created_at, proven_at`, sql`from fan where person_id = ${s.personId} order by created_at`),
  },
  card: {
    onDeletion: 'emptied',
    why: 'the card is removed here and at the payment company; nothing says which one it was',
    own: (s) => rowsOf(sql`brand, last4, exp_month, exp_year, country, is_default, status, added_at, removed_at`, sql`from card where fan_id in (${fansOf(s)}) order by added_at`),
  },
  card_setup: {
    onDeletion: 'removed',
    why: 'visits to the page that saves a card',
    own: (s) => rowsOf(sql`currency, status, created_at, settled_at`, sql`from card_setup where fan_id in (${fansOf(s)}) order by created_at`),
  },
  fan_consent: {
    onDeletion: 'kept',
    why: 'proof that you agreed to be charged, which card networks and the law want kept; it names nobody',
    own: (s) => rowsOf(sql`version, body, currency, ceiling_minor, accepted_at`, sql`from fan_consent where fan_id in (${fansOf(s)}) order by accepted_at`),
  },
  tab: {
    onDeletion: 'kept',
    why: 'limits and sums, leading to nobody',
    own: (s) => rowsOf(sql`currency, limit_minor, cap_minor, owed_minor, small_bills, next_bill_on, paused_at, created_at`, sql`from tab where fan_id in (${fansOf(s)}) order by currency`),
  },
  pledge: {
    onDeletion: 'kept',
    why: 'they end; that somebody pledged stays in the creator’s books, without saying who',
    own: (s) => rowsOf(
      sql`c.handle as page, t.name as tier, p.amount_minor, p.currency, p.status, p.paid_until, p.created_at, p.started_at, p.ended_at, p.ended_reason`,
      sql`from pledge p join creator c on c.id = p.creator_id join tier t on t.id = p.tier_id where p.fan_id in (${fansOf(s)}) order by p.created_at`,
    ),
  },
  entitlement: {
    onDeletion: 'kept',
    why: 'they are closed: nothing is open to you any more',
    own: (s) => rowsOf(
      sql`c.handle as page, t.name as tier, e.reason, e.starts_on, e.ends_on, e.closed_at`,
      sql`from entitlement e join creator c on c.id = e.creator_id join tier t on t.id = e.tier_id where e.fan_id in (${fansOf(s)}) order by e.starts_on`,
    ),
  },
  bill: {
    onDeletion: 'kept',
    why: 'the law wants books kept; it leads to nobody',
    own: (s) => rowsOf(
      sql`id, cause, billing_on, status, currency, amount_minor, line_count, processor_fee_minor, failure_code, created_at, paid_at, written_off_at`,
      sql`from bill where fan_id in (${fansOf(s)}) order by created_at`,
    ),
  },
  tab_line: {
    onDeletion: 'kept',
    why: 'what each bill was for, leading to nobody',
    own: (s) => rowsOf(
      sql`l.id, l.bill_id, c.handle as page, l.kind, l.amount_minor, l.currency, l.dated, l.from_on, l.until_on, l.status, l.created_at, l.collected_at`,
      sql`from tab_line l join creator c on c.id = l.creator_id where l.fan_id in (${fansOf(s)}) order by l.created_at`,
    ),
  },
};
