-- Disputes and warnings of fraud; fans who are frozen meanwhile; what fans wish to have back (DESIGN.md 4.7).
-- Moments are business time unless a comment says otherwise.

-- Somebody's bank takes a charge back. What the processor calls its status, as it told us last:
--
--   warning_needs_response ──▶ warning_under_review ──▶ warning_closed     an inquiry: no money has moved
--            └──────────────────────────┴────▶ needs_response
--   needs_response ──▶ under_review ──▶ won | lost
--            └───────────────────────▶ lost                                accepted, or nobody answered in time
create table dispute (
  id uuid primary key,
  payment_id uuid not null references payment on delete restrict,
  stripe_dispute_id text not null unique,
  status text not null check (status in (
    'warning_needs_response', 'warning_under_review', 'warning_closed', 'needs_response', 'under_review', 'won', 'lost')),
  -- The bank's own word, such as 'fraudulent'.
  reason text not null check (length(reason) between 1 and 100),
  amount_minor bigint not null check (amount_minor > 0),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  opened_at timestamptz not null,
  -- Until when evidence is read; NULL when nobody asks for any.
  evidence_due_at timestamptz,
  closed_at timestamptz,
  -- The movement of the processor's balance by which the money is away; NULL while it is not.
  withdrawn_by text unique,
  -- What the dispute itself costs the operator, less what was given back of it.
  cost_minor bigint not null default 0 check (cost_minor >= 0),
  -- Admins were told once that the day of the evidence is near.
  alarmed_at timestamptz,
  check ((status in ('warning_closed', 'won', 'lost')) = (closed_at is not null))
);
comment on table dispute is 'A charge that its bank takes back, until it is won or lost.';
create index dispute_of_payment on dispute (payment_id);
create index dispute_open on dispute (evidence_due_at, id) where closed_at is null;
create index dispute_newest on dispute (opened_at desc, id desc);

-- Every movement of the processor's balance that a dispute made: each is posted once, whoever tells of it.
create table dispute_movement (
  transaction_id text primary key,
  dispute_id uuid not null references dispute on delete restrict,
  -- Signed: what the balance lost or got back, and what the processor took for it or gave back of that.
  amount_minor bigint not null,
  fee_minor bigint not null,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  happened_at timestamptz not null
);
comment on table dispute_movement is 'What a dispute moved in the processor''s balance, each posted once.';
create index dispute_movement_of_dispute on dispute_movement (dispute_id);

-- What of a disputed bill was taken from which line, so that a dispute that is won gives it back there.
create table dispute_line (
  dispute_id uuid not null references dispute on delete restrict,
  line_id uuid not null references tab_line on delete restrict,
  amount_minor bigint not null check (amount_minor > 0),
  held_minor bigint not null check (held_minor >= 0),
  available_minor bigint not null check (available_minor >= 0),
  debt_minor bigint not null check (debt_minor >= 0),
  platform_minor bigint not null check (platform_minor >= 0),
  primary key (dispute_id, line_id),
  constraint dispute_line_is_taken_whole check (held_minor + available_minor + debt_minor + platform_minor = amount_minor)
);
comment on table dispute_line is 'What of a disputed bill was taken from which line, and who bears it.';
create index dispute_line_of_line on dispute_line (line_id);

-- What of a tip or a line lies with the bank: taken by a dispute that is open or was lost.
alter table tip
  add column disputed_minor bigint not null default 0 check (disputed_minor >= 0),
  drop constraint tip_refunded_at_most,
  add constraint tip_given_back_at_most check (refunded_minor + disputed_minor <= gross_minor + platform_tip_minor),
  drop constraint tip_status_check,
  -- 'disputed': all that was not refunded lies with the bank; won, it is 'received' again.
  add constraint tip_status_check check (status in ('pending', 'received', 'dropped', 'refunded', 'disputed')),
  drop constraint tip_check2,
  add constraint tip_received_since check ((status in ('received', 'refunded', 'disputed')) = (received_at is not null));
alter table tab_line
  add column disputed_minor bigint not null default 0 check (disputed_minor >= 0),
  drop constraint tab_line_refunded_at_most,
  add constraint tab_line_given_back_at_most check (refunded_minor + disputed_minor <= amount_minor);
-- What a creator has with banks, from the few gifts that are there.
create index tip_disputed on tip (creator_id) where disputed_minor > 0;
create index tab_line_disputed on tab_line (creator_id) where disputed_minor > 0;

-- The processor warns that a charge may be fraud: a refund now costs less than the dispute to come.
create table fraud_warning (
  id uuid primary key,
  payment_id uuid not null references payment on delete restrict,
  stripe_warning_id text not null unique,
  fraud_type text not null check (length(fraud_type) between 1 and 100),
  -- Whether a refund still helps, in the processor's word.
  actionable boolean not null,
  -- What we sent back because of it; NULL: nothing was left, or the operator wants to decide by hand.
  refund_id uuid references refund on delete restrict,
  created_at timestamptz not null
);
comment on table fraud_warning is 'What the processor warned of, and what was sent back because of it.';
create index fraud_warning_of_payment on fraud_warning (payment_id);
create index fraud_warning_newest on fraud_warning (created_at desc, id desc);

-- What we answer to a dispute: the row is written before the processor hears of it. Stripe's update is the
-- same however often it is sent, so the dispute's id is all the key there is.
--
--   asked ──▶ sent
--     └─────▶ refused        the processor takes no answer (any more)
create table dispute_answer (
  dispute_id uuid primary key references dispute on delete restrict,
  kind text not null check (kind in ('accept', 'counter')),
  -- What the admin adds in their own words.
  words text check (length(words) between 1 and 5000),
  status text not null check (status in ('asked', 'sent', 'refused')),
  asked_by uuid not null references person on delete restrict,
  asked_at timestamptz not null,
  sent_at timestamptz,
  failure_code text,
  check ((status = 'sent') = (sent_at is not null))
);
comment on table dispute_answer is 'What an admin answers to a dispute: accepted, or countered with evidence.';
create index dispute_answer_to_send on dispute_answer (asked_at) where status = 'asked';

-- A fan who gets nothing new on the tab and is not billed, until their dispute is won or an admin lifts it.
create table fan_freeze (
  id uuid primary key,
  fan_id uuid not null references fan on delete restrict,
  dispute_id uuid unique references dispute on delete restrict,
  warning_id uuid unique references fraud_warning on delete restrict,
  since timestamptz not null,
  lifted_at timestamptz,
  -- NULL although lifted: the dispute was won, or the inquiry closed.
  lifted_by uuid references person on delete restrict,
  check (num_nonnulls(dispute_id, warning_id) = 1),
  check (lifted_by is null or lifted_at is not null)
);
comment on table fan_freeze is 'Why a fan is frozen, since when, and who lifted it.';
create index fan_freeze_standing on fan_freeze (fan_id) where lifted_at is null;
create index fan_freeze_of_fan on fan_freeze (fan_id);

-- A fan asks a creator for a line of a bill back. Once for each line.
--
--   open ──▶ granted       the creator, or an admin, sent it back
--     └────▶ declined      by the creator, with words that the fan reads
create table refund_wish (
  line_id uuid primary key references tab_line on delete restrict,
  fan_id uuid not null references fan on delete restrict,
  creator_id uuid not null references creator on delete restrict,
  words text check (length(words) between 1 and 500),
  status text not null check (status in ('open', 'granted', 'declined')),
  answer text check (length(answer) between 1 and 500),
  answered_by uuid references person on delete restrict,
  created_at timestamptz not null,
  answered_at timestamptz,
  check ((status = 'open') = (answered_at is null)),
  check ((status = 'declined') <= (answer is not null))
);
comment on table refund_wish is 'A line of a bill that its fan would like to have back, and what its creator said.';
create index refund_wish_open on refund_wish (creator_id, created_at, line_id) where status = 'open';
create index refund_wish_declined on refund_wish (answered_at desc, line_id) where status = 'declined';
create index refund_wish_of_fan on refund_wish (fan_id);
