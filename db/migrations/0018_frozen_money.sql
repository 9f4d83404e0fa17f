-- What becomes of the money of a suspended page, and appeals of owners who cannot sign in.

-- Why a page is suspended, in the kinds that reports know: money of a fraud, or of unlawful content,
-- is only ever given back. And whether the page went with its owner, who is shut out: such a
-- suspension ends with their own, and may stand beside one of the page itself.
alter table suspension
  add column ground text not null default 'other' check (ground in ('fraud', 'unlawful', 'impersonation', 'spam', 'other')),
  add column with_owner boolean not null default false;
alter table suspension alter column ground drop default;
drop index suspension_standing;
create unique index suspension_standing on suspension (creator_id, with_owner) where status = 'standing';

-- Pages that went with their owners before got no row of their own; they may appeal from today on.
insert into suspension (id, creator_id, reason, ground, with_owner, suspended_by, suspended_at, appeal_until, status)
select gen_random_uuid(), c.id, p.suspended_reason, 'other', true, act.actor_id, act.happened_at, now() + interval '14 days', 'standing'
from creator c join person p on p.id = c.person_id
cross join lateral (
  select a.actor_id, a.happened_at from audit_log a
  where a.subject_kind = 'person' and a.subject_id = p.id::text and a.action = 'person.suspend' and a.actor_id is not null
  order by a.happened_at desc, a.id desc limit 1
) act
where p.status = 'suspended' and char_length(p.suspended_reason) between 3 and 500;

-- The money of a suspended page stands still: what is held is not released, nothing is paid out. An
-- admin says what becomes of it; none of it ever becomes the operator's.
--
--   standing ──the page is back, or an admin lets it go──▶ released    it moves on as before
--      └──an admin gives it back──▶ returning ──the page is back──▶ released
--
-- What is returning is refunded line by line by the job `refunds`, also what arrives later.
create table money_freeze (
  id uuid primary key,
  creator_id uuid not null references creator on delete restrict,
  frozen_at timestamptz not null,
  status text not null check (status in ('standing', 'returning', 'released')),
  decided_by uuid references person on delete restrict,
  decided_at timestamptz,
  -- Told to the page's owner in these words.
  reason text check (char_length(reason) between 3 and 500),
  check ((status = 'standing') = (decided_at is null)),
  check ((decided_at is null) = (decided_by is null) and (decided_at is null) = (reason is null))
);
comment on table money_freeze is 'The money of a suspended page, until an admin decides what becomes of it.';
create unique index money_freeze_now on money_freeze (creator_id) where status <> 'released';
create index money_freeze_of_page on money_freeze (creator_id, frozen_at desc);

insert into money_freeze (id, creator_id, frozen_at, status)
select gen_random_uuid(), s.creator_id, min(s.suspended_at), 'standing' from suspension s where s.status = 'standing' group by s.creator_id;

-- The evening's charges stand still after several that the processor would not even take: the fault is
-- ours, and would put everybody into dunning. An admin who has mended it lets them go on.
--
--   standing ──▶ lifted
create table charge_stop (
  id uuid primary key,
  stopped_at timestamptz not null,
  -- What the processor answered, as lib/stripe names it.
  failure_code text not null check (length(failure_code) between 1 and 200),
  refused integer not null check (refused > 0),
  status text not null check (status in ('standing', 'lifted')),
  lifted_by uuid references person on delete restrict,
  lifted_at timestamptz,
  check ((status = 'lifted') = (lifted_at is not null) and (status = 'lifted') = (lifted_by is not null))
);
comment on table charge_stop is 'A stop of the evening''s charges, because the processor took none of our requests.';
create unique index charge_stop_standing on charge_stop ((true)) where status = 'standing';
