-- What a creator's dashboard reads: holds that end, people who gave, word of it by mail, and lists
-- that never read a whole table.

-- A refund that a bank sent back, whose debt a later income had repaid meanwhile: that part returns
-- as available money, because a debt that is no more cannot be given back.
insert into ledger_transfer_kind (code, name) values (27, 'refund_returned');
insert into ledger_rule (transfer_kind, debit_kind, credit_kind)
select 27, d.code, c.code from ledger_account_kind d, ledger_account_kind c
where d.name = 'processor_clearing' and c.name = 'creator_available';

-- Who gave to a creator, as far as they chose: an account, a guest by a keyed hash of the address
-- (never the address), or the one row of all who stay anonymous. Kept in the transaction that posts,
-- so that the list costs the same at ten tips and at ten million.
create table supporter (
  id uuid primary key,
  creator_id uuid not null references creator on delete restrict,
  person_id uuid references person on delete restrict,
  guest_key text check (guest_key ~ '^[A-Za-z0-9_-]{43}$'),
  tips_received bigint not null check (tips_received >= 0),
  received_minor bigint not null check (received_minor >= 0),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  last_tip_at timestamptz not null,
  check (person_id is null or guest_key is null),
  constraint supporter_once unique nulls not distinct (creator_id, person_id, guest_key)
);
comment on table supporter is
  'People as one creator sees them. Both keys NULL is the one row of everybody who stays anonymous.';
create index supporter_latest on supporter (creator_id, last_tip_at desc, id desc) where tips_received > 0;
create index supporter_most on supporter (creator_id, received_minor desc, id desc) where tips_received > 0;
create index supporter_of_person on supporter (person_id) where person_id is not null;

alter table tip
  add column supporter_id uuid references supporter on delete restrict,
  -- How often held money of this tip was released: a refund that came back is released a second time.
  add column releases integer not null default 0 check (releases >= 0),
  -- Words of message and name as the creator may see them, each lexeme beside the page's own, so
  -- that a search reads nothing of other pages. 'simple', because fans write in every language.
  add column search tsvector not null generated always as (
    to_tsvector('simple', translate(
      coalesce(message, '') || ' ' || case when visibility = 'anonymous' then '' else coalesce(display_name, '') end,
      '!"#$%&''()*+,-./:;<=>?@[\]^_`{|}~', repeat(' ', 32)))
    || array_to_tsvector(array['page=' || creator_id::text])
  ) stored;
create index tip_of_supporter on tip (supporter_id, received_at desc, id desc) where supporter_id is not null;
create index tip_held_of_creator on tip (creator_id, received_at desc, id desc) where held_minor > 0;
create index tip_available_of_creator on tip (creator_id, received_at desc, id desc)
  where held_minor = 0 and available_minor > 0;
create index tip_refunded_of_creator on tip (creator_id, received_at desc, id desc) where refunded_minor > 0;
create index tip_visibility_of_creator on tip (creator_id, visibility, received_at desc, id desc)
  where received_at is not null;
-- The earnings card: what becomes free on which day, from the index alone.
create index tip_hold_of_creator on tip (creator_id, held_until) include (held_minor) where held_minor > 0;
create index tip_search on tip using gin (search) where received_at is not null;

-- Up to `most` tips of a page that have these words, found by the index of words and by nothing else.
-- The planner cannot know how many tips a beginning of a word has; it would rather walk a page's
-- tips from the newest on, all of them when the word is rare. Who asks sorts a few, or walks when
-- there are many.
create function tips_with_words(page uuid, words text, most integer) returns setof uuid
language sql stable set search_path = public, pg_temp
set enable_seqscan = off set enable_indexscan = off set jit = off as $$
  select id from tip
  where received_at is not null and search @@ (('''page=' || page::text || '''')::tsquery && to_tsquery('simple', words))
  limit most
$$;
-- The same for pages that can be visited.
create function pages_with_words(words text, most integer) returns setof uuid
language sql stable set search_path = public, pg_temp
set enable_seqscan = off set enable_indexscan = off set jit = off as $$
  select id from creator where status = 'active' and search @@ to_tsquery('simple', words) limit most
$$;

-- A guest's payments join an account when the address is proven: what they gave moves from the
-- guest's row to the person's, whoever joins them. Anonymous tips stay where they are.
create function supporter_joined() returns trigger
language plpgsql set search_path = public, pg_temp as $$
declare
  given tip;
  counted integer;
  joined uuid;
begin
  select * into given from tip
  where payment_id = new.id and supporter_id is not null and visibility <> 'anonymous' for update;
  if not found then
    return null;
  end if;
  counted := case when given.status = 'received' then 1 else 0 end;
  insert into supporter (id, creator_id, person_id, tips_received, received_minor, currency, last_tip_at)
  values (gen_random_uuid(), given.creator_id, new.person_id, counted, counted * given.gross_minor,
    given.currency, given.received_at)
  on conflict on constraint supporter_once do update set
    tips_received = supporter.tips_received + excluded.tips_received,
    received_minor = supporter.received_minor + excluded.received_minor,
    last_tip_at = greatest(supporter.last_tip_at, excluded.last_tip_at)
  returning id into joined;
  update supporter set tips_received = tips_received - counted,
    received_minor = received_minor - counted * given.gross_minor
  where id = given.supporter_id;
  update tip set supporter_id = joined where id = given.id;
  return null;
end $$;
create trigger payment_joins_supporter after update of person_id on payment
  for each row when (old.person_id is null and new.person_id is not null)
  execute function supporter_joined();

alter table creator
  -- Up to when a creator with daily mail has been told of tips; NULL before the first one.
  add column tips_told_until timestamptz;
create index creator_told_daily on creator (id) where notify_tips = 'daily';

alter table mail_message
  -- Where one POST ends this kind of mail (RFC 8058); NULL for mail that cannot be ended.
  add column unsubscribe_url text check (unsubscribe_url ~ '^https?://[!-~]+$');
