import { sql, type SQL } from 'drizzle-orm';
import type { LedgerCheck } from '@/lib/ledger';

/** Finds rows by a query; the checks below differ in nothing else. */
function check(name: string, why: string, query: SQL): LedgerCheck {
  return { name, why, find: async (db) => (await db.execute(query)).rows };
}

/** Where a creator's money is written beside the ledger: on tips, and on the lines of pledges. */
const incomes = sql`(
  select creator_id, currency, held_minor, available_minor from tip
  union all select creator_id, currency, held_minor, available_minor from tab_line where kind <> 'tip') income`;

/**
 * What `ledger:verify` checks of tips and their ledger together, both ways: no state without its
 * transfers, no transfers without their state, and what tips say is held is what is held.
 */
export const tipLedgerChecks: readonly LedgerCheck[] = [
  check(
    'a received tip is collected in the ledger',
    'a tip was shown as received whose gross was never posted under its charge',
    sql`select t.id, p.charge_id, t.gross_minor from tip t join payment p on p.id = t.payment_id
      where t.status in ('received', 'refunded', 'disputed') and not exists (
        select from ledger_transfer l join ledger_transfer_kind k on k.code = l.kind
        where k.name = 'tip_collected' and l.external_ref = p.charge_id and l.amount_minor = t.gross_minor)`,
  ),
  check(
    'a collected charge has its tip',
    'the ledger holds a charge that no received tip stands behind',
    sql`select l.id, l.external_ref from ledger_transfer l join ledger_transfer_kind k on k.code = l.kind
      where k.name = 'tip_collected' and l.reverses is null and not exists (
        select from payment p join tip t on t.payment_id = p.id
        where p.charge_id = l.external_ref and t.status in ('received', 'refunded', 'disputed'))`,
  ),
  check(
    'a known fee is posted',
    'a receipt shows an actual fee that was never posted under its balance transaction',
    sql`select p.id, p.balance_transaction_id, p.processor_fee_minor from payment p
      where p.fee_state = 'known' and p.processor_fee_minor > 0 and p.processor_fee_minor <> (
        select coalesce(sum(l.amount_minor), 0) from ledger_transfer l
        where l.transaction_id in (
          select r.transaction_id from ledger_transfer_kind k
          join ledger_transfer r on r.kind = k.code and r.external_ref = p.balance_transaction_id
          where k.name = 'processor_fee'))`,
  ),
  check(
    'a refund that went out is posted',
    'money went back to a fan and the ledger does not know',
    sql`select r.id, r.stripe_refund_id, r.amount_minor from refund r join payment p on p.id = r.payment_id
      where p.purpose = 'tip' and r.status = 'succeeded' and r.amount_minor <> (
        select coalesce(sum(l.amount_minor), 0) from ledger_transfer l where l.transaction_id = r.id)`,
  ),
  check(
    'a tip on a tab stands where its line does',
    'a tip was shown whose bill was not paid, or hidden although it was, or its sum differs',
    sql`select t.id, t.status, l.status as line_status from tip t join tab_line l on l.id = t.line_id
      where l.kind <> 'tip' or l.amount_minor <> t.gross_minor or l.creator_id <> t.creator_id
        or (l.status = 'collected') <> (t.status in ('received', 'refunded', 'disputed'))
        or (l.status in ('undone', 'dropped', 'written_off')) <> (t.status = 'dropped')`,
  ),
  check(
    'a line of a tip has its tip',
    'a fan owes for a tip that is not there',
    sql`select l.id from tab_line l where l.kind = 'tip' and not exists (select from tip t where t.line_id = l.id)`,
  ),
  check(
    'what tips and pledge days hold is what is held',
    'the sum over a creator’s tips and lines differs from their account',
    sql`select c.id, s.currency, s.held_minor, b.balance_minor from creator c
      join (select creator_id, currency, sum(held_minor) as held_minor from ${incomes} group by 1, 2) s on s.creator_id = c.id
      left join audit_balance b on b.owner = c.ledger_owner and b.account_kind = 'creator_held' and b.currency = s.currency
      where s.held_minor + coalesce(b.balance_minor, 0) <> 0`,
  ),
  check(
    'what tips and pledge days made available is available',
    'the sum over a creator’s tips and lines differs from their account',
    sql`select c.id, s.currency, s.available_minor, b.balance_minor from creator c
      join (select creator_id, currency, sum(available_minor) as available_minor from ${incomes} group by 1, 2) s on s.creator_id = c.id
      left join audit_balance b on b.owner = c.ledger_owner and b.account_kind = 'creator_available' and b.currency = s.currency
      where s.available_minor + coalesce(b.balance_minor, 0) <> 0`,
  ),
  check(
    'a tip whose fee is known knows when its hold is over',
    'its money would be held for ever',
    sql`select t.id from tip t join payment p on p.id = t.payment_id
      where t.status in ('received', 'refunded', 'disputed') and (p.fee_state = 'known') <> (t.held_until is not null)`,
  ),
];
