-- The tab: who gives month by month, with which card, what they owe and have not been charged, what
-- they pledged, what that opens, and the bills that collect it (DESIGN.md 4.3 to 4.5).
-- Days are the fan's own calendar days (date); moments are business time (timestamptz).

-- Somebody who has, or is about to have, a tab. A guest's row is 'unproven': their pledge, card and
-- consent hang on it, whether the typed address is known here or not, until whoever reads that
-- mailbox joins it to an account or refuses it. 'joined': its pledges moved to the account's own row;
-- its paid bills stay here and are shown in that account.
create table fan (
  id uuid primary key,
  person_id uuid references person on delete restrict,
  status text not null check (status in ('unproven', 'proven', 'joined', 'ended')),
  -- Typed by a guest and not proven; NULL as soon as the row is joined or ended.
  email text check (email = lower(email) and length(email) <= 254 and email !~ '[\s,<>]'),
  -- Of the mailed link that joins or refuses; only its hash, like every token.
  confirm_token_hash text unique,
  -- An unproven row that nobody confirmed ends at this moment.
  confirm_until timestamptz,
  time_zone text not null check (length(time_zone) between 1 and 64),
  -- The day of the month on which one bill is made; NULL until something is first pledged or put on
  -- the tab. Up to 28, so that every month has it.
  billing_day integer check (billing_day between 1 and 28),
  stripe_customer_id text unique,
  -- The alias by which the ledger knows this fan: a ledger row leads to nobody once this row is cut.
  ledger_owner uuid not null unique,
  -- Whether the mail three days before a bill is wanted.
  wants_notice boolean not null default true,
  created_at timestamptz not null,
  proven_at timestamptz,
  check ((status = 'proven') <= (person_id is not null)),
  check ((status = 'joined') <= (person_id is not null)),
  check ((status = 'unproven') <= (person_id is null and email is not null and confirm_until is not null)),
  check (status in ('unproven') or (email is null and confirm_token_hash is null))
);
comment on table fan is 'Somebody with a tab, or about to have one: their days, their card, their alias in the ledger.';
-- One tab per person: two first pledges at once meet here.
create unique index fan_of_person on fan (person_id) where status = 'proven';
-- All rows of a person, their own and guests' that joined: asked for with every bill and every access.
create index fan_by_person on fan (person_id) where person_id is not null;
create index fan_unproven on fan (confirm_until) where status = 'unproven';
create index fan_unproven_email on fan (email) where status = 'unproven';
-- Whom the processor still has as a customer, and must forget.
create index fan_to_forget on fan (id) where status = 'ended' and stripe_customer_id is not null;

-- A card as the processor describes it. Its number was never here.
create table card (
  id uuid primary key,
  fan_id uuid not null references fan on delete restrict,
  payment_method_id text not null unique,
  -- The customer at the processor that it hangs on: a guest's card keeps theirs in whatever account.
  stripe_customer_id text not null,
  brand text not null check (length(brand) between 1 and 40),
  last4 text not null check (last4 ~ '^[0-9]{4}$'),
  exp_month integer not null check (exp_month between 1 and 12),
  exp_year integer not null check (exp_year between 2000 and 2100),
  country text check (country ~ '^[A-Z]{2}$'),
  -- The processor's word for "the same card", whoever saved it.
  fingerprint text,
  mandate_id text,
  is_default boolean not null default false,
  -- 'refused': the last charge said that this card will not work again.
  status text not null check (status in ('good', 'refused', 'removed')),
  added_at timestamptz not null,
  removed_at timestamptz,
  -- When the processor, too, had forgotten a removed card.
  detached_at timestamptz,
  check (detached_at is null or status = 'removed'),
  check ((status = 'removed') = (removed_at is not null)),
  check (not is_default or status <> 'removed')
);
create unique index card_default on card (fan_id) where is_default;
create index card_to_detach on card (removed_at) where status = 'removed' and detached_at is null;
create index card_of_fan on card (fan_id, added_at desc);
create index card_fingerprint on card (fingerprint) where fingerprint is not null;

-- One visit to the hosted page that saves a card; its id is the idempotency key of that page.
create table card_setup (
  id uuid primary key,
  fan_id uuid not null references fan on delete restrict,
  -- The pledge that was confirmed by going there, and that starts when the card is saved; NULL for a
  -- visit that was for the card alone.
  pledge_id uuid,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  status text not null check (status in ('created', 'open', 'saved', 'failed', 'expired')),
  return_path text not null,
  cancel_path text not null,
  opening_until timestamptz,
  checkout_session_id text unique,
  checkout_url text,
  failure_code text,
  created_at timestamptz not null,
  settled_at timestamptz
);
create index card_setup_of_fan on card_setup (fan_id, created_at desc);
create index card_setup_unanswered on card_setup (created_at) where status in ('created', 'open');

-- What a fan agreed to before anything was charged to a saved card: the text itself, not a reference.
create table fan_consent (
  id uuid primary key,
  fan_id uuid not null references fan on delete restrict,
  version integer not null check (version > 0),
  body text not null check (char_length(body) between 1 and 5000),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  -- The most that may be owed between two bills.
  ceiling_minor bigint not null check (ceiling_minor > 0),
  accepted_at timestamptz not null
);
create index fan_consent_of_fan on fan_consent (fan_id, currency, accepted_at desc);
create trigger fan_consent_only_grows before update or delete or truncate on fan_consent
  for each statement execute function refuse_change();

-- What a fan owes in one currency and how it may grow. Everything that adds a line locks this row.
create table tab (
  fan_id uuid not null references fan on delete restrict,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  -- The most that may be owed between bills; grows with each paid bill (operator settings).
  limit_minor bigint not null check (limit_minor > 0),
  -- The fan's own limit for a month, from one billing day to the day before the next.
  cap_minor bigint check (cap_minor > 0),
  -- The sum of the lines that are open: posted, and on no bill yet.
  owed_minor bigint not null default 0 check (owed_minor >= 0),
  -- What happens to a bill under the operator's small-bill threshold.
  small_bills text not null default 'roll_over' check (small_bills in ('roll_over', 'charge')),
  -- How many billing days in a row rolled over.
  rolled_bills integer not null default 0 check (rolled_bills >= 0),
  -- The next billing date, and the moment (20:00 in the fan's time zone) at which it is due.
  next_bill_on date,
  next_bill_at timestamptz,
  -- The billing date that a notice was last mailed for.
  noticed_for date,
  paused_at timestamptz,
  created_at timestamptz not null,
  primary key (fan_id, currency),
  check ((next_bill_on is null) = (next_bill_at is null))
);
create index tab_due on tab (next_bill_at, fan_id) where next_bill_at is not null;

-- A creator's offer by the month.
create table tier (
  id uuid primary key,
  creator_id uuid not null references creator on delete restrict,
  name text not null check (char_length(name) between 1 and 60 and name = btrim(name)),
  description text not null default '' check (char_length(description) <= 500),
  benefits text[] not null default '{}' check (cardinality(benefits) <= 10 and array_position(benefits, null) is null),
  price_minor bigint not null check (price_minor > 0),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  -- NULL: as many as come. `taken` counts pledges that hold a place, in the statement that takes it.
  places integer check (places > 0),
  taken integer not null default 0 check (taken >= 0),
  position integer not null check (position >= 0),
  -- Whether the first month is paid in full, against reading everything for a few days' price.
  first_month_in_full boolean not null default false,
  archived_at timestamptz,
  created_at timestamptz not null,
  constraint tier_not_oversold check (places is null or taken <= places)
);
create index tier_of_creator on tier (creator_id, position, id);

-- A monthly promise to one creator.
--
--   asked ──> active ──> paused ──> active | waiting | leaving | ended
--     │         │  └──> leaving ──> active | waiting | ended
--     │         └──> waiting | ended
--     ├──> waiting ──> active | ended
--     └──> ended
--
-- asked: waits for a card to be saved. waiting: would pass the limit, so it waits for its first
-- charge. leaving: cancelled, open to the end of what is paid. From active to waiting only where a
-- guest's pledge joins a tab whose limit its days would pass.
create table pledge (
  id uuid primary key,
  -- What the form minted: the same key twice is the same pledge.
  key uuid not null unique,
  fan_id uuid not null references fan on delete restrict,
  creator_id uuid not null references creator on delete restrict,
  tier_id uuid not null references tier on delete restrict,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  amount_minor bigint not null check (amount_minor > 0),
  status text not null check (status in ('asked', 'waiting', 'active', 'paused', 'leaving', 'ended')),
  -- What holds from paid_until on, when the fan chose less than now.
  next_tier_id uuid references tier on delete restrict,
  next_amount_minor bigint check (next_amount_minor > 0),
  -- The first of the fan's days that no line pays for. It only grows, so no day is paid twice.
  paid_until date,
  created_at timestamptz not null,
  started_at timestamptz,
  paused_at timestamptz,
  ended_at timestamptz,
  ended_reason text check (ended_reason in (
    'cancelled', 'card_refused', 'card_not_saved', 'not_confirmed', 'refused', 'written_off', 'creator_closed', 'not_started')),
  -- Whether a page-wide pause of the fan's, not of this pledge alone, stopped it.
  paused_with_tab boolean not null default false,
  -- Since when it runs without a word in writing: one mail tells of all that began in one sitting.
  untold_since timestamptz,
  check ((next_tier_id is null) = (next_amount_minor is null)),
  check ((status = 'paused') = (paused_at is not null)),
  check ((status = 'ended') = (ended_at is not null)),
  check ((status = 'ended') = (ended_reason is not null)),
  check ((status in ('active', 'paused', 'leaving')) <= (paid_until is not null and started_at is not null))
);
-- One live pledge per fan and creator, however many joins come at once.
create unique index pledge_live on pledge (fan_id, creator_id) where status <> 'ended';
create index pledge_of_fan on pledge (fan_id, currency);
create index pledge_of_creator on pledge (creator_id, status, created_at desc, id desc);
create index pledge_of_tier on pledge (tier_id) where status <> 'ended';
-- By id, not by day: an index on paid_until would have the billing run write every index of a pledge.
create index pledge_leaving on pledge (id) where status = 'leaving';
create index pledge_untold on pledge (untold_since) where untold_since is not null;
alter table card_setup add foreign key (pledge_id) references pledge on delete restrict;
-- Every pledge is written once a month: half of each page is left for the new versions.
alter table pledge set (fillfactor = 50);

-- What somebody may see or have, until when and why; apart from payment, so that grace, pauses,
-- gifts and refunds act on one table. ends_on NULL: as long as its pledge goes on.
create table entitlement (
  id uuid primary key,
  fan_id uuid not null references fan on delete restrict,
  creator_id uuid not null references creator on delete restrict,
  tier_id uuid not null references tier on delete restrict,
  reason text not null check (reason in ('pledge', 'gift', 'creator')),
  pledge_id uuid references pledge on delete restrict,
  starts_on date not null,
  -- The first of the fan's days without it.
  ends_on date,
  -- The bill in dunning during which access goes on unpaid.
  grace_bill_id uuid,
  closed_at timestamptz,
  closed_reason text check (closed_reason in ('over', 'written_off', 'refunded', 'changed', 'creator_closed', 'undone')),
  check ((closed_at is null) = (closed_reason is null)),
  check ((reason = 'pledge') = (pledge_id is not null))
);
create unique index entitlement_of_pledge on entitlement (pledge_id) where closed_at is null and pledge_id is not null;
create index entitlement_of_fan on entitlement (fan_id, creator_id) where closed_at is null;
create index entitlement_ending on entitlement (ends_on) where closed_at is null and ends_on is not null;

-- Lines collected by one charge; the row is also the job that collects it: pg-boss only wakes.
--
--   due ──> paid
--    ├──> failing ──> paid | written_off
--    └──> void            (its only line waited for it and was refused)
create table bill (
  id uuid primary key,
  fan_id uuid not null references fan on delete restrict,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  cause text not null check (cause in ('billing_day', 'limit', 'pay_now')),
  -- The billing date that made it; NULL for the others.
  billing_on date,
  status text not null check (status in ('due', 'failing', 'paid', 'written_off', 'void')),
  amount_minor bigint not null check (amount_minor > 0),
  line_count integer not null check (line_count > 0),
  -- Where ties of the fee's split begin: the number of bills this fan had before.
  rotation integer not null check (rotation >= 0),
  attempts integer not null default 0 check (attempts >= 0),
  -- Business time; NULL: nothing is tried by itself (a hard decline, or a person must authenticate).
  next_attempt_at timestamptz,
  -- Real time: who is charging it right now.
  lease_until timestamptz,
  failure_code text,
  failure_kind text check (failure_kind in ('soft', 'hard', 'authentication', 'no_card')),
  failing_since timestamptz,
  -- When the lines are given up, unless they are paid before.
  write_off_at timestamptz,
  -- When its fan was told, some days before, that it is about to be given up.
  reminded_at timestamptz,
  -- The payment that paid it.
  payment_id uuid references payment on delete restrict,
  processor_fee_minor bigint check (processor_fee_minor >= 0),
  created_at timestamptz not null,
  paid_at timestamptz,
  written_off_at timestamptz,
  constraint bill_of_day unique (fan_id, currency, billing_on),
  check ((cause = 'billing_day') = (billing_on is not null)),
  check ((status = 'paid') = (paid_at is not null and payment_id is not null)),
  check ((status = 'failing') <= (failing_since is not null and failure_kind is not null and write_off_at is not null)),
  check ((status = 'written_off') = (written_off_at is not null))
);
-- One being collected at a time.
create unique index bill_being_collected on bill (fan_id, currency) where status in ('due', 'failing');
create index bill_due on bill (next_attempt_at, id) where status in ('due', 'failing') and next_attempt_at is not null;
create index bill_write_off on bill (write_off_at) where status = 'failing';
create index bill_of_fan on bill (fan_id, created_at desc, id desc);
create index bill_newest on bill (created_at desc, id desc);
create index bill_newest_by_status on bill (status, created_at desc, id desc);
alter table entitlement add foreign key (grace_bill_id) references bill on delete restrict;
create index entitlement_in_grace on entitlement (grace_bill_id) where grace_bill_id is not null;
create index entitlement_grace_of_creator on entitlement (creator_id) where grace_bill_id is not null and closed_at is null;

-- One thing on a tab: a tip, or days of a pledge; on a bill it is a bill line.
--
--   waiting ──> collected | dropped     (would pass the limit: posted only when its charge settles)
--   open ──> billed ──> collected | written_off
--    └──> undone
create table tab_line (
  id uuid primary key,
  -- What the command that wrote it minted; NULL for the months that a billing run writes, which are
  -- told apart by their days.
  key uuid,
  -- No foreign keys of these to the tab and the creator: whoever writes a line has locked its tab, its
  -- pledge or tip holds fan and creator, and a check for each of a hundred thousand months in an
  -- evening would look the same things up a second time. ledger:verify asks for both.
  fan_id uuid not null,
  currency text not null,
  creator_id uuid not null,
  kind text not null check (kind in ('tip', 'pledge_days', 'pledge_month', 'pledge_raise')),
  pledge_id uuid references pledge on delete restrict,
  amount_minor bigint not null check (amount_minor > 0),
  -- The fan's day on which it came; the cap counts by it.
  dated date not null,
  -- What of the pledge it pays for: from the one day up to, not including, the other.
  from_on date,
  until_on date,
  status text not null check (status in ('waiting', 'open', 'billed', 'collected', 'undone', 'dropped', 'written_off')),
  undo_until timestamptz,
  bill_id uuid references bill on delete restrict,
  created_at timestamptz not null,
  collected_at timestamptz,
  -- Facts of the bill that collected it.
  platform_fee_minor bigint not null default 0 check (platform_fee_minor >= 0),
  fee_share_minor bigint check (fee_share_minor >= 0),
  -- Where a pledge line's money lies (a tip's stands on its tip).
  held_minor bigint not null default 0 check (held_minor >= 0),
  held_until timestamptz,
  available_minor bigint not null default 0 check (available_minor >= 0),
  refunded_minor bigint not null default 0 check (refunded_minor >= 0),
  releases integer not null default 0 check (releases >= 0),
  check ((kind = 'tip') = (pledge_id is null)),
  check ((kind = 'tip') = (from_on is null)),
  check ((from_on is null) = (until_on is null)),
  check (from_on < until_on),
  check ((status in ('waiting', 'billed', 'collected', 'dropped', 'written_off')) <= (bill_id is not null)),
  check ((status in ('open', 'undone')) <= (bill_id is null)),
  check ((status = 'collected') = (collected_at is not null))
);
create unique index tab_line_key on tab_line (key) where key is not null;
-- The lines of a pledge. And no day of it is paid twice: a line begins where the last one ended
-- (pledge.paid_until), and two that began on the same day would meet here. The others (a raise, what
-- was undone or dropped) have NULL in the third place, which is never equal to another.
create unique index tab_line_days_once on tab_line (pledge_id, from_on, (
  case when kind in ('pledge_days', 'pledge_month') and status not in ('undone', 'dropped') then true end))
  where pledge_id is not null;
create index tab_line_open on tab_line (fan_id, currency, created_at, id) where status = 'open';
create index tab_line_of_bill on tab_line (bill_id, id) where bill_id is not null;
create index tab_line_held on tab_line (held_until, id) where held_minor > 0 and held_until is not null;
create index tab_line_of_creator on tab_line (creator_id, created_at desc, id desc);
create index tab_line_held_of_creator on tab_line (creator_id, held_until) where held_minor > 0;
create index tab_line_collected_of_creator on tab_line (creator_id, collected_at desc, id desc) where status = 'collected';

-- A charge for a bill: one row per attempt, whichever way it is tried.
alter table payment
  drop constraint payment_purpose_check,
  add constraint payment_purpose_check check (purpose in ('tip', 'bill')),
  add column bill_id uuid references bill on delete restrict,
  add column attempt integer not null default 1 check (attempt > 0),
  add column way text not null default 'checkout' check (way in ('checkout', 'off_session')),
  add column stripe_customer_id text,
  add column payment_method_id text,
  -- The network's word that trying again is of no use, as the processor passes it on.
  add column advice_code text,
  add check ((purpose = 'bill') = (bill_id is not null)),
  add check (way = 'checkout' or (stripe_customer_id is not null and payment_method_id is not null));
comment on table payment is 'One charge at the processor, for a direct tip or for a bill.';
-- The lock that lets only one of two ways charge, and each bill be paid once.
create unique index payment_open_of_bill on payment (bill_id) where status in ('created', 'open', 'processing');
create unique index payment_of_paid_bill on payment (bill_id) where status = 'succeeded';
create unique index payment_attempt_of_bill on payment (bill_id, attempt) where bill_id is not null;

-- A tip on the tab has a line instead of a payment of its own.
alter table tip
  alter column payment_id drop not null,
  add column line_id uuid references tab_line on delete restrict,
  add constraint tip_paid_one_way check ((payment_id is null) <> (line_id is null));
create unique index tip_of_line on tip (line_id) where line_id is not null;
