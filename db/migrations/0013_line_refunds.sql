-- Refunds of bills, line by line (DESIGN.md 4.7).

-- What of a refund goes to which line of a bill; a refund of a tip by card has none. Named lines
-- stand here when the refund is asked for. Of one that names none, such as one made in the
-- processor's own dashboard, they are written when it settles.
create table refund_line (
  refund_id uuid not null references refund on delete restrict,
  line_id uuid not null references tab_line on delete restrict,
  amount_minor bigint not null check (amount_minor > 0),
  -- Where it was taken from when it settled, so that one that a bank sends back returns there.
  held_minor bigint not null default 0 check (held_minor >= 0),
  available_minor bigint not null default 0 check (available_minor >= 0),
  debt_minor bigint not null default 0 check (debt_minor >= 0),
  platform_minor bigint not null default 0 check (platform_minor >= 0),
  primary key (refund_id, line_id),
  constraint refund_line_is_taken_whole check (held_minor + available_minor + debt_minor + platform_minor in (0, amount_minor))
);
comment on table refund_line is 'What of a refund goes to which line of a bill, and who bears it.';
create index refund_line_of_line on refund_line (line_id);

-- The last guard: nothing gives back more than it was.
alter table tab_line add constraint tab_line_refunded_at_most check (refunded_minor <= amount_minor);
alter table tip add constraint tip_refunded_at_most check (refunded_minor <= gross_minor + platform_tip_minor);

-- Who gets the days back that they are in has no pledge any more.
alter table pledge drop constraint pledge_ended_reason_check;
alter table pledge add constraint pledge_ended_reason_check check (ended_reason in (
  'cancelled', 'card_refused', 'card_not_saved', 'not_confirmed', 'refused', 'written_off', 'creator_closed', 'not_started', 'refunded'));
