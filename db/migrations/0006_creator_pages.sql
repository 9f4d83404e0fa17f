-- A creator's page becomes somebody's: its owner, pictures, what it offers, and its earlier addresses.

create table media (
  id uuid primary key,
  -- Part of the public address: 128 random bits, so nobody can guess what is not linked.
  key text not null unique check (key ~ '^[a-z0-9]{26}$'),
  creator_id uuid not null references creator on delete cascade,
  kind text not null check (kind in ('avatar', 'banner')),
  widths integer[] not null check (cardinality(widths) between 1 and 4),
  bytes integer not null check (bytes > 0),
  created_at timestamptz not null default now()
);
create index media_of_creator on media (creator_id);

alter table creator
  add column person_id uuid unique references person on delete restrict,
  -- What supporters get, or what the page shows: without it, or a link to work, no money is taken.
  add column offer text not null default '' check (char_length(offer) <= 500),
  add column avatar_id uuid references media on delete set null,
  add column banner_id uuid references media on delete set null,
  add column notify_tips text not null default 'each' check (notify_tips in ('each', 'daily', 'never')),
  add column suspended_reason text check (char_length(suspended_reason) between 1 and 500),
  drop constraint creator_tagline_check,
  add constraint creator_tagline_check check (char_length(tagline) <= 120);
comment on column creator.person_id is
  'Whose page it is; NULL once its owner deleted their account, and for pages that nobody owns yet.';

-- Addresses that a page had before. They lead to it for ever and nobody else may take them, so an
-- old link never pays a stranger (SECURITY.md H13).
create table handle_history (
  handle text primary key,
  creator_id uuid not null references creator on delete restrict,
  left_at timestamptz not null default now()
);
create index handle_history_of_creator on handle_history (creator_id, left_at desc);
