-- A bank may ask first and take the money later, under one id. What answers the inquiry does not answer the
-- dispute that it becomes: each stage has an answer of its own.
alter table dispute_answer add column stage text check (stage in ('inquiry', 'dispute'));
update dispute_answer a set stage = case when d.status like 'warning%' then 'inquiry' else 'dispute' end from dispute d where d.id = a.dispute_id;
alter table dispute_answer alter column stage set not null, drop constraint dispute_answer_pkey, add primary key (dispute_id, stage);
