-- Payments, tips, the webhook inbox, the mail outbox and the record of jobs.
-- State lives here; the queue (pg-boss) only wakes the workers.

-- One charge at the processor. The row exists before the processor is asked, and its id is the
-- idempotency key of that request, so a crash in between leaves a row to take up again.
create table payment (
  id uuid primary key,
  purpose text not null check (purpose in ('tip')),
  status text not null check (status in ('created', 'open', 'processing', 'succeeded', 'failed', 'expired')),
  amount_minor bigint not null check (amount_minor > 0),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  description text not null,
  return_path text not null,
  cancel_path text not null,
  -- Who is asking the processor for a Checkout page right now; real time, a lease.
  opening_until timestamptz,
  checkout_session_id text unique,
  checkout_url text,
  payment_intent_id text unique,
  charge_id text unique,
  method text,
  payer_email text,
  failure_code text,
  -- The processor's own fee, null until its balance transaction is known.
  balance_transaction_id text unique,
  processor_fee_minor bigint check (processor_fee_minor >= 0),
  -- A fee in another currency than the charge is never posted (DESIGN.md 4.11).
  fee_state text not null default 'unknown' check (fee_state in ('unknown', 'known', 'foreign')),
  created_at timestamptz not null,
  settled_at timestamptz,
  check ((status = 'succeeded') = (settled_at is not null)),
  check (status <> 'succeeded' or charge_id is not null),
  check ((fee_state = 'known') = (processor_fee_minor is not null))
);
comment on table payment is 'One charge at the processor, for a direct tip (later: for a bill).';
-- Reconciliation looks at what the processor has not answered for; that is always a short list.
create index payment_unsettled on payment (created_at) where status in ('created', 'open', 'processing');
create index payment_fee_unknown on payment (settled_at) where status = 'succeeded' and fee_state <> 'known';

create table refund (
  id uuid primary key,
  payment_id uuid not null references payment on delete restrict,
  amount_minor bigint not null check (amount_minor > 0),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  status text not null check (status in ('asked', 'pending', 'succeeded', 'failed')),
  reason text not null check (reason in ('requested_by_fan', 'duplicate', 'fraudulent')),
  stripe_refund_id text unique,
  failure_code text,
  created_at timestamptz not null,
  settled_at timestamptz,
  check ((status = 'succeeded') = (settled_at is not null))
);
create index refund_of_payment on refund (payment_id);
create index refund_open on refund (created_at) where status in ('asked', 'pending');

-- A one-off tip. It is 'pending' until the processor says that it was paid: only then is it posted,
-- shown and counted.
create table tip (
  id uuid primary key,
  -- What the form minted, or the draft's id: the same key twice is the same tip.
  key uuid not null unique,
  creator_id uuid not null references creator on delete restrict,
  payment_id uuid not null unique references payment on delete restrict,
  status text not null check (status in ('pending', 'received', 'dropped', 'refunded')),
  -- What the fan typed; with covered fees the creator's gross is above it.
  amount_minor bigint not null check (amount_minor > 0),
  gross_minor bigint not null check (gross_minor >= amount_minor),
  platform_tip_minor bigint not null default 0 check (platform_tip_minor >= 0),
  platform_fee_minor bigint not null default 0 check (platform_fee_minor >= 0),
  processor_fee_estimate_minor bigint not null check (processor_fee_estimate_minor >= 0),
  covers_fees boolean not null,
  -- What of this very tip still lies in creator_held: a refund takes from here first, so no
  -- balance row of the creator has to be locked for it.
  held_minor bigint not null default 0 check (held_minor >= 0),
  refunded_minor bigint not null default 0 check (refunded_minor >= 0),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  message text check (char_length(message) between 1 and 300),
  display_name text check (char_length(display_name) between 1 and 50),
  visibility text not null check (visibility in ('public', 'creator_only', 'anonymous')),
  created_at timestamptz not null,
  received_at timestamptz,
  check (covers_fees or gross_minor = amount_minor),
  check ((status in ('received', 'refunded')) = (received_at is not null))
);
-- The creator page: the newest public tips, without sorting anything.
create index tip_public on tip (creator_id, received_at desc, id) where status = 'received' and visibility = 'public';

-- What a form without JavaScript typed, until its one button confirms it. The message never
-- travels in a URL; the draft's id does, and becomes the tip's key.
create table tip_draft (
  id uuid primary key,
  creator_id uuid not null references creator on delete cascade,
  amount_minor bigint not null check (amount_minor > 0),
  platform_tip_minor bigint not null check (platform_tip_minor >= 0),
  covers_fees boolean not null,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  message text check (char_length(message) between 1 and 300),
  display_name text check (char_length(display_name) between 1 and 50),
  visibility text not null check (visibility in ('public', 'creator_only', 'anonymous')),
  created_at timestamptz not null
);
create index tip_draft_age on tip_draft (created_at);

-- What one creator's page counts, kept in the transaction that posts, so that a page costs the
-- same at ten tips and at ten million.
create table creator_tip_total (
  creator_id uuid primary key references creator on delete restrict,
  tips_received bigint not null default 0 check (tips_received >= 0),
  received_minor bigint not null default 0 check (received_minor >= 0),
  currency text not null check (currency ~ '^[A-Z]{3}$')
);

-- The progress of a goal: what was received for the creator while it was the open one.
create table creator_goal_total (
  goal_id uuid primary key references creator_goal on delete cascade,
  received_minor bigint not null default 0 check (received_minor >= 0)
);

-- The inbox: verified, stored once, answered at once. A row says only "look at this object again";
-- the worker fetches the object itself from the processor.
create table webhook_event (
  id text primary key,
  type text not null,
  object_id text not null,
  payment_hint uuid,
  account text,
  livemode boolean not null,
  source text not null check (source in ('webhook', 'reconcile')),
  payload jsonb not null,
  happened_at timestamptz not null,
  received_at timestamptz not null default now(),
  state text not null check (state in ('waiting', 'done', 'ignored', 'parked')),
  attempts integer not null default 0,
  lease_until timestamptz,
  next_attempt_at timestamptz not null default now(),
  note text
);
create index webhook_event_waiting on webhook_event (next_attempt_at) where state = 'waiting';
create index webhook_event_parked on webhook_event (received_at) where state = 'parked';

-- The outbox: written in the transaction that makes the mail due, sent afterwards.
create table mail_message (
  id uuid primary key,
  -- One mail per occasion: 'receipt:<payment>' can be enqueued twice and is sent once.
  key text not null unique,
  recipient text not null check (recipient !~ '[\r\n,]'),
  subject text not null check (subject !~ '[\r\n]'),
  body_text text not null,
  body_html text not null,
  state text not null check (state in ('waiting', 'sent', 'failed')),
  attempts integer not null default 0,
  lease_until timestamptz,
  next_attempt_at timestamptz not null default now(),
  created_at timestamptz not null default now(),
  sent_at timestamptz,
  failure_code text,
  check ((state = 'sent') = (sent_at is not null))
);
create index mail_message_waiting on mail_message (next_attempt_at) where state = 'waiting';
create index mail_message_newest on mail_message (created_at desc, id);

-- One row per run of a job, for the people who watch.
create table job_run (
  id uuid primary key,
  name text not null,
  started_at timestamptz not null default now(),
  finished_at timestamptz,
  outcome jsonb,
  failure text
);
create index job_run_newest on job_run (name, started_at desc);

-- How far reconciliation has read the processor's list of events.
create table reconcile_cursor (
  name text primary key,
  read_until timestamptz not null
);

-- Where the processor's record and ours differ, until they agree again.
create table reconcile_gap (
  object_id text not null,
  kind text not null check (kind in ('not_in_ledger', 'not_at_processor', 'amount_differs', 'foreign_fee', 'balance_differs')),
  amount_minor bigint not null,
  currency text not null,
  found_at timestamptz not null default now(),
  closed_at timestamptz,
  primary key (object_id, kind)
);
