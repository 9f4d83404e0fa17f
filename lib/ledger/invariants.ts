/**
 * What must be true of the whole ledger (DESIGN.md 5, Audit; SECURITY.md INV-1 … INV-10), each as
 * a query that finds the rows for which it is not. Every query reads the transfers themselves, so
 * nothing derived can vouch for itself. The last ones look at the guards: a trigger that somebody
 * disabled is a finding even while the sums still agree.
 */
export type LedgerInvariant = { name: string; why: string; find: string };

/** Every leg of every transfer, from the raw rows: debits positive, credits negative. */
const LEGS = `(
  select id, transaction_id, debit_account as account, kind, currency, happened_at,
    amount_minor as debit_minor, 0::bigint as credit_minor from ledger_transfer
  union all
  select id, transaction_id, credit_account, kind, currency, happened_at,
    0::bigint, amount_minor from ledger_transfer)`;

const TRIGGERS: readonly [table: string, name: string][] = [
  ['ledger_account', 'ledger_account_opened'],
  ['ledger_account', 'ledger_account_is_immutable'],
  ['ledger_transfer', 'ledger_transfer_posted'],
  ['ledger_transfer', 'ledger_transfer_is_immutable'],
  ['ledger_balance', 'ledger_balance_stays'],
  ['ledger_day', 'ledger_day_stays'],
];

const CONSTRAINTS: readonly [table: string, name: string][] = [
  ['ledger_account', 'ledger_account_id_is_derived'],
  ['ledger_account', 'ledger_account_is_one_per_owner'],
  ['ledger_transfer', 'ledger_transfer_pkey'],
  ['ledger_transfer', 'ledger_transfer_external_ref_once'],
  ['ledger_transfer', 'ledger_transfer_amount'],
  ['ledger_transfer', 'ledger_transfer_currency'],
  ['ledger_transfer', 'ledger_transfer_external_ref'],
  ['ledger_transfer', 'ledger_transfer_moves'],
  ['ledger_balance', 'ledger_balance_floor'],
  ['ledger_day', 'ledger_day_account_fkey'],
];

const rows = (guards: readonly (readonly [string, string])[]) =>
  guards.map(([table, name]) => `('${table}', '${name}')`).join(', ');

export const INVARIANTS: readonly LedgerInvariant[] = [
  {
    name: 'transaction_balances',
    why: 'per transaction and currency the legs sum to zero',
    find: `select transaction_id, currency, sum(amount_minor)::text as sum_minor
      from audit_entry group by transaction_id, currency having sum(amount_minor) <> 0`,
  },
  {
    name: 'currency_balances',
    why: 'per currency all balances sum to zero',
    find: `select currency, sum(balance_minor)::text as sum_minor
      from audit_balance group by currency having sum(balance_minor) <> 0`,
  },
  {
    name: 'transfer_is_whole',
    why: 'amounts are exact integers above zero and both accounts exist in the transfer\'s currency',
    find: `select t.id, t.amount_minor::text as amount_minor, t.currency,
        d.currency as debit_currency, c.currency as credit_currency
      from ledger_transfer t
      left join ledger_account d on d.id = t.debit_account
      left join ledger_account c on c.id = t.credit_account
      where t.amount_minor not between 1 and 9007199254740991
        or d.currency is distinct from t.currency or c.currency is distinct from t.currency
        or t.debit_account = t.credit_account`,
  },
  {
    name: 'transfer_follows_the_chart',
    why: 'a kind of transfer moves money only between the account kinds made for it',
    find: `select t.id, t.kind, d.kind as debit_kind, c.kind as credit_kind, t.reverses
      from ledger_transfer t
      join ledger_account d on d.id = t.debit_account
      join ledger_account c on c.id = t.credit_account
      left join ledger_rule r on r.transfer_kind = t.kind
        and r.debit_kind = case when t.reverses is null then d.kind else c.kind end
        and r.credit_kind = case when t.reverses is null then c.kind else d.kind end
      where r.transfer_kind is null`,
  },
  {
    name: 'reversal_takes_back_one_transfer',
    why: 'a reversal has the kind and amount of its original, its accounts swapped, and is the only one',
    find: `select t.id, t.reverses
      from ledger_transfer t left join ledger_transfer o on o.id = t.reverses
      where t.reverses is not null and (
        o.reverses is not null or (o.debit_account, o.credit_account, o.amount_minor, o.kind)
          is distinct from (t.credit_account, t.debit_account, t.amount_minor, t.kind))
      union all
      select null, reverses from ledger_transfer where reverses is not null
      group by reverses having count(*) > 1`,
  },
  {
    name: 'id_is_unique',
    why: 'a transfer id stands once, even if an index were corrupt',
    find: `select id, count(*)::int as times from ledger_transfer group by id having count(*) > 1`,
  },
  {
    name: 'external_ref_stands_once',
    why: 'a processor object has one effect per kind and stands on one transfer of a transaction',
    find: `select kind, external_ref, null::uuid as transaction_id, count(*)::int as times
      from ledger_transfer where external_ref is not null
      group by kind, external_ref having count(*) > 1
      union all
      select null, null, transaction_id, count(external_ref)::int
      from ledger_transfer group by transaction_id having count(external_ref) > 1`,
  },
  {
    name: 'account_is_what_it_says',
    why: 'an account has the id of its content, an owner if its kind has owners, one row',
    find: `select a.id, a.kind, a.owner, a.currency
      from ledger_account a left join ledger_account_kind k on k.code = a.kind
      where k.code is null or k.owned <> (a.owner is not null)
        or a.id <> ledger_account_id(a.kind, a.owner, a.currency)`,
  },
  {
    name: 'day_totals_equal_transfers',
    why: 'what a day total says moved is what the transfers of that day moved',
    find: `select account, day, kind, day_debit::text, real_debit::text, day_credit::text,
        real_credit::text
      from (
        select account, (happened_at at time zone 'UTC')::date as day, kind,
          sum(debit_minor) as real_debit, sum(credit_minor) as real_credit
        from ${LEGS} as leg group by 1, 2, 3
      ) as truth
      full join (
        select account, day, kind, sum(debit_minor) as day_debit, sum(credit_minor) as day_credit
        from ledger_day group by 1, 2, 3
      ) as kept using (account, day, kind)
      where real_debit is distinct from day_debit or real_credit is distinct from day_credit`,
  },
  {
    name: 'floored_balance_equals_transfers',
    why: 'a kept balance is the sum of its transfers, and every floored account keeps one',
    find: `select a.id as account, b.balance_minor::text as kept_minor, s.real_minor::text
      from ledger_account a
      join ledger_account_kind k on k.code = a.kind
      left join ledger_balance b on b.account = a.id
      left join (
        select account, sum(debit_minor - credit_minor) as signed_minor from ${LEGS} as leg
        group by account
      ) as legs on legs.account = a.id
      cross join lateral (select coalesce(
        legs.signed_minor * case when k.class = 'asset' then 1 else -1 end, 0) as real_minor) as s
      where (k.floored and b.balance_minor is distinct from s.real_minor)
        or (not k.floored and b.account is not null)`,
  },
  {
    name: 'nothing_under_its_floor',
    why: 'available, reserved, gift credit and debt are never below zero',
    find: `select a.id as account, k.name as account_kind, s.natural_minor::text
      from ledger_account a
      join ledger_account_kind k on k.code = a.kind and k.floored
      join (
        select account, sum(debit_minor - credit_minor) as signed_minor from ${LEGS} as leg
        group by account
      ) as legs on legs.account = a.id
      cross join lateral (select
        legs.signed_minor * case when k.class = 'asset' then 1 else -1 end as natural_minor) as s
      where s.natural_minor < 0`,
  },
  {
    name: 'audit_balance_equals_entries',
    why: 'what an auditor reads as a balance is the sum of what an auditor reads as entries',
    find: `select account, b.balance_minor::text, e.sum_minor::text
      from audit_balance b
      full join (
        select account, sum(amount_minor) as sum_minor from audit_entry group by account
      ) as e using (account)
      where coalesce(b.balance_minor, 0) <> coalesce(e.sum_minor, 0) or b.account_kind is null`,
  },
  {
    name: 'guards_are_in_place',
    why: 'the triggers and constraints that keep the books are there and in force',
    find: `select guard.table_name, guard.name as missing
      from (values ${rows(TRIGGERS)}) as guard (table_name, name)
      where not exists (
        select from pg_trigger t
        where t.tgrelid = to_regclass(guard.table_name) and t.tgname = guard.name
          and t.tgenabled in ('O', 'A'))
      union all
      select guard.table_name, guard.name
      from (values ${rows(CONSTRAINTS)}) as guard (table_name, name)
      where not exists (
        select from pg_constraint c
        where c.conrelid = to_regclass(guard.table_name) and c.conname = guard.name
          and c.convalidated)`,
  },
];
