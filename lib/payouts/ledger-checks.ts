import { sql, type SQL } from 'drizzle-orm';
import type { LedgerCheck } from '@/lib/ledger';

/** Finds rows by a query; the checks below differ in nothing else. */
function check(name: string, why: string, query: SQL): LedgerCheck {
  return { name, why, find: async (db) => (await db.execute(query)).rows };
}

/** Where payouts write beside the ledger what of which gift they hold or sent. */
const incomes = sql`(
  select id, creator_id, currency, payout_id, reserved_minor, paid_minor, 'tip' as kind from tip
  union all select id, creator_id, currency, payout_id, reserved_minor, paid_minor, 'line' from tab_line) income`;

const open = sql`('requested', 'in_review', 'on_hold', 'approved')`;
const posted = (kind: string) => sql`(
  select coalesce(sum(t.amount_minor), 0) from ledger_transfer t join ledger_transfer_kind k on k.code = t.kind
  where k.name = ${sql.raw(`'${kind}'`)} and t.external_ref = p.stripe_transfer_id)`;

/**
 * What `ledger:verify` checks of payouts and their ledger together, both ways: what is open is
 * reserved, what was sent is posted, and each is the sum of its lines.
 */
export const payoutLedgerChecks: readonly LedgerCheck[] = [
  check(
    'what open payouts hold is what is reserved',
    'the sum over a creator’s open payouts differs from their account',
    sql`with held as (
        select c.ledger_owner as owner, p.currency, sum(p.amount_minor) as minor
        from payout p join creator c on c.id = p.creator_id where p.status in ${open} group by 1, 2
      ), booked as (
        select owner, currency, -balance_minor as minor from audit_balance where account_kind = 'creator_reserved' and balance_minor <> 0
      )
      select owner, currency, held.minor as payouts_minor, booked.minor as booked_minor
      from held full join booked using (owner, currency) where held.minor is distinct from booked.minor`,
  ),
  check(
    'an open payout is the sum of what its lines reserve, and nothing else is reserved',
    'money was promised twice, or lies where nobody will send it',
    sql`with held as (
        select payout_id as id, sum(reserved_minor) as minor from ${incomes} where payout_id is not null group by 1
      )
      select coalesce(p.id, held.id) as id, p.status, p.amount_minor, held.minor as lines_minor
      from (select * from payout where status in ${open}) p full join held on held.id = p.id
      where p.amount_minor is distinct from held.minor`,
  ),
  check(
    'a payout is the sum of the lines it names, all of its creator and currency',
    'a statement would not sum, or somebody was paid with another’s money',
    sql`select p.id, p.amount_minor, sum(x.amount_minor) as lines_minor from payout p
      left join payout_line x on x.payout_id = p.id
      left join ${incomes} on income.id = coalesce(x.tip_id, x.line_id)
      group by p.id
      having p.amount_minor is distinct from sum(x.amount_minor)
        or bool_or((income.creator_id, income.currency) is distinct from (p.creator_id, p.currency))`,
  ),
  check(
    'what lines say was paid is what payouts sent and did not get back',
    'a line counts as paid that never left, or the other way round',
    sql`select income.id, income.paid_minor, x.minor as sent_minor from ${incomes}
      left join lateral (
        select sum(l.amount_minor - l.returned_minor) as minor from payout_line l join payout p on p.id = l.payout_id
        where coalesce(l.tip_id, l.line_id) = income.id and p.stripe_transfer_id is not null) x on true
      where income.paid_minor <> coalesce(x.minor, 0)`,
  ),
  check(
    'a payout that was sent is posted under its transfer, once',
    'money left and the ledger does not know, or knows another sum',
    sql`select p.id, p.stripe_transfer_id, p.amount_minor from payout p
      where p.stripe_transfer_id is not null and p.amount_minor <> ${posted('payout_sent')}`,
  ),
  check(
    'a transfer in the ledger has its payout',
    'the ledger says that money left for which nobody asked',
    // What left before a restore and has no payout in these books is its creator's debt instead.
    sql`select t.id, t.external_ref from ledger_transfer t join ledger_transfer_kind k on k.code = t.kind
      join ledger_account a on a.id = t.debit_account join ledger_account_kind ak on ak.code = a.kind
      where k.name = 'payout_sent' and t.reverses is null and ak.name <> 'creator_debt'
        and not exists (select from payout p where p.stripe_transfer_id = t.external_ref)`,
  ),
  check(
    'a payout that left, or will, was let go by an admin who is not its creator',
    'money left, or will, that nobody else approved',
    sql`select p.id, p.status from payout p
      where p.status in ('approved', 'sent', 'paid') and not exists (
        select from payout_approval a join creator c on c.id = p.creator_id where a.payout_id = p.id and a.admin_id is distinct from c.person_id)
        -- Who approved what left after the backup of restored books was known to the lost ones only.
        and not exists (select from audit_log l where l.subject_kind = 'payout' and l.subject_id = p.id::text and l.action = 'payout.recovered')`,
  ),
  check(
    'what came back of payouts is posted',
    'a transfer was taken back and the ledger does not know, or the lines do not',
    sql`with back as (
        select c.ledger_owner as owner, p.currency, sum(x.returned_minor) as minor
        from payout_line x join payout p on p.id = x.payout_id join creator c on c.id = p.creator_id
        where x.returned_minor > 0 group by 1, 2
      ), booked as (
        select a.owner, a.currency, sum(d.credit_minor) as minor from ledger_day d
        join ledger_transfer_kind k on k.code = d.kind and k.name = 'payout_returned'
        join ledger_account a on a.id = d.account where a.owner is not null group by 1, 2
      )
      select owner, currency, back.minor as lines_minor, booked.minor as booked_minor
      from back full join booked using (owner, currency) where back.minor is distinct from booked.minor`,
  ),
];
