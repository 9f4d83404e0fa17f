-- People, how they prove who they are, what they agreed to, and what admins did.

create table person (
  id uuid primary key,
  -- Proven by a link or by a provider that vouches for it; lower case, because two spellings of
  -- one mailbox must not be two people. NULL once the account is deleted.
  email text unique check (email = lower(email) and length(email) <= 254 and email !~ '[\s,<>]'),
  display_name text check (char_length(display_name) between 1 and 50),
  default_visibility text not null default 'creator_only'
    check (default_visibility in ('public', 'creator_only', 'anonymous')),
  locale text not null default 'en-US' check (locale ~ '^[a-z]{2}(-[A-Z]{2})?$'),
  time_zone text not null default 'UTC' check (length(time_zone) between 1 and 64),
  -- Set from the command line only (npm run admin:grant); no form and no action knows this column.
  is_admin boolean not null default false,
  status text not null default 'active' check (status in ('active', 'suspended', 'deleted')),
  suspended_reason text check (char_length(suspended_reason) between 1 and 500),
  -- To the millisecond, as our code reads it: lists go on from it exactly.
  created_at timestamptz(3) not null default now(),
  deleted_at timestamptz,
  check ((status = 'suspended') = (suspended_reason is not null)),
  check ((status = 'deleted') = (email is null)),
  check ((status = 'deleted') = (deleted_at is not null)),
  check (status <> 'deleted' or display_name is null)
);
comment on table person is
  'Somebody with a proven address: fan, creator and admin alike. A deleted person keeps this empty row, because payments and the audit log point to it.';
create index person_newest on person (created_at desc, id desc);
-- The admin looks people up by the beginning of an address or a name.
create index person_email_prefix on person (email text_pattern_ops);
create index person_name_prefix on person (lower(display_name) text_pattern_ops);

-- Only hashes of tokens stand here: who reads this table cannot sign in with it (SECURITY.md A17).
-- Real time throughout: sessions and links know nothing of the business clock.
create table session (
  id uuid primary key,
  token_hash text not null unique,
  person_id uuid not null references person on delete cascade,
  created_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  -- It slides with use; the absolute end is reckoned from created_at in lib/auth.
  expires_at timestamptz not null,
  -- When the second factor was last shown in this session; step-up asks how long ago.
  factor_at timestamptz,
  -- The first 24 bits of an IPv4 address, 48 of an IPv6 one: enough to recognise, not to locate.
  network text not null default '' check (length(network) <= 64),
  device text not null default '' check (length(device) <= 100)
);
create index session_of_person on session (person_id, last_seen_at desc);
create index session_expired on session (expires_at);

create table sign_in_link (
  -- One live link per address: a new one takes the place of the old.
  email text primary key check (length(email) <= 254),
  token_hash text not null unique,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null
);

create table oauth_account (
  provider text not null,
  provider_account_id text not null,
  person_id uuid not null references person on delete cascade,
  created_at timestamptz not null default now(),
  primary key (provider, provider_account_id)
);
create index oauth_account_of_person on oauth_account (person_id);

create table second_factor (
  person_id uuid primary key references person on delete cascade,
  -- The TOTP secret, sealed with a key derived from AUTH_SECRET: a copy of the database is no factor.
  sealed_secret text not null,
  -- NULL until the person has typed a code of it once.
  confirmed_at timestamptz,
  -- The time step of the last code taken: each code works once (RFC 6238 5.2).
  last_step bigint not null default 0,
  failures integer not null default 0 check (failures >= 0),
  locked_until timestamptz
);

create table recovery_code (
  person_id uuid not null references person on delete cascade,
  code_hash text not null,
  used_at timestamptz,
  primary key (person_id, code_hash)
);

-- A change of address waits here until both mailboxes have agreed.
create table email_change (
  person_id uuid primary key references person on delete cascade,
  new_email text not null check (new_email = lower(new_email) and length(new_email) <= 254),
  old_token_hash text not null unique,
  new_token_hash text not null unique,
  old_proven_at timestamptz,
  new_proven_at timestamptz,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null
);

-- Counters of attempts, by a hash of what is limited (an address, a network), never the thing itself.
create table rate_limit (
  bucket text not null,
  starts_at timestamptz not null,
  attempts integer not null default 1 check (attempts > 0),
  primary key (bucket, starts_at)
);
create index rate_limit_age on rate_limit (starts_at);

-- What a person agreed to, by version; the text of that version is kept in legal_text.
create table consent (
  person_id uuid not null references person on delete restrict,
  document text not null check (document in ('terms', 'privacy', 'adult')),
  version integer not null check (version >= 0),
  accepted_at timestamptz not null default now(),
  primary key (person_id, document, version)
);

-- The operator's legal texts. The drafts that we ship are version 0 and stand in code.
create table legal_text (
  document text not null check (document in ('terms', 'privacy', 'imprint')),
  version integer not null check (version > 0),
  body text not null check (char_length(body) between 1 and 100000),
  published_at timestamptz not null default now(),
  published_by uuid not null references person on delete restrict,
  primary key (document, version)
);

-- What the operator has set; a name that is missing here has the default that stands in code.
create table operator_setting (
  name text primary key,
  value jsonb not null,
  changed_at timestamptz not null default now(),
  changed_by uuid not null references person on delete restrict
);

-- Who did what to whose things, and who looked at what is personal.
create table audit_log (
  id uuid primary key,
  happened_at timestamptz not null default now(),
  actor_id uuid references person on delete restrict,
  action text not null check (action ~ '^[a-z_]+(\.[a-z_]+)+$'),
  subject_kind text not null,
  subject_id text not null check (length(subject_id) <= 200),
  reason text check (char_length(reason) between 1 and 500),
  detail jsonb not null default '{}'
);
comment on column audit_log.actor_id is 'NULL for an act from the command line.';
create index audit_log_newest on audit_log (happened_at desc, id desc);
create index audit_log_of_action on audit_log (action, happened_at desc, id desc);
create index audit_log_of_actor on audit_log (actor_id, happened_at desc, id desc);
create index audit_log_of_subject on audit_log (subject_kind, subject_id, happened_at desc, id desc);

create function refuse_change() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
  raise exception '% on % is refused: this record only grows', tg_op, tg_table_name
    using errcode = 'restrict_violation';
end $$;
create trigger audit_log_only_grows before update or delete or truncate on audit_log
  for each statement execute function refuse_change();
create trigger consent_only_grows before update or delete or truncate on consent
  for each statement execute function refuse_change();
create trigger legal_text_only_grows before update or delete or truncate on legal_text
  for each statement execute function refuse_change();
