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

-- How a handle looks at a glance: hyphens fall away, and signs that are easily taken for one
-- another become one. lib/creators/handle.ts computes the same; a test holds them together.
create function handle_skeleton(handle text) returns text
language sql immutable strict parallel safe
return replace(replace(translate(handle, '01i5-', 'olls'), 'm', 'rn'), 'w', 'vv');

-- Every look belongs to the first page that had it, for ever: so two pages never look alike, an old
-- address is never somebody else's, and two renames at once end in one order or the other.
create table handle_claim (
  skeleton text primary key,
  creator_id uuid not null references creator on delete restrict
);
create index handle_claim_of_creator on handle_claim (creator_id);

create function claim_handle() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
  insert into handle_claim (skeleton, creator_id) values (handle_skeleton(new.handle), new.id)
  on conflict do nothing;
  -- A claim made at the same moment is waited for by the insert, so this sees whose it became.
  if not exists (select from handle_claim where skeleton = handle_skeleton(new.handle) and creator_id = new.id) then
    raise exception 'another page has or had a handle that looks like %', new.handle
      using errcode = 'unique_violation', constraint = 'handle_claim_pkey', table = 'handle_claim';
  end if;
  if tg_op = 'UPDATE' and old.handle <> new.handle then
    insert into handle_history (handle, creator_id) values (old.handle, new.id)
    on conflict (handle) do update set left_at = excluded.left_at;
  end if;
  return null;
end $$;
create trigger creator_claims_handle after insert or update of handle on creator
  for each row execute function claim_handle();
