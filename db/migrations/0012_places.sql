-- The places of a tier are counted where pledges are written, whoever writes them: a join, a billing
-- run that moves a thousand fans to the tier they chose, a pledge that ends. The CHECK on tier
-- refuses the one too many (tier_not_oversold), however many come at once.
--
-- A pledge that has not ended holds a place on its tier, and one on the tier it will move to.

create function places_of_new_pledges() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
  -- Per statement, in the order of ids: a thousand pledges to one tier change its row once.
  update tier set taken = taken + wanted.places
  from (
    select held.id, count(*)::int as places
    from (
      select tier_id as id from made where status <> 'ended'
      union all
      select next_tier_id from made where status <> 'ended' and next_tier_id <> tier_id
    ) held group by held.id order by held.id
  ) wanted
  where tier.id = wanted.id;
  return null;
end $$;

create trigger pledge_takes_places after insert on pledge
  referencing new table as made
  for each statement execute function places_of_new_pledges();

create function places_of_changed_pledge() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
  update tier set taken = taken + moved.places
  from (
    select held.id, sum(held.places)::int as places
    from (
      select old.tier_id as id, -1 as places where old.status <> 'ended'
      union all select old.next_tier_id, -1 where old.status <> 'ended' and old.next_tier_id <> old.tier_id
      union all select new.tier_id, 1 where new.status <> 'ended'
      union all select new.next_tier_id, 1 where new.status <> 'ended' and new.next_tier_id <> new.tier_id
    ) held group by held.id having sum(held.places) <> 0 order by held.id
  ) moved
  where tier.id = moved.id;
  return null;
end $$;

-- The condition is asked without a call, so the months of a billing run cost nothing here.
create trigger pledge_moves_places after update on pledge
  for each row when (
    old.tier_id is distinct from new.tier_id
    or old.next_tier_id is distinct from new.next_tier_id
    or (old.status = 'ended') <> (new.status = 'ended'))
  execute function places_of_changed_pledge();

-- Whose card was never saved: looked for every hour.
create index pledge_asked on pledge (created_at) where status = 'asked';
