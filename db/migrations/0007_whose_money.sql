-- Whose payment it was, when its money is free, and lists that never read a whole table.

alter table payment
  -- The payer's account: known when they were signed in, or joined when they prove the address.
  add column person_id uuid references person on delete restrict,
  -- Stripe's word on when the money can be paid out; with the fee, from the balance transaction.
  add column available_on timestamptz;
create index payment_of_person on payment (person_id, created_at desc, id desc) where person_id is not null;
create index payment_of_guest on payment (lower(payer_email)) where person_id is null and payer_email is not null;
create index payment_newest on payment (created_at desc, id desc);
create index payment_newest_by_status on payment (status, created_at desc, id desc);

alter table tip
  -- When the hold is over: the latest of the operator's hold, Stripe's available_on and the fee
  -- being posted (DESIGN.md 4.6). NULL until the fee is known.
  add column held_until timestamptz,
  -- What of this very tip became available; a refund takes from held first, then from here.
  add column available_minor bigint not null default 0 check (available_minor >= 0);
create index tip_held on tip (held_until, id) where held_minor > 0 and held_until is not null;
create index tip_of_creator on tip (creator_id, received_at desc, id desc) where received_at is not null;
