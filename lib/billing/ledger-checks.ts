import { sql, type SQL } from 'drizzle-orm';
import type { LedgerCheck } from '@/lib/ledger';
import { disputeLedgerChecks } from '@/lib/payments';

/** Finds rows by a query; the checks below differ in nothing else. */
function check(name: string, why: string, query: SQL): LedgerCheck {
  return { name, why, find: async (db) => (await db.execute(query)).rows };
}

/** The id that `deriveId(l.id, name)` of lib/ids answers, reckoned by the database for a line `l`. */
function derived(name: string): SQL {
  const digest = sql`sha256(convert_to(l.id::text, 'UTF8') || '\\x00'::bytea || convert_to(${name}, 'UTF8'))`;
  const bytes = sql`(substring(uuid_send(l.id) from 1 for 6) || substring(${digest} from 7 for 10))`;
  return sql`encode(set_byte(set_byte(${bytes}, 6, (get_byte(${bytes}, 6) & 15) | 112), 8, (get_byte(${bytes}, 8) & 63) | 128), 'hex')::uuid`;
}

/** Whether a line was posted under the id that follows from its own, with its own amount. */
function isPosted(name: string): SQL {
  return sql`exists (select from ledger_transfer t where t.id = ${derived(name)} and t.amount_minor = l.amount_minor)`;
}

/**
 * What `ledger:verify` checks of tabs, bills and their ledger together, both ways: no state without
 * its transfers, no transfers without their state, and nothing twice.
 */
export const billLedgerChecks: readonly LedgerCheck[] = [
  check(
    'a line has its tab and its creator',
    'no foreign key holds them: nobody would owe the line, or be given it',
    sql`select l.id from tab_line l
      where not exists (select from tab t where t.fan_id = l.fan_id and t.currency = l.currency) or not exists (select from creator c where c.id = l.creator_id)`,
  ),
  check(
    'a line on the tab is accrued, and only such a line',
    'a fan owes what the ledger does not know, or the ledger what nobody owes',
    sql`select l.id, l.status from tab_line l where (l.status not in ('waiting', 'dropped')) <> ${isPosted('accrued')}`,
  ),
  check(
    'a line that was undone or given up is taken back, and no other',
    'a line left the tab and its accrual stayed, or the other way round',
    sql`select l.id, l.status from tab_line l
      where (l.status = 'undone') <> ${isPosted('line_undone')} or (l.status = 'written_off') <> ${isPosted('line_written_off')}`,
  ),
  check(
    'a paid bill is collected in the ledger, once',
    'a bill was paid whose sum was never posted under its charge',
    sql`select b.id, p.charge_id, b.amount_minor from bill b join payment p on p.id = b.payment_id
      where b.status = 'paid' and 1 <> (
        select count(*) from ledger_transfer t join ledger_transfer_kind k on k.code = t.kind
        where k.name = 'bill_collected' and t.external_ref = p.charge_id and t.amount_minor = b.amount_minor)`,
  ),
  check(
    'a collected charge has its paid bill',
    'the ledger holds a charge for a bill that is not paid by it',
    sql`select t.id, t.external_ref from ledger_transfer t join ledger_transfer_kind k on k.code = t.kind
      where k.name = 'bill_collected' and t.reverses is null and not exists (
        select from payment p join bill b on b.payment_id = p.id where p.charge_id = t.external_ref and b.status = 'paid')`,
  ),
  check(
    'each creator of a paid bill is given their lines of it',
    'what a bill collected for a creator is not what their lines on it are',
    sql`with line as (
        select l.bill_id, c.ledger_owner as owner, sum(l.amount_minor) as minor
        from tab_line l join creator c on c.id = l.creator_id where l.status = 'collected' group by 1, 2
      ), given as (
        select p.bill_id, a.owner, sum(t.amount_minor) as minor
        from payment p
        join ledger_transfer_kind bk on bk.name = 'bill_collected'
        join ledger_transfer r on r.kind = bk.code and r.external_ref = p.charge_id
        join ledger_transfer_kind lk on lk.name = 'line_collected'
        join ledger_transfer t on t.transaction_id = r.transaction_id and t.kind = lk.code
        join ledger_account a on a.id = t.credit_account
        where p.bill_id is not null group by 1, 2
      )
      select bill_id, owner, line.minor as lines_minor, given.minor as given_minor
      from line full join given using (bill_id, owner) where line.minor is distinct from given.minor`,
  ),
  check(
    'a line is collected exactly when its bill is paid',
    'money was given to a creator for a bill that nobody paid, or kept back from one that was',
    sql`select l.id, l.status, b.status as bill from tab_line l join bill b on b.id = l.bill_id
      where (l.status = 'collected') <> (b.status = 'paid' and l.status <> 'dropped')`,
  ),
  check(
    'what a tab owes is the sum of its open lines',
    'the limit would be held against a wrong sum',
    sql`select t.fan_id, t.currency, t.owed_minor, sum(l.amount_minor) as open_minor
      from tab t left join tab_line l on l.fan_id = t.fan_id and l.currency = t.currency and l.status = 'open'
      group by 1, 2 having t.owed_minor <> coalesce(sum(l.amount_minor), 0)`,
  ),
  check(
    'what a fan owes in the ledger is open or on a bill',
    'the sum over a fan’s lines differs from their account',
    sql`with owed as (
        select f.ledger_owner as owner, l.currency, sum(l.amount_minor) as minor
        from tab_line l join fan f on f.id = l.fan_id where l.status in ('open', 'billed') group by 1, 2
      ), booked as (
        select owner, currency, balance_minor as minor from audit_balance where account_kind = 'fan_tab' and balance_minor <> 0
      )
      select owner, currency, owed.minor as lines_minor, booked.minor as booked_minor
      from owed full join booked using (owner, currency) where owed.minor is distinct from booked.minor`,
  ),
  check(
    'the shares of a bill’s fee sum to it, and its hold ends',
    'creators bear more or less than the processor took, or their money would be held for ever',
    sql`select b.id, b.processor_fee_minor, sum(l.fee_share_minor) as shares_minor from bill b
      join tab_line l on l.bill_id = b.id and l.status = 'collected' left join tip t on t.line_id = l.id
      where b.status = 'paid' group by b.id
      having sum(l.fee_share_minor) is distinct from b.processor_fee_minor
        or bool_or((coalesce(t.held_until, l.held_until) is not null) <> (b.processor_fee_minor is not null))`,
  ),
  check(
    'a refund of a bill that went out is posted, and falls on its lines',
    'money went back to a fan and the ledger, or the lines, do not know',
    sql`select r.id, r.stripe_refund_id, r.amount_minor from refund r join payment p on p.id = r.payment_id
      where p.purpose = 'bill' and r.status = 'succeeded' and (
        r.amount_minor <> (select coalesce(sum(t.amount_minor), 0) from ledger_transfer t where t.transaction_id = r.id)
        or r.amount_minor <> (
          select coalesce(sum(x.held_minor + x.available_minor + x.debt_minor + x.platform_minor), 0) from refund_line x where x.refund_id = r.id))`,
  ),
  check(
    'what of a line went back is what its refunds took',
    'a line says that more or less of it was given back than was',
    sql`select l.id, coalesce(t.refunded_minor, l.refunded_minor) as refunded_minor, x.minor from tab_line l
      left join tip t on t.line_id = l.id
      left join lateral (
        select coalesce(sum(x.amount_minor), 0) as minor from refund_line x join refund r on r.id = x.refund_id
        where x.line_id = l.id and r.status = 'succeeded') x on true
      where l.status = 'collected' and coalesce(t.refunded_minor, l.refunded_minor) <> x.minor`,
  ),
  // A disputed payment is a tip's or a bill's, and no room stands above both.
  ...disputeLedgerChecks,
];
