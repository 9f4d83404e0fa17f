-- What leaves: the account a creator is paid to, and payouts with their review. And where deeds came
-- from, which the review, the evidence of a dispute and the defence against card testing ask for.
-- Moments are business time (timestamptz) unless a comment says otherwise.

-- Where a creator is paid: their recipient account at the processor. One per creator.
--
--   new ──▶ onboarding ──▶ active ◀──▶ restricted       onboarding ──▶ restricted: refused, or gone
-- The row is written before the processor is asked, and its id is the idempotency key.
create table payout_account (
  id uuid primary key,
  creator_id uuid not null unique references creator on delete restrict,
  stripe_account_id text unique,
  country text not null check (country ~ '^[A-Z]{2}$'),
  status text not null check (status in ('new', 'onboarding', 'active', 'restricted')),
  -- What the processor still asks for, in its words; the page says it in ours.
  requirements text[] not null default '{}',
  -- The bank account as its owner knows it: its bank and last digits. NULL until there is one.
  destination text check (length(destination) between 1 and 100),
  -- What tells that account from another at the processor; another one here is a change.
  destination_key text check (length(destination_key) between 1 and 200),
  -- Money of bank payouts that failed lies in the creator's balance at the processor; its word for why.
  bank_failure text check (length(bank_failure) between 1 and 200),
  first_active_at timestamptz,
  -- When money began to go elsewhere than before; the first connection is no change. Payouts rest for 72 hours.
  changed_at timestamptz,
  created_at timestamptz not null,
  -- When the processor was asked last.
  looked_at timestamptz,
  check ((status = 'new') = (stripe_account_id is null)),
  check ((destination is null) = (destination_key is null))
);
comment on table payout_account is 'The account at the processor that a creator is paid to, as it was when we last looked.';

-- Where somebody could be written to before: for some days a warning about their money goes there as
-- well, and payouts rest as after a change of the account. Cleared when that is over.
create table former_address (
  id uuid primary key,
  person_id uuid not null references person on delete restrict,
  email text not null check (length(email) between 3 and 254),
  left_at timestamptz not null
);
comment on table former_address is 'The address that a person had until they changed it, for warnings in the days after.';
create index former_address_of_person on former_address (person_id, left_at desc);
create index former_address_left on former_address (left_at);

-- One payment of what is available to its creator, let go by an admin. It reserves its money when it is
-- asked for; while it is open its lines name it.
--
--   requested ──▶ in_review ──▶ approved ──▶ sent ──▶ paid        the bank has it
--      │  ▲           │  ▲          │          └────▶ failed      the transfer came back
--      ▼  │           ▼  │          ├───────────────▶ failed      the processor will never make it
--      on_hold ◀───▶ (either)      └───────────────▶ cancelled   before it was tried
--      requested, in_review, on_hold ──▶ denied                  by an admin, with a reason
--      requested, in_review, on_hold ──▶ cancelled               by its creator, a refund, a dispute, a debt
--      approved ──▶ in_review   who approved it is no admin any more
--      paid ──▶ sent     its bank sent it back: it lies at the processor, in the creator's balance
--      paid ──▶ failed   the transfer was taken back later
create table payout (
  id uuid primary key,
  creator_id uuid not null references creator on delete restrict,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  amount_minor bigint not null check (amount_minor > 0),
  -- What the processor takes for it, as it was shown when it was asked for; the operator bears it.
  cost_minor bigint not null check (cost_minor >= 0),
  asked_by text not null check (asked_by in ('creator', 'schedule')),
  status text not null check (status in ('requested', 'in_review', 'on_hold', 'approved', 'sent', 'paid', 'failed', 'denied', 'cancelled')),
  -- Told to the creator in these words: why it is on hold, denied, cancelled or failed.
  reason text check (length(reason) between 3 and 500),
  requested_at timestamptz not null,
  -- The first time that an admin took it up, put it on hold, approved or denied it.
  reviewed_at timestamptz,
  approved_at timestamptz,
  sent_at timestamptz,
  ended_at timestamptz,
  stripe_transfer_id text unique,
  -- Which try this is: its idempotency key is the payout's id and this number. A try that the processor
  -- refused for good has moved nothing, and the next has a number of its own.
  attempt integer not null default 1 check (attempt >= 1),
  -- When the try under way was begun: from then on the money may have left, and nothing cancels it.
  tried_at timestamptz,
  -- Business time; NULL: nothing is tried by itself.
  next_attempt_at timestamptz,
  -- Real time: which worker has it.
  lease_until timestamptz,
  failure_code text,
  -- Where it goes, as it was when it was tried first: each repeat of a try asks for the very same.
  stripe_account_id text,
  destination text check (length(destination) between 1 and 100),
  -- The bank payout at the processor that carried it on, once known.
  stripe_payout_id text,
  -- Business time: when the processor was asked last where a sent one is.
  followed_at timestamptz,
  check ((status in ('denied', 'on_hold', 'failed')) <= (reason is not null)),
  check ((status in ('sent', 'paid')) <= (stripe_transfer_id is not null and sent_at is not null)),
  check ((status in ('approved', 'sent', 'paid')) <= (approved_at is not null)),
  check ((status in ('paid', 'failed', 'denied', 'cancelled')) = (ended_at is not null)),
  check (next_attempt_at is null or status = 'approved'),
  check (tried_at is null or stripe_account_id is not null),
  check (tried_at is null or status in ('approved', 'sent', 'paid', 'failed'))
);
comment on table payout is 'One payment of what is available to a creator: asked for, reviewed, sent.';
create unique index payout_open on payout (creator_id, currency) where status in ('requested', 'in_review', 'on_hold', 'approved');
create index payout_queue on payout (requested_at, id) where status in ('requested', 'in_review', 'on_hold');
create index payout_to_send on payout (next_attempt_at, id) where status = 'approved';
create index payout_sent on payout (followed_at, id) where status = 'sent';
create index payout_of_creator on payout (creator_id, requested_at desc, id desc);
create index payout_newest on payout (requested_at desc, id desc);

-- Who let it go: one admin, and for a large one another as well.
create table payout_approval (
  payout_id uuid not null references payout on delete restrict,
  admin_id uuid not null references person on delete restrict,
  created_at timestamptz not null,
  primary key (payout_id, admin_id)
);
comment on table payout_approval is 'Who approved a payout; a large one needs two.';

-- What admins wrote for each other about a payout; its creator never sees it.
create table payout_note (
  id uuid primary key,
  payout_id uuid not null references payout on delete restrict,
  author_id uuid not null references person on delete restrict,
  body text not null check (length(body) between 1 and 2000),
  created_at timestamptz not null
);
comment on table payout_note is 'What admins wrote for each other about a payout.';
create index payout_note_of_payout on payout_note (payout_id, created_at);

-- The lines whose money a payout takes, each whole: while it is open their money is reserved by it and no
-- longer available; when it is sent that money is paid. payout_id names the open payout, and no other.
alter table tip
  add column payout_id uuid references payout on delete restrict,
  add column reserved_minor bigint not null default 0 check (reserved_minor >= 0),
  add column paid_minor bigint not null default 0 check (paid_minor >= 0),
  add constraint tip_reserved_by check ((reserved_minor > 0) = (payout_id is not null));
alter table tab_line
  add column payout_id uuid references payout on delete restrict,
  add column reserved_minor bigint not null default 0 check (reserved_minor >= 0),
  add column paid_minor bigint not null default 0 check (paid_minor >= 0),
  add constraint tab_line_reserved_by check ((reserved_minor > 0) = (payout_id is not null));
create index tip_of_payout on tip (payout_id) where payout_id is not null;
create index tab_line_of_payout on tab_line (payout_id) where payout_id is not null;
create index tip_available on tip (creator_id) where available_minor > 0;
create index tab_line_available on tab_line (creator_id) where available_minor > 0;

-- What a payout took of which line, as it was when it was asked for. It stays whatever becomes of the
-- payout: its statement is made of it. The money of a tip on a tab stands on the tip.
create table payout_line (
  payout_id uuid not null references payout on delete restrict,
  tip_id uuid references tip on delete restrict,
  line_id uuid references tab_line on delete restrict,
  amount_minor bigint not null check (amount_minor > 0),
  -- What of it came back after it was sent.
  returned_minor bigint not null default 0 check (returned_minor between 0 and amount_minor),
  check (num_nonnulls(tip_id, line_id) = 1),
  constraint payout_line_once unique nulls not distinct (payout_id, tip_id, line_id)
);
comment on table payout_line is 'What a payout takes, or took, of which tip or line of a tab.';
create index payout_line_of_tip on payout_line (tip_id) where tip_id is not null;
create index payout_line_of_line on payout_line (line_id) where line_id is not null;

-- When payouts are asked for by themselves.
alter table creator
  add column payout_interval text not null default 'asked' check (payout_interval in ('asked', 'weekly', 'monthly')),
  -- Only when at least this much is available; NULL: the operator's minimum.
  add column payout_minimum_minor bigint check (payout_minimum_minor > 0),
  add column next_payout_on date,
  add constraint creator_payout_schedule check ((payout_interval = 'asked') = (next_payout_on is null));
create index creator_payout_due on creator (next_payout_on) where next_payout_on is not null;

-- Where a deed came from: what a bank wants to see when a payment is disputed, and what tells that two
-- people are one. Network and device are in the words of `session`, so that they can be compared.
create table origin (
  id uuid primary key,
  deed text not null check (deed in ('sign_in', 'tip', 'tab_tip', 'pledge', 'card', 'pay_bill')),
  -- Who did it, as far as they were known then; at least one of the three.
  person_id uuid references person on delete restrict,
  fan_id uuid references fan on delete restrict,
  payment_id uuid references payment on delete restrict,
  -- The whole address, for the bank; emptied after 180 days, when no dispute can come any more.
  address text check (length(address) <= 64),
  network text not null default '' check (length(network) <= 64),
  device text not null default '' check (length(device) <= 100),
  happened_at timestamptz not null,
  check (num_nonnulls(person_id, fan_id, payment_id) > 0)
);
comment on table origin is 'From which address and device somebody tipped, pledged, saved a card or signed in.';
create index origin_of_payment on origin (payment_id) where payment_id is not null;
create index origin_of_fan on origin (fan_id, happened_at desc) where fan_id is not null;
create index origin_of_person on origin (person_id, happened_at desc) where person_id is not null;
create index origin_of_network on origin (network, happened_at desc) where network <> '';
create index origin_to_empty on origin (happened_at) where address is not null;

-- The card behind a charge, in the processor's word for "the same card".
alter table payment
  add column card_fingerprint text check (length(card_fingerprint) between 1 and 100),
  add column card_last4 text check (card_last4 ~ '^[0-9]{4}$');
create index payment_of_card on payment (card_fingerprint, created_at desc) where card_fingerprint is not null;
