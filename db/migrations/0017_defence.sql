-- Defence against card testing (SECURITY.md K02, OAT-001): which pages for typing a card were opened, which cards were
-- refused on them, and what is done about it. Moments are real time, as everywhere in limits. Whoever it was is kept as a
-- "mark", what is limited and a keyed hash of it ('connection:…', 'browser:…', 'mail:…', 'card:…'), or as 'creator:<id>'
-- and 'everywhere:all'; a copy of these tables names no address and no card.

-- One opening of a hosted page on which a card can be typed. Its id is that of its payment or card setup; without a foreign
-- key, because it is forgotten after thirty days and they are not. So with its creator.
create table card_page (
  id uuid primary key,
  deed text not null check (deed in ('tip', 'card', 'pay_bill')),
  creator_id uuid,
  marks text[] not null,
  opened_at timestamptz not null default now(),
  -- When the defence closed it before its time.
  closed_at timestamptz
);
comment on table card_page is 'A hosted page on which a card can be typed, and the marks of who opened it.';
create index card_page_of_creator on card_page (creator_id, opened_at) where creator_id is not null;
create index card_page_opened on card_page (opened_at);

-- One refused try of a card, once for each mark that it counts against. Its id is the processor's, so that events that
-- come twice count once.
create table card_refusal (
  mark text not null,
  try_id text not null,
  page_id uuid not null,
  -- The bank's reason; for admins only.
  code text check (length(code) between 1 and 100),
  learned_at timestamptz not null default now(),
  primary key (mark, try_id)
);
comment on table card_refusal is 'A card that was refused on one of our pages, once for each mark that it counts against.';
create index card_refusal_recent on card_refusal (mark, learned_at);
create index card_refusal_of_page on card_refusal (page_id);
create index card_refusal_learned on card_refusal (learned_at);

-- What is done about a mark: begun when too many cards were refused, in force until `until` unless it is lifted. It only
-- ever becomes stricter: slow ──> challenge ──> block.
create table card_measure (
  id uuid primary key,
  mark text not null,
  -- Which limit was passed; that of a card is enforced on the marks of who typed it.
  limit_name text not null check (limit_name in ('connection', 'browser', 'mail', 'card', 'creator', 'everywhere')),
  step text not null check (step in ('slow', 'challenge', 'block')),
  -- Cards refused in the window, when it was looked at last.
  refusals integer not null check (refusals > 0),
  -- How many openings of a page it has held up.
  held_up integer not null default 0 check (held_up >= 0),
  began_at timestamptz not null default now(),
  raised_at timestamptz not null default now(),
  until timestamptz not null,
  -- When it last let somebody through: `slow` leaves time between two.
  let_at timestamptz,
  lifted_at timestamptz,
  lifted_by uuid references person on delete restrict,
  lift_reason text check (length(lift_reason) between 3 and 500),
  check ((lifted_at is null) = (lifted_by is null) and (lifted_at is null) = (lift_reason is null))
);
comment on table card_measure is 'What is done about a mark on which too many cards were refused.';
create index card_measure_of_mark on card_measure (mark, until);
create index card_measure_newest on card_measure (began_at desc, id desc);
create index card_measure_until on card_measure (until);

-- Proofs and waits that have opened a page: each opens one.
create table spent_proof (
  id text primary key check (length(id) between 10 and 100),
  spent_at timestamptz not null default now()
);
comment on table spent_proof is 'Proofs of work that were used: none is good twice.';
create index spent_proof_age on spent_proof (spent_at);
