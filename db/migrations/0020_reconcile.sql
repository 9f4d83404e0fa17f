-- What reconciliation knows (lib/reconcile/README.md): the processor's own record of the operator's
-- balance, how far it and the books agree, and each object for which they do not. And the backups
-- that were taken, so that an old one is noticed before it is needed.

-- Every movement of the operator's balance, as the processor tells it. Nothing here is ours: the rows
-- can be emptied and are read anew. Happened_at is the processor's time, read_at the machine's.
create table balance_record (
  id text primary key,
  -- What it belongs to: a charge, refund, dispute, transfer, payout; its own id where there is nothing.
  object_id text not null,
  type text not null,
  category text not null,
  amount_minor bigint not null,
  fee_minor bigint not null,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  happened_at timestamptz not null,
  read_at timestamptz not null default now(),
  -- The id under which we book it, should it be the operator's own matter; minted before it is posted.
  transaction_id uuid not null,
  -- When all that the processor moved for this object was found in the books, to the cent.
  matched_at timestamptz
);
comment on table balance_record is 'The processor''s record of the operator''s balance, movement by movement.';
create index balance_record_object on balance_record (object_id);
-- Rows come in the order of their time, so a block range is enough for "the last thirty days".
create index balance_record_days on balance_record using brin (happened_at) with (pages_per_range = 16, autosummarize = on);
create index balance_record_unmatched on balance_record (happened_at) where matched_at is null;

-- An object may move in two currencies (its own and the one it settled in), each a difference.
alter table reconcile_gap
  drop constraint reconcile_gap_pkey,
  add primary key (object_id, currency),
  -- What the processor and the books say of this object, signed; amount_minor is the one less the other.
  add column processor_minor bigint not null default 0,
  add column ledger_minor bigint not null default 0,
  -- The processor's word for the movement, if it has one.
  add column type text,
  add column happened_at timestamptz,
  -- Real time: when admins were told.
  add column alarmed_at timestamptz;
create index reconcile_gap_closed on reconcile_gap (closed_at desc) where closed_at is not null;
create index reconcile_gap_alarm on reconcile_gap (alarmed_at desc) where alarmed_at is not null;

-- Both sides as a whole, as they stood when they were compared last.
create table reconcile_balance (
  currency text primary key check (currency ~ '^[A-Z]{3}$'),
  -- What the processor says that it has, pending and available together.
  processor_minor bigint not null,
  -- What its movements sum up to, kept as they are read; must be the same.
  recorded_minor bigint not null,
  ledger_minor bigint not null,
  -- NULL: movements were read and nothing was compared yet.
  compared_at timestamptz,
  -- Business time: since when all three were last equal; NULL: never yet.
  agreed_at timestamptz,
  -- Business time: since when the processor's balance is not the sum of its movements.
  unexplained_since timestamptz
);
comment on table reconcile_balance is 'The processor''s balance beside ours, by currency.';

-- That a backup was taken, and that it was read back: written by `npm run backup`.
create table backup (
  id uuid primary key,
  taken_at timestamptz not null,
  row_count bigint not null check (row_count >= 0),
  byte_count bigint not null check (byte_count > 0)
);
comment on table backup is 'Backups that were taken; where they lie is their owner''s business.';
create index backup_newest on backup (taken_at desc);

-- The operator's own money at the processor, and what was changed from one currency into another.
insert into ledger_account_kind (code, name, class, owned, floored) values
  (13, 'operator_bank', 'asset', false, false),
  (14, 'currency_exchange', 'asset', false, false);
insert into ledger_transfer_kind (code, name) values
  (33, 'operator_paid_out'),
  (34, 'operator_paid_in'),
  (35, 'processor_cost_returned'),
  (36, 'currency_exchanged');
insert into ledger_rule (transfer_kind, debit_kind, credit_kind)
select t.code, d.code, c.code
from (values
  ('operator_paid_out', 'operator_bank', 'processor_clearing'),
  ('operator_paid_in', 'processor_clearing', 'operator_bank'),
  ('processor_cost_returned', 'processor_clearing', 'processor_costs'),
  ('currency_exchanged', 'currency_exchange', 'processor_clearing'),
  ('currency_exchanged', 'processor_clearing', 'currency_exchange')
) as rule (transfer_kind, debit_kind, credit_kind)
join ledger_transfer_kind t on t.name = rule.transfer_kind
join ledger_account_kind d on d.name = rule.debit_kind
join ledger_account_kind c on c.name = rule.credit_kind;
