-- What people report about pages, what admins decide about it, why a page is suspended, and how its
-- owner appeals. Moments are business time (timestamptz).

-- One suspension of one page, from its beginning to its end; the page itself (creator.status) says
-- whether it is hidden now. A page that went with its owner has none: it comes back with them.
--
--   standing ──lifted by an admin, or by a won appeal──▶ lifted
create table suspension (
  id uuid primary key,
  creator_id uuid not null references creator on delete restrict,
  -- Told to the owner in these words.
  reason text not null check (char_length(reason) between 3 and 500),
  suspended_by uuid not null references person on delete restrict,
  suspended_at timestamptz not null,
  -- The last moment at which the owner may appeal; written down here, so that a change of the
  -- operator's setting never shortens what somebody was told.
  appeal_until timestamptz not null check (appeal_until > suspended_at),
  status text not null check (status in ('standing', 'lifted')),
  lifted_by uuid references person on delete restrict,
  lifted_at timestamptz,
  check ((status = 'lifted') = (lifted_at is not null)),
  check ((status = 'lifted') = (lifted_by is not null)),
  -- What an appeal points at, to know who must not decide it.
  unique (id, suspended_by)
);
comment on table suspension is 'One suspension of one page: why, by whom, until when its owner may appeal, and how it ended.';
create unique index suspension_standing on suspension (creator_id) where status = 'standing';
create index suspension_of_page on suspension (creator_id, suspended_at desc);

-- The one appeal that a suspension allows.
--
--            ┌─ another admin ──▶ lifted   the page is back
--   open ────┼─ another admin ──▶ kept     it stays suspended
--            └─ lifted meanwhile ▶ moot    there was nothing left to decide
create table appeal (
  id uuid primary key,
  suspension_id uuid not null unique,
  suspended_by uuid not null,
  -- The owner's words; NULL once they deleted their account.
  body text check (char_length(body) between 10 and 2000),
  created_at timestamptz not null,
  status text not null check (status in ('open', 'lifted', 'kept', 'moot')),
  decided_by uuid references person on delete restrict,
  decided_at timestamptz,
  decision text check (char_length(decision) between 3 and 500),
  foreign key (suspension_id, suspended_by) references suspension (id, suspended_by) on delete restrict,
  check ((status = 'open') = (decided_at is null)),
  check ((status in ('lifted', 'kept')) = (decided_by is not null and decision is not null)),
  -- Whoever suspended a page does not judge its owner's appeal.
  constraint appeal_is_judged_by_another check (decided_by <> suspended_by)
);
comment on table appeal is 'A suspended creator''s one appeal; decided by an admin other than the one who suspended.';
create index appeal_open on appeal (created_at) where status = 'open';

-- What somebody, signed in or not, says is wrong with a page. It never says who they are beyond the
-- address that they gave for an answer, and the page's owner is shown nothing of it.
--
--            ┌─▶ dismissed   the page stays as it is
--   open ────┤
--            └─▶ upheld      the page is suspended
create table report (
  id uuid primary key,
  -- Minted with the form, so that a form sent twice is one report.
  key uuid not null unique,
  -- What the reporter keeps: 60 random bits in Crockford's base 32. Who has it sees how it went.
  number text not null unique check (number ~ '^[0-9A-HJKMNP-TV-Z]{12}$'),
  creator_id uuid not null references creator on delete restrict,
  kind text not null check (kind in ('fraud', 'unlawful', 'impersonation', 'spam', 'other')),
  body text not null check (char_length(body) between 10 and 2000),
  -- Typed, not proven; NULL when none was given, and again 90 days after the decision.
  reporter_email text check (reporter_email = lower(reporter_email) and length(reporter_email) <= 254),
  created_at timestamptz not null,
  status text not null check (status in ('open', 'dismissed', 'upheld')),
  decided_by uuid references person on delete restrict,
  decided_at timestamptz,
  -- Told to the reporter in these words.
  decision text check (char_length(decision) between 3 and 500),
  suspension_id uuid references suspension on delete restrict,
  check ((status = 'open') = (decided_at is null)),
  check ((decided_at is null) = (decided_by is null) and (decided_at is null) = (decision is null)),
  check (suspension_id is null or status = 'upheld')
);
comment on table report is 'What somebody says is wrong with a page, until an admin decided about it.';
create index report_open on report (creator_id, created_at) where status = 'open';
create index report_waiting on report (created_at) where status = 'open';
create index report_of_page on report (creator_id, created_at desc, id desc);
create index report_to_forget on report (decided_at) where reporter_email is not null and status <> 'open';
create index report_by_address on report (reporter_email) where reporter_email is not null;

-- What admins tell each other about a page while they look into it.
create table report_note (
  id uuid primary key,
  creator_id uuid not null references creator on delete restrict,
  author_id uuid not null references person on delete restrict,
  body text not null check (char_length(body) between 1 and 1000),
  created_at timestamptz not null
);
comment on table report_note is 'What admins tell each other about a page; its owner and reporters never read it.';
create index report_note_of_page on report_note (creator_id, created_at desc, id desc);
create trigger report_note_only_grows before update or delete or truncate on report_note
  for each statement execute function refuse_change();

-- Pages that are suspended already get the row of their suspension from the audit log, and the same
-- two weeks to appeal from today on.
insert into suspension (id, creator_id, reason, suspended_by, suspended_at, appeal_until, status)
select gen_random_uuid(), c.id, c.suspended_reason, act.actor_id, act.happened_at, now() + interval '14 days', 'standing'
from creator c
cross join lateral (
  select a.actor_id, a.happened_at from audit_log a
  where a.subject_kind = 'creator' and a.subject_id = c.id::text and a.action = 'creator.suspend' and a.actor_id is not null
  order by a.happened_at desc, a.id desc limit 1
) act
where c.status = 'suspended' and not c.suspended_with_owner and char_length(c.suspended_reason) between 3 and 500;
