-- What Tuppence takes and what the processor is expected to take (DESIGN.md 4.1, lib/pricing).
--
-- Both tables are histories: a price is a new row that applies from a date, never a changed one, so
-- that whoever was shown a number can see later why. A row once written stays as it is.

create table platform_fee_schedule (
  id uuid primary key,
  -- Of what the creator is given, in hundredths of a percent. Half of a tip is more than any
  -- operator may want to type by mistake.
  basis_points integer not null check (basis_points between 0 and 5000),
  announced_at timestamptz(3) not null,
  applies_from timestamptz(3) not null unique,
  check (applies_from >= announced_at)
);

comment on table platform_fee_schedule is
  'The platform fee, one row per change. The row that applies is the last one whose applies_from has come.';
comment on column platform_fee_schedule.announced_at is
  'When the change was made public on /fees; it can never apply to what was paid before.';

create table processor_fee_estimate (
  id uuid primary key,
  method text not null check (method in ('card', 'card_international', 'sepa_debit', 'paypal')),
  -- Where the operator's Stripe account is at home; its prices follow from that.
  region text not null check (region in ('us', 'eea', 'uk', 'jp')),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  basis_points integer not null check (basis_points between 0 and 4999),
  fixed_minor integer not null check (fixed_minor >= 0),
  cap_minor integer check (cap_minor > 0),
  source_url text not null check (source_url ~ '^https://[^\s/]+'),
  source_date date not null,
  -- 'published': read on the processor's own pages. 'secondary': told by others about them.
  certainty text not null check (certainty in ('published', 'secondary')),
  note text not null check (length(note) <= 200),
  applies_from timestamptz(3) not null,
  unique (method, region, currency, applies_from)
);

comment on table processor_fee_estimate is
  'What the processor is expected to take, shown before a payment. The receipt shows what it took: that comes from its balance transaction and from nowhere else.';

-- Written once: a number that people were shown is not changed behind them.
create function pricing_is_written_once() returns trigger language plpgsql as $$
begin
  raise exception 'rows of % are never changed or removed; add one that applies from a later date', tg_table_name
    using errcode = 'restrict_violation';
end $$;

create trigger platform_fee_schedule_written_once before update or delete or truncate on platform_fee_schedule
  for each statement execute function pricing_is_written_once();
create trigger processor_fee_estimate_written_once before update or delete or truncate on processor_fee_estimate
  for each statement execute function pricing_is_written_once();

-- Only the end of the history grows: a row that applied from before the newest one would say that
-- the past was priced otherwise. The lock lets the second of two
-- writers see what the first wrote.
create function platform_fee_schedule_grows() returns trigger language plpgsql as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('platform_fee_schedule', 0));
  if exists (select from platform_fee_schedule where applies_from >= new.applies_from) then
    raise exception 'a platform fee that applies from % or later is already announced', new.applies_from
      using errcode = 'restrict_violation';
  end if;
  return new;
end $$;

create function processor_fee_estimate_grows() returns trigger language plpgsql as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('processor_fee_estimate', 0));
  if exists (
    select from processor_fee_estimate
    where (method, region, currency) = (new.method, new.region, new.currency)
      and applies_from >= new.applies_from
  ) then
    raise exception 'an estimate that applies from % or later is already there', new.applies_from
      using errcode = 'restrict_violation';
  end if;
  return new;
end $$;

create trigger platform_fee_schedule_grows before insert on platform_fee_schedule
  for each row execute function platform_fee_schedule_grows();
create trigger processor_fee_estimate_grows before insert on processor_fee_estimate
  for each row execute function processor_fee_estimate_grows();

-- The first rows apply from before anybody could pay, so every moment has a price.
insert into platform_fee_schedule (id, basis_points, announced_at, applies_from) values
  ('01900000-0000-7000-8000-000000000001', 0, '2020-01-01T00:00:00Z', '2020-01-01T00:00:00Z');

insert into processor_fee_estimate
  (id, method, region, currency, basis_points, fixed_minor, cap_minor, source_url, source_date, certainty, note, applies_from)
select ('01900000-0000-7000-8000-0000000001' || lpad(number::text, 2, '0'))::uuid, method, region, currency,
  basis_points, fixed_minor, null, source_url, source_date::date, certainty, note, '2020-01-01T00:00:00Z'
from (values
  (1, 'card', 'us', 'USD', 290, 30, 'https://stripe.com/pricing', '2026-09-20', 'published',
    'Cards of US banks, Apple Pay, Google Pay and Link.'),
  (2, 'card_international', 'us', 'USD', 440, 30, 'https://stripe.com/pricing', '2026-09-20', 'published',
    'Cards of banks outside the US: 1.5 % more.'),
  (3, 'card', 'eea', 'EUR', 150, 25, 'https://stripe.com/ie/pricing', '2026-09-20', 'secondary',
    'Standard cards of the EEA. Premium cards cost 1.9 %, British ones 2.5 %.'),
  (4, 'card_international', 'eea', 'EUR', 325, 25, 'https://stripe.com/ie/pricing', '2026-09-20', 'secondary',
    'Cards of banks outside the EEA and the UK.'),
  (5, 'sepa_debit', 'eea', 'EUR', 0, 35, 'https://stripe.com/ie/pricing', '2026-09-20', 'secondary',
    'A debit that the bank returns costs extra.'),
  (6, 'paypal', 'eea', 'EUR', 349, 49, 'https://www.paypal.com/us/webapps/mpp/merchant-fees', '2026-09-20', 'secondary',
    'PayPal''s own list price in the US; what an operator pays is agreed with PayPal.'),
  (7, 'card', 'uk', 'GBP', 150, 20, 'https://stripe.com/gb/pricing', '2026-09-20', 'secondary',
    'Standard British cards. Cards of the EEA cost 2.5 %.'),
  (8, 'card_international', 'uk', 'GBP', 325, 20, 'https://stripe.com/gb/pricing', '2026-09-20', 'secondary',
    'Cards of banks outside the UK and the EEA.'),
  (9, 'paypal', 'uk', 'GBP', 349, 49, 'https://www.paypal.com/us/webapps/mpp/merchant-fees', '2026-09-20', 'secondary',
    'PayPal''s own list price in the US; what an operator pays is agreed with PayPal.'),
  (10, 'card', 'jp', 'JPY', 360, 0, 'https://stripe.com/jp/pricing', '2026-09-20', 'secondary',
    'Every card, and no fixed part.'),
  (11, 'card_international', 'jp', 'JPY', 360, 0, 'https://stripe.com/jp/pricing', '2026-09-20', 'secondary',
    'The same for cards of other countries.')
) as first (number, method, region, currency, basis_points, fixed_minor, source_url, source_date, certainty, note);
