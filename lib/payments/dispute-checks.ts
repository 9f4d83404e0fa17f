import { sql, type SQL } from 'drizzle-orm';
import type { LedgerCheck } from '@/lib/ledger';

/** Finds rows by a query; the checks below differ in nothing else. */
function check(name: string, why: string, query: SQL): LedgerCheck {
  return { name, why, find: async (db) => (await db.execute(query)).rows };
}

/** What the transactions of a kind, under a reference, moved. */
const posted = (kind: string, reference: SQL) => sql`(
  select coalesce(sum(t.amount_minor), 0) from ledger_transfer_kind k
  join ledger_transfer r on r.kind = k.code and r.external_ref = ${reference}
  join ledger_transfer t on t.transaction_id = r.transaction_id where k.name = ${sql.raw(`'${kind}'`)})`;

/**
 * What `ledger:verify` checks of disputes and their ledger together: what a bank has is taken from the
 * lines of its payment, and what the dispute itself costs is posted under each movement that took it.
 */
export const disputeLedgerChecks: readonly LedgerCheck[] = [
  check(
    'what a bank has of a payment is what its tip or its lines lack',
    'money is away that nobody gave, or a gift lacks money that nobody has',
    sql`select p.id, d.minor as disputed_minor, x.minor as lines_minor from payment p
      join lateral (select coalesce(sum(taken_minor - excess_minor), 0) as minor, count(*) as disputes
        from dispute where payment_id = p.id) d on d.disputes > 0
      cross join lateral (
        select coalesce(sum(minor), 0) as minor from (
          select t.disputed_minor as minor from tip t where t.payment_id = p.id
          union all
          select coalesce(t.disputed_minor, l.disputed_minor) from tab_line l left join tip t on t.line_id = l.id
          where l.bill_id = p.bill_id and l.status = 'collected') taken) x
      where d.minor <> x.minor`,
  ),
  check(
    'a gift lacks money only because of a dispute',
    'a creator was told that a bank has what it never took',
    sql`select t.id from tip t where t.disputed_minor > 0 and t.payment_id is not null
        and not exists (select from dispute d where d.payment_id = t.payment_id and d.withdrawn_by is not null)
      union all
      select l.id from tab_line l left join tip t on t.line_id = l.id where coalesce(t.disputed_minor, l.disputed_minor) > 0
        and not exists (select from dispute_line x join dispute d on d.id = x.dispute_id where x.line_id = l.id and d.withdrawn_by is not null)`,
  ),
  check(
    'a disputed bill falls on its lines, to the cent',
    'more or less of a bill was taken from its creators than its bank took',
    sql`select d.id, d.taken_minor, d.excess_minor, sum(x.amount_minor) as lines_minor from dispute d
      join payment p on p.id = d.payment_id and p.purpose = 'bill' left join dispute_line x on x.dispute_id = d.id
      group by d.id having d.taken_minor - d.excess_minor <> coalesce(sum(x.amount_minor), 0)`,
  ),
  check(
    'what a bank has is what its movements took, and stands under one transaction',
    'the ledger holds more or less of a dispute than the bank took, or the operator bears what a gift should',
    sql`select d.id, d.taken_minor, d.excess_minor, moved.minor as moved_minor, held.minor as posted_minor, held.excess as posted_excess from dispute d
      cross join lateral (select coalesce(0 - sum(m.amount_minor), 0) as minor from dispute_movement m where m.dispute_id = d.id and m.currency = d.currency) moved
      cross join lateral (
        select coalesce(sum(t.amount_minor), 0) as minor, coalesce(sum(t.amount_minor) filter (where a.kind = k.code), 0) as excess
        from ledger_account_kind k join ledger_transfer t on t.transaction_id = d.posting_id and t.reverses is null
        join ledger_account c on c.id = t.credit_account join ledger_account_kind ck on ck.code = c.kind and ck.name = 'processor_clearing'
        join ledger_account a on a.id = t.debit_account where k.name = 'processor_costs') held
      where d.taken_minor <> held.minor or d.excess_minor <> held.excess or d.excess_minor > d.taken_minor
        -- What came back without having been taken is a person's to book, and is no dispute's.
        or d.taken_minor < moved.minor
        or (d.taken_minor = 0) <> (d.withdrawn_by is null) or (d.taken_minor > 0 and d.posting_id is null)`,
  ),
  check(
    'what a dispute costs is posted, and is the operator’s',
    'the processor took a fee that the ledger does not know',
    sql`select m.transaction_id, m.fee_minor from dispute_movement m join dispute d on d.id = m.dispute_id
      where m.currency = d.currency and m.fee_minor <> ${posted('processor_cost', sql`m.transaction_id`)} - ${posted('processor_cost_returned', sql`m.transaction_id`)}`,
  ),
];
