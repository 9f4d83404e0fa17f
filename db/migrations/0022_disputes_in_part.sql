-- A bank may take more than a charge has left (it was refunded before), may give back only a part of what it
-- took, and may think again. So a dispute knows how much the bank has now, and which posting says so.
alter table dispute
  -- What the bank has now: what its movements took, less what they gave back.
  add column taken_minor bigint not null default 0 check (taken_minor >= 0),
  -- What of that no gift bears, because it had gone back to the fan before: the operator's loss.
  add column excess_minor bigint not null default 0 check (excess_minor >= 0),
  -- The ledger's newest transaction of it, which takes what the bank has now; NULL before there was any.
  add column posting_id uuid;
update dispute d set taken_minor = 0 - m.amount_minor, posting_id = encode(set_byte(set_byte(i.bytes, 6, (get_byte(i.bytes, 6) & 15) | 112), 8, (get_byte(i.bytes, 8) & 63) | 128), 'hex')::uuid
from dispute_movement m, dispute o, lateral (
  -- What `deriveId(id, 'withdrawn:…')` of lib/ids answers.
  select substring(uuid_send(o.id) from 1 for 6)
    || substring(sha256(convert_to(o.id::text, 'UTF8') || '\x00'::bytea || convert_to('withdrawn:' || o.withdrawn_by, 'UTF8')) from 7 for 10) as bytes) i
where o.id = d.id and m.transaction_id = d.withdrawn_by;
-- Of one that gave all back nothing stands: an id under which nothing was posted says so.
update dispute d set posting_id = gen_random_uuid()
where posting_id is null and exists (select from dispute_movement m where m.dispute_id = d.id and m.amount_minor < 0);

-- What of a line a bank has may become less; how much it ever had is told when it is given back.
alter table dispute_line add column most_minor bigint not null default 0;
update dispute_line set most_minor = amount_minor;
alter table dispute_line
  drop constraint dispute_line_amount_minor_check,
  add constraint dispute_line_amount_at_most check (amount_minor between 0 and most_minor),
  alter column most_minor drop default;
update dispute_line x set amount_minor = 0, held_minor = 0, available_minor = 0, debt_minor = 0, platform_minor = 0
from dispute d where d.id = x.dispute_id and d.withdrawn_by is null;

-- What nobody's gift bears is the operator's.
insert into ledger_rule (transfer_kind, debit_kind, credit_kind)
select t.code, d.code, c.code from ledger_transfer_kind t, ledger_account_kind d, ledger_account_kind c
where t.name = 'dispute_opened' and d.name = 'processor_costs' and c.name = 'processor_clearing';
