-- What admins look things up by, jobs that a person asked for, and the pulse of every job.

-- A run that a person asked for stands here before the worker takes it up.
alter table job_run
  alter column started_at drop not null,
  alter column started_at drop default,
  add column asked_at timestamptz,
  add column asked_by uuid references person on delete restrict,
  -- How far a long run is: {"done": 3, "of": 17}.
  add column progress jsonb,
  -- What a person should see of it beyond counts, such as rows that break an invariant.
  add column detail jsonb,
  add constraint job_run_is_asked_or_started check (started_at is not null or asked_at is not null);
-- One waiting run of a job answers everybody who asks meanwhile.
create unique index job_run_waiting on job_run (name) where started_at is null;
create index job_run_unfinished on job_run (name, started_at) where finished_at is null;

-- A run that changed nothing leaves no row in job_run; that the job is alive at all is seen here.
create table job_pulse (
  name text primary key,
  started_at timestamptz not null,
  finished_at timestamptz,
  succeeded_at timestamptz,
  -- Since when every run has failed, and how; NULL while the last one went well.
  failing_since timestamptz,
  failure text,
  check ((failing_since is null) = (failure is null))
);

alter table creator
  -- The page went with its owner's suspension and comes back with its end. One that was suspended
  -- for itself stays so.
  add column suspended_with_owner boolean not null default false,
  add constraint creator_suspended_with_owner check (not suspended_with_owner or status = 'suspended');
create index creator_newest_any on creator (created_at desc, id desc);
create index creator_newest_by_status on creator (status, created_at desc, id desc);
create index creator_handle_prefix on creator (handle text_pattern_ops);
create index creator_name_prefix on creator (lower(name) text_pattern_ops);

create index person_suspended on person (created_at desc, id desc) where status = 'suspended';
create index person_admins on person (created_at desc, id desc) where is_admin;

create index payment_newest_by_currency on payment (currency, created_at desc, id desc);
create index payment_of_address on payment (lower(payer_email), created_at desc, id desc) where payer_email is not null;
create index tip_of_creator_started on tip (creator_id, created_at desc, id desc);
create index refund_newest on refund (created_at desc, id desc);
create index refund_newest_by_status on refund (status, created_at desc, id desc);
create index mail_message_failed on mail_message (created_at desc) where state = 'failed';
create index webhook_event_of_object on webhook_event (object_id);
create index reconcile_gap_open on reconcile_gap (found_at) where closed_at is null;

-- An account's days are found by ledger_day; the transfers of a day by this. Rows lie in the order
-- in which they happened, so a summary of each stretch of the table is enough: it weighs nothing
-- per tip, where a tree over both accounts would make every posting a tenth heavier.
create index ledger_transfer_day on ledger_transfer using brin (happened_at) with (pages_per_range = 16, autosummarize = on);
