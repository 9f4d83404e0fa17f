-- A creator looks for tips that stand in a payout, that were paid out, or that a bank has: each ends in an index of its own.
create index tip_reserved_of_creator on tip (creator_id, received_at desc, id desc) where reserved_minor > 0;
create index tip_paid_of_creator on tip (creator_id, received_at desc, id desc) where paid_minor > 0;
create index tip_disputed_of_creator on tip (creator_id, received_at desc, id desc) where disputed_minor > 0;
