-- The ledger (DESIGN.md 5, lib/ledger/README.md).
--
-- One immutable row per movement of money, debit to credit. The rows are the truth; the day totals
-- and the floored balances beside them are kept by triggers of the very same INSERT, so nothing
-- that writes a transfer can forget them, whoever it is.

-- ---------------------------------------------------------------------------------------------
-- The chart, as data. lib/ledger/chart.ts is the same table in code; a test compares the two.
-- ---------------------------------------------------------------------------------------------

-- Codes are smallints because they stand in every transfer, its index and every day total.
create table ledger_account_kind (
  code smallint primary key check (code between 1 and 255),
  name text not null unique,
  class text not null check (class in ('asset', 'liability', 'income', 'expense')),
  -- Owned accounts belong to an alias (a fan's or a creator's); the others are the operator's own.
  owned boolean not null,
  -- A floored account keeps its balance in one row that may never fall below zero.
  floored boolean not null
);

create table ledger_transfer_kind (
  code smallint primary key,
  name text not null unique
);

-- Which account kinds a transfer of a kind may debit and credit. What is not here is refused.
create table ledger_rule (
  transfer_kind smallint not null references ledger_transfer_kind (code),
  debit_kind smallint not null references ledger_account_kind (code),
  credit_kind smallint not null references ledger_account_kind (code),
  primary key (transfer_kind, debit_kind, credit_kind)
);

insert into ledger_account_kind (code, name, class, owned, floored) values
  (1, 'processor_clearing', 'asset', false, false),
  (2, 'fan_tab', 'asset', true, false),
  (3, 'creator_debt', 'asset', true, true),
  (4, 'creator_accrued', 'liability', true, false),
  (5, 'creator_held', 'liability', true, false),
  (6, 'creator_available', 'liability', true, true),
  (7, 'creator_reserved', 'liability', true, true),
  (8, 'gift_credit', 'liability', true, true),
  (9, 'platform_fees', 'income', false, false),
  (10, 'platform_tips', 'income', false, false),
  (11, 'processor_costs', 'expense', false, false),
  (12, 'write_offs', 'expense', false, false);

insert into ledger_transfer_kind (code, name) values
  (1, 'tip_collected'),
  (2, 'processor_fee'),
  (3, 'platform_fee'),
  (4, 'platform_tip'),
  (5, 'line_accrued'),
  (6, 'line_undone'),
  (7, 'line_written_off'),
  (8, 'bill_collected'),
  (9, 'line_collected'),
  (10, 'hold_released'),
  (11, 'debt_repaid'),
  (12, 'payout_reserved'),
  (13, 'payout_released'),
  (14, 'payout_sent'),
  (15, 'payout_returned'),
  (16, 'processor_cost'),
  (17, 'refund'),
  (18, 'platform_fee_returned'),
  (19, 'platform_tip_returned'),
  (20, 'dispute_opened'),
  (21, 'dispute_won'),
  (22, 'debt_written_off'),
  (23, 'gift_collected'),
  (24, 'gift_redeemed'),
  (25, 'gift_spent'),
  (26, 'gift_refunded');

insert into ledger_rule (transfer_kind, debit_kind, credit_kind)
select t.code, d.code, c.code
from (values
  ('tip_collected', 'processor_clearing', 'creator_held'),
  ('processor_fee', 'creator_held', 'processor_clearing'),
  ('processor_fee', 'creator_available', 'processor_clearing'),
  ('processor_fee', 'creator_debt', 'processor_clearing'),
  ('processor_fee', 'processor_costs', 'processor_clearing'),
  ('platform_fee', 'creator_held', 'platform_fees'),
  ('platform_tip', 'processor_clearing', 'platform_tips'),
  ('line_accrued', 'fan_tab', 'creator_accrued'),
  ('line_undone', 'creator_accrued', 'fan_tab'),
  ('line_written_off', 'creator_accrued', 'fan_tab'),
  ('bill_collected', 'processor_clearing', 'fan_tab'),
  ('line_collected', 'creator_accrued', 'creator_held'),
  ('hold_released', 'creator_held', 'creator_available'),
  ('debt_repaid', 'creator_available', 'creator_debt'),
  ('payout_reserved', 'creator_available', 'creator_reserved'),
  ('payout_released', 'creator_reserved', 'creator_available'),
  ('payout_sent', 'creator_reserved', 'processor_clearing'),
  ('payout_returned', 'processor_clearing', 'creator_available'),
  ('processor_cost', 'processor_costs', 'processor_clearing'),
  ('refund', 'creator_held', 'processor_clearing'),
  ('refund', 'creator_available', 'processor_clearing'),
  ('refund', 'creator_debt', 'processor_clearing'),
  ('platform_fee_returned', 'platform_fees', 'processor_clearing'),
  ('platform_tip_returned', 'platform_tips', 'processor_clearing'),
  ('dispute_opened', 'creator_held', 'processor_clearing'),
  ('dispute_opened', 'creator_available', 'processor_clearing'),
  ('dispute_opened', 'creator_debt', 'processor_clearing'),
  ('dispute_won', 'processor_clearing', 'creator_available'),
  ('debt_written_off', 'write_offs', 'creator_debt'),
  ('gift_collected', 'processor_clearing', 'gift_credit'),
  ('gift_redeemed', 'gift_credit', 'gift_credit'),
  ('gift_spent', 'gift_credit', 'fan_tab'),
  ('gift_spent', 'gift_credit', 'creator_held'),
  ('gift_refunded', 'gift_credit', 'processor_clearing')
) as rule (transfer_kind, debit_kind, credit_kind)
join ledger_transfer_kind t on t.name = rule.transfer_kind
join ledger_account_kind d on d.name = rule.debit_kind
join ledger_account_kind c on c.name = rule.credit_kind;

-- ---------------------------------------------------------------------------------------------
-- Tables
-- ---------------------------------------------------------------------------------------------

-- An account's id follows from what it is (a UUIDv8 over kind, owner and currency), so two writers
-- that need a new account at the same instant mean the same row, and no lookup comes before a
-- transfer. lib/ledger/account-id.ts computes the same bytes. It begins with the kind's code (one
-- byte) and the currency (three letters), so the chart, the floors and the currency of a transfer
-- are held without reading its accounts.
create function ledger_account_id(kind smallint, owner uuid, currency text) returns uuid
language sql immutable parallel safe as $$
  select encode(
    set_byte('\x00'::bytea, 0, kind) || currency::bytea
      || set_byte(set_byte(digest, 2, get_byte(digest, 2) & 15 | 128), 4, get_byte(digest, 4) & 63 | 128),
    'hex')::uuid
  from (
    select substr(sha256(
      ('tuppence:' || kind || ':' || coalesce(owner::text, '') || ':' || currency)::bytea
    ), 1, 12) as digest
  ) as hashed
$$;

create function ledger_account_kind_of(account uuid) returns smallint
language sql immutable parallel safe
as $$ select get_byte(uuid_send(account), 0)::smallint $$;

create function ledger_account_currency_of(account uuid) returns text
language sql immutable parallel safe
as $$ select encode(substr(uuid_send(account), 2, 3), 'escape') $$;

-- The owner is a random alias; who stands behind it is kept elsewhere and can be erased there
-- while the books stay whole (SECURITY.md 7.1).
create table ledger_account (
  id uuid primary key,
  owner uuid,
  created_at timestamptz not null default now(),
  kind smallint not null references ledger_account_kind (code),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  constraint ledger_account_is_one_per_owner unique nulls not distinct (owner, kind, currency),
  constraint ledger_account_id_is_derived check (id = ledger_account_id(kind, owner, currency))
);

-- The columns stand in order of alignment, so that a row has no padding: a tip's two transfers,
-- their indexes and day totals fit in 700 bytes.
create table ledger_transfer (
  -- Minted and stored by the caller before the first attempt: the id is the idempotency key.
  id uuid not null,
  -- The transfers of one business event, written together or not at all.
  transaction_id uuid not null,
  debit_account uuid not null,
  credit_account uuid not null,
  -- The upper limit is what a JavaScript number holds exactly.
  amount_minor bigint not null
    constraint ledger_transfer_amount check (amount_minor between 1 and 9007199254740991),
  -- Business time, from the caller's clock; `created_at` is the machine's.
  happened_at timestamptz not null,
  created_at timestamptz not null default now(),
  kind smallint not null,
  currency text not null,
  -- The processor's object id: on one transfer of a transaction, NULL on its others. The pattern
  -- keeps personal data out: no address, no name with a space fits in. (As a bounded repeat it
  -- would cost a tenth of every posting.)
  external_ref text
    constraint ledger_transfer_external_ref check (
      length(external_ref) between 1 and 120 and external_ref !~ '[^A-Za-z0-9_.:-]'),
  -- The transfer that this one takes back: same kind and amount, accounts swapped.
  reverses uuid,
  constraint ledger_transfer_pkey primary key (id),
  constraint ledger_transfer_external_ref_once unique (kind, external_ref),
  constraint ledger_transfer_moves check (debit_account <> credit_account),
  -- Both accounts are in the transfer's currency. That they exist is held by the day totals, which
  -- the same insert writes: their foreign key is checked once a day instead of for every transfer,
  -- which took more than a quarter of a posting and a row lock on every account, ours included.
  constraint ledger_transfer_currency check (
    ledger_account_currency_of(debit_account) = currency
    and ledger_account_currency_of(credit_account) = currency),
  constraint ledger_transfer_reverses foreign key (reverses) references ledger_transfer (id)
);

create index ledger_transfer_transaction on ledger_transfer (transaction_id);
-- Nothing is taken back twice.
create unique index ledger_transfer_reversed_once on ledger_transfer (reverses)
  where reverses is not null;

-- The balance of a floored account in its natural sign (what is owed to the creator, what the
-- creator owes us). The row is the lock that makes two spenders take turns.
create table ledger_balance (
  account uuid primary key references ledger_account (id),
  balance_minor bigint not null
    constraint ledger_balance_floor check (balance_minor between 0 and 9007199254740991)
) with (fillfactor = 80);

-- What moved on an account in one UTC day by one kind of transfer. `slot` lets writers that meet
-- on a hot account each add to a row of their own; a total is the sum over the slots. Kept small
-- and with free space in the page, because its rows are updated in place all day long.
create table ledger_day (
  account uuid not null references ledger_account (id),
  debit_minor bigint not null,
  credit_minor bigint not null,
  day date not null,
  kind smallint not null,
  slot smallint not null,
  primary key (account, day, kind, slot)
) with (fillfactor = 85, autovacuum_vacuum_scale_factor = 0.05);

-- ---------------------------------------------------------------------------------------------
-- What every new row sets in motion. SECURITY DEFINER: the app's role may insert a transfer but
-- cannot touch the totals. Index lookups only: the transition table has no statistics, and a plan
-- made while the ledger was empty must not scan it when it is full.
-- ---------------------------------------------------------------------------------------------

create function ledger_account_opened() returns trigger
language plpgsql security definer
set search_path = public, pg_temp
as $$
begin
  if exists (
    select from opened o join ledger_account_kind k on k.code = o.kind
    where k.owned <> (o.owner is not null)
  ) then
    raise exception 'an owned account needs its owner, an account of the operator has none'
      using errcode = 'check_violation';
  end if;
  insert into ledger_balance (account, balance_minor)
  select o.id, 0 from opened o join ledger_account_kind k on k.code = o.kind where k.floored;
  return null;
end $$;

create trigger ledger_account_opened after insert on ledger_account
  referencing new table as opened
  for each statement execute function ledger_account_opened();

create function ledger_transfer_posted() returns trigger
language plpgsql security definer
set search_path = public, pg_temp
set plan_cache_mode = force_generic_plan
set enable_hashjoin = off set enable_mergejoin = off set enable_seqscan = off
set enable_material = off set enable_bitmapscan = off set jit = off
as $$
declare
  floored_kinds smallint[] := array(select code from ledger_account_kind k where k.floored);
  floored uuid[];
  nets bigint[];
  changed int;
begin
  -- The chart: a kind moves money only between the account kinds it was made for. A reversal
  -- moves it back the same way.
  if exists (
    select from (
      select distinct kind,
        ledger_account_kind_of(case when reverses is null then debit_account else credit_account end) as debit_kind,
        ledger_account_kind_of(case when reverses is null then credit_account else debit_account end) as credit_kind
      from posted
    ) as p
    where not exists (
      select from ledger_rule r
      where (r.transfer_kind, r.debit_kind, r.credit_kind) = (p.kind, p.debit_kind, p.credit_kind))
  ) then
    raise exception 'this kind of transfer may not move money between these accounts'
      using errcode = 'check_violation', constraint = 'ledger_transfer_rule';
  end if;

  if exists (
    select from posted p left join ledger_transfer o on o.id = p.reverses
    where p.reverses is not null and (o.reverses is not null
      or (o.debit_account, o.credit_account, o.amount_minor, o.kind)
        is distinct from (p.credit_account, p.debit_account, p.amount_minor, p.kind))
  ) then
    raise exception 'a reversing transfer takes back exactly one whole transfer'
      using errcode = 'check_violation', constraint = 'ledger_transfer_reversal';
  end if;

  if exists (
    select from posted group by transaction_id having count(external_ref) > 1
  ) then
    raise exception 'one transfer of a transaction carries its external reference'
      using errcode = 'check_violation', constraint = 'ledger_transfer_one_external_ref';
  end if;

  -- The floors. Rows are locked in id order, so that two writers cannot wait for each other.
  select array_agg(n.account order by n.account), array_agg(n.net order by n.account)
  into floored, nets
  from (
    select leg.account, (sum(leg.debit) * case when k.class = 'asset' then 1 else -1 end)::bigint as net
    from (
      select debit_account as account, amount_minor as debit from posted
      union all
      select credit_account, -amount_minor from posted
    ) as leg
    join ledger_account_kind k on k.code = ledger_account_kind_of(leg.account)
    where ledger_account_kind_of(leg.account) = any (floored_kinds)
    group by leg.account, k.class
  ) as n;
  if floored is not null then
    perform from ledger_balance where account = any (floored) order by account for no key update;
    update ledger_balance b set balance_minor = b.balance_minor + n.net
    from unnest(floored, nets) as n (account, net)
    where b.account = n.account and b.account = any (floored) and b.balance_minor + n.net >= 0;
    get diagnostics changed = row_count;
    if changed <> cardinality(floored) then
      raise exception 'the balance of a floored account would fall below zero'
        using errcode = 'check_violation', constraint = 'ledger_balance_floor';
    end if;
  end if;

  -- The day totals: each adds to a row that nobody else is writing at this moment, or to a new
  -- one. Nobody waits, and an account that is not hot has one row.
  with wanted as materialized (
    select account, day, kind, sum(debit)::bigint as debit, sum(credit)::bigint as credit
    from (
      select debit_account as account, (happened_at at time zone 'UTC')::date as day, kind,
        amount_minor as debit, 0 as credit
      from posted
      union all
      select credit_account, (happened_at at time zone 'UTC')::date, kind, 0, amount_minor
      from posted
    ) as leg
    group by account, day, kind
    order by account, day, kind
  ), slotted as materialized (
    select w.*, unlocked.slot
    from wanted w left join lateral (
      select d.slot from ledger_day d
      where d.account = w.account and d.day = w.day and d.kind = w.kind
      order by d.slot limit 1
      for no key update skip locked
    ) as unlocked on true
  )
  insert into ledger_day (account, debit_minor, credit_minor, day, kind, slot)
  -- A random slot: two writers that need a new one at the same instant do not meet.
  select account, debit, credit, day, kind, coalesce(slot, floor(random() * 32768)::int::smallint)
  from slotted
  on conflict (account, day, kind, slot) do update
  set debit_minor = ledger_day.debit_minor + excluded.debit_minor,
    credit_minor = ledger_day.credit_minor + excluded.credit_minor;
  return null;
end $$;

create trigger ledger_transfer_posted after insert on ledger_transfer
  referencing new table as posted
  for each statement execute function ledger_transfer_posted();

-- ---------------------------------------------------------------------------------------------
-- Nothing posted is ever changed
-- ---------------------------------------------------------------------------------------------

create function ledger_is_immutable() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
  raise exception '% on % is refused: what is posted stays; mend it with a reversing transfer',
    tg_op, tg_table_name using errcode = 'restrict_violation';
end $$;

create trigger ledger_transfer_is_immutable before update or delete or truncate on ledger_transfer
  for each statement execute function ledger_is_immutable();
create trigger ledger_account_is_immutable before update or delete or truncate on ledger_account
  for each statement execute function ledger_is_immutable();
create trigger ledger_balance_stays before delete or truncate on ledger_balance
  for each statement execute function ledger_is_immutable();
create trigger ledger_day_stays before delete or truncate on ledger_day
  for each statement execute function ledger_is_immutable();
create trigger ledger_rule_stays before update or delete or truncate on ledger_rule
  for each statement execute function ledger_is_immutable();

-- ---------------------------------------------------------------------------------------------
-- The one writer (called by lib/ledger/post-transfers.ts only)
-- ---------------------------------------------------------------------------------------------

-- Posts transactions in order, as if one after the other, and answers for each one of
-- posted, already_posted, no_funds, id_reused, invalid. A transaction is posted whole or not at
-- all. `groups` gives for each transfer the number (from 1) of its transaction in
-- `transaction_ids`. The caller has checked what can be checked without the database, and has
-- split calls in which one transaction depends on the identity of an earlier one.
create function ledger_post(
  account_ids uuid[], account_kinds smallint[], account_owners uuid[], account_currencies text[],
  transaction_ids uuid[], groups int[], ids uuid[], debits uuid[], credits uuid[],
  amounts bigint[], currencies text[], kinds smallint[], external_refs text[], reversed uuid[],
  happened timestamptz[]
) returns text[]
language plpgsql security definer
set search_path = public, pg_temp
set plan_cache_mode = force_generic_plan
set enable_hashjoin = off set enable_mergejoin = off set enable_seqscan = off
set enable_material = off set enable_bitmapscan = off set jit = off
as $$
declare
  answers text[];
  seen int;
  has_floors boolean := exists (
    select from ledger_account_kind k where k.floored and k.code = any (account_kinds));
  -- Whether an event that is already there must be found before anything else is decided.
  looks_first boolean := has_floors or array_remove(reversed, null) <> '{}';
begin
  if (select count(*) from ledger_account l where l.id = any (account_ids)) < cardinality(account_ids) then
    insert into ledger_account (id, kind, owner, currency)
    select a.id, a.kind, a.owner, a.currency
    from unnest(account_ids, account_kinds, account_owners, account_currencies)
      as a (id, kind, owner, currency)
    order by a.id
    on conflict do nothing;
  end if;

  for attempt in 1..5 loop
    answers := array_fill(null::text, array[cardinality(transaction_ids)]);

    -- Nearly every event is new. It is looked up only where its answer depends on that, or when
    -- one of its transactions is known, or when the insert below met a row that is already there.
    if looks_first or attempt > 1 or exists (
      select from ledger_transfer t where t.transaction_id = any (transaction_ids))
    then
      answers := ledger_answer_known(answers, transaction_ids, groups, ids, debits, credits, amounts,
        kinds, external_refs, reversed);
    end if;

    -- A reversal needs its original, whole, the other way round, and not yet reversed.
    if array_remove(reversed, null) <> '{}' then
      for seen in
        select distinct i.at
        from unnest(groups, debits, credits, amounts, kinds, reversed)
          as i (at, debit, credit, amount, kind, reverses)
        where i.reverses is not null and answers[i.at] is null and not exists (
          select from ledger_transfer o
          where o.id = i.reverses and o.reverses is null
            and o.debit_account = i.credit and o.credit_account = i.debit
            and o.amount_minor = i.amount and o.kind = i.kind
            and not exists (select from ledger_transfer r where r.reverses = o.id))
      loop
        answers[seen] := 'invalid';
      end loop;
    end if;

    if has_floors then
      answers := ledger_answer_funds(answers, groups, debits, credits, amounts);
    end if;
    begin
      insert into ledger_transfer (id, transaction_id, debit_account, credit_account, amount_minor,
        happened_at, kind, currency, external_ref, reverses)
      select i.id, transaction_ids[i.at], i.debit, i.credit, i.amount, i.happened, i.kind,
        i.currency, i.ref, i.reverses
      from unnest(groups, ids, debits, credits, amounts, currencies, kinds, external_refs, reversed,
        happened) as i (at, id, debit, credit, amount, currency, kind, ref, reverses, happened)
      where answers[i.at] is null
      order by i.id;
      return array(
        select coalesce(a.answer, 'posted') from unnest(answers) with ordinality as a (answer, at)
        order by a.at);
    exception when unique_violation then
      -- One of these is already there, or another writer committed it while we waited: look.
      null;
    end;
  end loop;
  -- Only a snapshot that cannot see the other writer's rows gets here (REPEATABLE READ).
  raise exception 'the ledger kept changing underneath' using errcode = 'serialization_failure';
end $$;

-- The two functions below are parts of ledger_post and run with its rights and settings.

-- Looks for what is already there, under its own ids or the processor's, and tells a repeat from a
-- conflict. The same event is the same set of movements: under its own ids those must agree too;
-- found only by the processor's reference (two handlers that each minted ids), the movements
-- decide. `happened_at` is not compared: what was written first stands.
create function ledger_answer_known(
  answers text[], transaction_ids uuid[], groups int[], ids uuid[], debits uuid[], credits uuid[],
  amounts bigint[], kinds smallint[], external_refs text[], reversed uuid[]
) returns text[]
language plpgsql as $$
declare
  -- For each offered transaction the posted one that it may repeat, and whether by its own ids.
  found_in uuid[] := array_fill(null::uuid, array[cardinality(transaction_ids)]);
  by_id boolean[] := array_fill(false, array[cardinality(transaction_ids)]);
  hit record;
  other int;
begin
  for hit in
    select i.at, found.transaction_id, bool_or(found.is_own) as is_own
    from unnest(groups, ids, kinds, external_refs) as i (at, id, kind, ref)
    cross join lateral (
      select t.transaction_id, true as is_own from ledger_transfer t where t.id = i.id
      union all (
        select t.transaction_id, true from ledger_transfer t
        where t.transaction_id = transaction_ids[i.at] limit 1)
      union all
      select t.transaction_id, false from ledger_transfer t
      where t.kind = i.kind and t.external_ref = i.ref
    ) as found
    group by i.at, found.transaction_id
  loop
    if answers[hit.at] is not null
      or (hit.is_own and hit.transaction_id <> transaction_ids[hit.at])
    then
      answers[hit.at] := 'id_reused';
      found_in[hit.at] := null;
    else
      answers[hit.at] := 'already_posted';
      found_in[hit.at] := hit.transaction_id;
      by_id[hit.at] := hit.is_own;
    end if;
  end loop;

  for other in
    select side.at
    from (
      select i.at, 1 as sign, case when by_id[i.at] then i.id end as id, i.debit, i.credit,
        i.amount, i.kind, i.ref, i.reverses
      from unnest(groups, ids, debits, credits, amounts, kinds, external_refs, reversed)
        as i (at, id, debit, credit, amount, kind, ref, reverses)
      where found_in[i.at] is not null
      union all
      select k.at, -1, case when by_id[k.at] then t.id end, t.debit_account, t.credit_account,
        t.amount_minor, t.kind, t.external_ref, t.reverses
      from unnest(found_in) with ordinality as k (transaction_id, at)
      -- OFFSET 0 keeps this a lookup for each: joined freely, a plan made while the table was
      -- empty starts from the table.
      cross join lateral (
        select * from ledger_transfer o where o.transaction_id = k.transaction_id offset 0) as t
    ) as side
    group by side.at, side.id, side.debit, side.credit, side.amount, side.kind, side.ref,
      side.reverses
    having sum(side.sign) <> 0
  loop
    answers[other] := 'id_reused';
  end loop;
  return answers;
end $$;

-- Walks the unanswered transactions in order and answers no_funds where one would leave a floored
-- account below zero. It locks the balances it reads, in id order, until the end of the database
-- transaction, so its word still holds when the transfers are written.
create function ledger_answer_funds(
  answers text[], groups int[], debits uuid[], credits uuid[], amounts bigint[]
) returns text[]
language plpgsql as $$
declare
  accounts uuid[];
  signs int[];
  balances numeric[];
  change record;
  place int;
  enough boolean;
begin
  select array_agg(touched.account order by touched.account),
    array_agg(case when k.class = 'asset' then 1 else -1 end order by touched.account)
  into accounts, signs
  from (
    select i.debit as account from unnest(groups, debits) as i (at, debit)
    where answers[i.at] is null
    union
    select i.credit from unnest(groups, credits) as i (at, credit) where answers[i.at] is null
  ) as touched
  join ledger_account_kind k on k.code = ledger_account_kind_of(touched.account) and k.floored;
  if accounts is null then
    return answers;
  end if;

  balances := array(
    select locked.balance_minor from (
      select b.account, b.balance_minor from ledger_balance b
      where b.account = any (accounts) order by b.account for no key update
    ) as locked order by locked.account);

  for change in
    select leg.at, array_agg(leg.place) as places, array_agg(leg.net) as nets
    from (
      select each_leg.at, each_leg.place, sum(each_leg.net * signs[each_leg.place]) as net
      from (
        select i.at, array_position(accounts, i.debit) as place, i.amount as net
        from unnest(groups, debits, amounts) as i (at, debit, amount)
        union all
        select i.at, array_position(accounts, i.credit), -i.amount
        from unnest(groups, credits, amounts) as i (at, credit, amount)
      ) as each_leg
      where each_leg.place is not null and answers[each_leg.at] is null
      group by each_leg.at, each_leg.place
    ) as leg
    group by leg.at
    order by leg.at
  loop
    enough := true;
    for at in 1..cardinality(change.places) loop
      enough := enough and balances[change.places[at]] + change.nets[at] >= 0;
    end loop;
    if enough then
      for at in 1..cardinality(change.places) loop
        place := change.places[at];
        balances[place] := balances[place] + change.nets[at];
      end loop;
    else
      answers[change.at] := 'no_funds';
    end if;
  end loop;
  return answers;
end $$;

-- ---------------------------------------------------------------------------------------------
-- For auditors, read-only: debits positive, credits negative
-- ---------------------------------------------------------------------------------------------

-- The reference stands on one transfer of a transaction; here every leg shows it.
create view audit_entry as
select
  t.transaction_id,
  tk.name as kind,
  leg.account,
  ak.name as account_kind,
  a.owner,
  t.currency,
  leg.amount_minor,
  coalesce(t.external_ref, (
    select r.external_ref from ledger_transfer r
    where r.transaction_id = t.transaction_id and r.external_ref is not null
    limit 1
  )) as external_ref,
  t.created_at
from ledger_transfer t
cross join lateral (
  values (t.debit_account, t.amount_minor), (t.credit_account, -t.amount_minor)
) as leg (account, amount_minor)
join ledger_account a on a.id = leg.account
join ledger_account_kind ak on ak.code = a.kind
join ledger_transfer_kind tk on tk.code = t.kind;

-- From the day totals, so that it costs the same however many transfers there are;
-- ledger:verify proves it equal to the sum of the entries.
create view audit_balance as
select
  a.id as account,
  k.name as account_kind,
  a.owner,
  a.currency,
  coalesce(d.balance_minor, 0)::bigint as balance_minor
from ledger_account a
join ledger_account_kind k on k.code = a.kind
left join lateral (
  select sum(day.debit_minor - day.credit_minor) as balance_minor
  from ledger_day day where day.account = a.id
) as d on true;

-- ---------------------------------------------------------------------------------------------
-- The app's role: no DDL, INSERT and SELECT only on transfers. A server where this login may not
-- make roles is served by whatever role its operator granted; the triggers hold for that one too.
-- ---------------------------------------------------------------------------------------------

revoke execute on function ledger_post(uuid[], smallint[], uuid[], text[], uuid[], int[], uuid[],
  uuid[], uuid[], bigint[], text[], smallint[], text[], uuid[], timestamptz[]) from public;
revoke execute on function ledger_answer_known(text[], uuid[], int[], uuid[], uuid[], uuid[],
  bigint[], smallint[], text[], uuid[]) from public;
revoke execute on function ledger_answer_funds(text[], int[], uuid[], uuid[], bigint[]) from public;

do $$
begin
  if not exists (select from pg_roles where rolname = 'tuppence_app') then
    begin
      create role tuppence_app nologin;
    exception
      -- Another database of the same server may be making it at this moment.
      when duplicate_object or unique_violation then null;
      when insufficient_privilege then
        raise notice 'role tuppence_app cannot be made here; grants are skipped';
        return;
    end;
  end if;

  grant usage on schema public to tuppence_app;
  revoke create on schema public from tuppence_app;
  grant select on ledger_account_kind, ledger_transfer_kind, ledger_rule, ledger_account,
    ledger_transfer, ledger_balance, ledger_day, audit_entry, audit_balance to tuppence_app;
  grant insert on ledger_account, ledger_transfer to tuppence_app;
  grant execute on function ledger_post(uuid[], smallint[], uuid[], text[], uuid[], int[], uuid[],
    uuid[], uuid[], bigint[], text[], smallint[], text[], uuid[], timestamptz[]) to tuppence_app;
  -- The tables of the later migrations are the app's own to change.
  alter default privileges in schema public
    grant select, insert, update, delete on tables to tuppence_app;
  alter default privileges in schema public grant usage on sequences to tuppence_app;

  begin
    execute format('alter role tuppence_app in database %I set statement_timeout = %L',
      current_database(), '5s');
    execute format('alter role tuppence_app in database %I set lock_timeout = %L',
      current_database(), '2s');
    execute format(
      'alter role tuppence_app in database %I set idle_in_transaction_session_timeout = %L',
      current_database(), '10s');
  exception when insufficient_privilege then
    raise notice 'timeouts of role tuppence_app cannot be set here; set them by hand';
  end;
end $$;
