-- What the review of payouts asks for (lib/review).

-- What a mail address looks like when what cannot tell two mailboxes apart is left out: case, dots
-- before the @, and everything from a plus on. Two that look alike here may be one person; an admin
-- sees both and decides, so it may be wrong now and then.
create function mail_pattern(address text) returns text
  language sql immutable parallel safe strict
  return replace(regexp_replace(lower(split_part(address, '@', 1)), '[+].*$', ''), '.', '')
    || '@' || replace(lower(split_part(address, '@', 2)), 'googlemail.com', 'gmail.com');

-- Everything that was collected for a page, each gift once, whichever way it came: who gave it, as far
-- as we know, and with which card. `giver` is one word for one mailbox or account, so that somebody who
-- gave as a guest first and signed in later is one.
create view review_gift as
select t.id, 'tip' as kind, t.creator_id, t.currency, t.gross_minor as amount_minor, t.refunded_minor, t.received_at as given_at,
  t.visibility, p.id as payment_id, null::uuid as bill_id, p.person_id, null::uuid as fan_id,
  coalesce(o.email, lower(p.payer_email)) as email,
  coalesce(o.email, lower(p.payer_email), p.person_id::text, p.id::text) as giver,
  p.card_fingerprint as card, p.card_last4 as last4
from tip t
join payment p on p.id = t.payment_id
left join person o on o.id = p.person_id
where t.received_at is not null and t.line_id is null
union all
select l.id, l.kind, l.creator_id, l.currency, l.amount_minor, l.refunded_minor, l.collected_at,
  coalesce(t.visibility, 'creator_only'), p.id, b.id, f.person_id, f.id,
  coalesce(o.email, f.email),
  coalesce(o.email, f.email, f.person_id::text, f.id::text),
  p.card_fingerprint, p.card_last4
from tab_line l
join bill b on b.id = l.bill_id
join fan f on f.id = b.fan_id
join payment p on p.bill_id = b.id and p.status = 'succeeded'
left join person o on o.id = f.person_id
left join tip t on t.line_id = l.id
where l.status = 'collected';
comment on view review_gift is 'Every gift that was collected for a page, with who gave it and with which card; read by the review of payouts.';

create index payout_newest_by_status on payout (status, requested_at desc, id desc);
-- How long reviews took, and whether two pages are paid to one bank account.
create index payout_approved on payout (approved_at) where approved_at is not null;
create index payout_denied on payout (ended_at) where status = 'denied';
create index payout_account_destination on payout_account (destination) where destination is not null;
