-- A tip typed without JavaScript keeps which way it was to be paid until its one button confirms it.
alter table tip_draft add column way text not null default 'card' check (way in ('card', 'tab'));

-- What a creator has on fans' tabs, newest first: tips that are posted and not yet collected.
create index tip_on_tabs on tip (creator_id, created_at desc, id desc) where status = 'pending' and line_id is not null;
