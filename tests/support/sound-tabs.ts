import { sql } from 'drizzle-orm';
import { expect } from 'vitest';
import { getDb } from '@/db/client';

/**
 * What must hold of all tabs, pledges and bills at every moment, whatever happened: each query finds
 * the rows that break one sentence. The ledger's own invariants are `verifyLedger`'s.
 */
const SENTENCES: Record<string, string> = {
  'the lines of a bill sum to it': `
    select b.id from bill b left join tab_line l on l.bill_id = b.id and l.status not in ('dropped', 'undone')
    where b.status <> 'void' group by b.id, b.amount_minor having coalesce(sum(l.amount_minor), 0) <> b.amount_minor`,
  'the charge of a paid bill is the bill': `
    select b.id from bill b join payment p on p.id = b.payment_id
    where b.status = 'paid' and (p.amount_minor <> b.amount_minor or p.status <> 'succeeded' or p.currency <> b.currency)`,
  'a bill has at most one charge that succeeded': `
    select bill_id from payment where bill_id is not null and status = 'succeeded' group by bill_id having count(*) > 1`,
  'the fee shares of a bill sum to its fee': `
    select b.id from bill b join tab_line l on l.bill_id = b.id and l.status = 'collected'
    where b.processor_fee_minor is not null group by b.id, b.processor_fee_minor
    having coalesce(sum(l.fee_share_minor), -1) <> b.processor_fee_minor`,
  'a bill that was given up has no charge that succeeded, and none that may': `
    select b.id from bill b join payment p on p.bill_id = b.id
    where b.status in ('written_off', 'void') and p.status in ('succeeded', 'created', 'open', 'processing')`,
  'a line is on a bill as soon as somebody is asked to pay it, and not before': `
    select id from tab_line where (status in ('open', 'undone')) = (bill_id is not null)`,
  'lines of a paid bill are collected, of a written-off bill written off, and of no bill both': `
    select l.id from tab_line l join bill b on b.id = l.bill_id
    where (b.status = 'paid' and l.status not in ('collected', 'dropped'))
      or (b.status = 'written_off' and l.status not in ('written_off', 'dropped'))
      or (b.status in ('due', 'failing') and l.status not in ('billed', 'waiting', 'dropped'))
      or (b.status = 'void' and l.status <> 'dropped')`,
  'what a tab owes is the sum of its open lines': `
    select t.fan_id from tab t left join tab_line l on l.fan_id = t.fan_id and l.currency = t.currency and l.status = 'open'
    group by t.fan_id, t.currency, t.owed_minor having coalesce(sum(l.amount_minor), 0) <> t.owed_minor`,
  // What the billing day wrote (it has no key) may roll over and counts for no limit; less than a charge
  // can be comes back from a refused charge on top of what was put on the tab meanwhile.
  'what was put on a tab never passes its limit, but for what a void bill put back': `
    select t.fan_id, t.limit_minor, sum(l.amount_minor) from tab t
    join tab_line l on l.fan_id = t.fan_id and l.currency = t.currency and l.status = 'open' and l.key is not null
    group by t.fan_id, t.currency, t.limit_minor
    having sum(l.amount_minor) > t.limit_minor + case when exists (
      select from bill b where b.fan_id = t.fan_id and b.currency = t.currency and b.status = 'void') then 49 else 0 end`,
  'a tab with a running pledge has its next billing day': `
    select p.id from pledge p left join tab t on t.fan_id = p.fan_id and t.currency = p.currency
    where p.status = 'active' and t.next_bill_on is null`,
  'no day of a pledge is paid twice': `
    select a.id from tab_line a join tab_line b on b.pledge_id = a.pledge_id and b.id > a.id
    where a.kind in ('pledge_days', 'pledge_month') and b.kind in ('pledge_days', 'pledge_month')
      and a.status not in ('undone', 'dropped') and b.status not in ('undone', 'dropped')
      and daterange(a.from_on, a.until_on) && daterange(b.from_on, b.until_on)`,
  // A month has at least 28 days, so that a day never costs more than a 28th of the price. All these
  // lines end with the same day. Days by themselves may cost more: ten cents at least, or a month in full.
  'what months and raises take for the last day that is paid is never more than the price': `
    select p.id, p.amount_minor, sum(l.amount_minor * 28.0 / (l.until_on - l.from_on)) from pledge p
    join tab_line l on l.pledge_id = p.id and l.until_on = p.paid_until
    where l.kind in ('pledge_month', 'pledge_raise') and l.status not in ('undone', 'dropped', 'waiting')
    group by p.id, p.amount_minor having sum(l.amount_minor * 28.0 / (l.until_on - l.from_on)) > p.amount_minor + 0.001`,
  'a raise is for days that are paid already': `
    select l.id from tab_line l where l.kind = 'pledge_raise' and l.status not in ('undone', 'dropped') and not (
      select coalesce(range_agg(daterange(b.from_on, b.until_on)), '{}') from tab_line b
      where b.pledge_id = l.pledge_id and b.kind <> 'pledge_raise' and b.status not in ('undone', 'dropped')
    ) @> daterange(l.from_on, l.until_on)`,
  'a pledge is paid until the last day that a line of it pays for, or later': `
    select p.id from pledge p join tab_line l on l.pledge_id = p.id
    where l.status not in ('undone', 'dropped', 'waiting') and l.kind <> 'pledge_raise'
    group by p.id, p.paid_until having max(l.until_on) > p.paid_until`,
  'a live pledge opens exactly what it pays for, and an ended one nothing': `
    select p.id from pledge p left join entitlement e on e.pledge_id = p.id and e.closed_at is null
    where (p.status in ('active', 'paused', 'leaving') and (e.id is null or e.tier_id <> p.tier_id or e.fan_id <> p.fan_id))
      or (p.status = 'active' and e.ends_on is not null)
      or (p.status in ('asked', 'waiting', 'ended') and e.id is not null)`,
  'the places taken of a tier are those that pledges hold': `
    select t.id from tier t left join pledge p on t.id in (p.tier_id, p.next_tier_id) and p.status <> 'ended'
    group by t.id, t.taken having count(p.id) <> t.taken`,
  'one fan has one live pledge to a creator': `
    select fan_id from pledge where status <> 'ended' group by fan_id, creator_id having count(*) > 1`,
  'a tip on the tab is received when its line is collected, and not before': `
    select t.id from tip t join tab_line l on l.id = t.line_id
    where (l.status = 'collected') <> (t.status in ('received', 'refunded', 'disputed'))
      or (l.status in ('undone', 'dropped', 'written_off')) <> (t.status = 'dropped')`,
};

/** Finds every row that breaks one of the sentences above, and fails with the sentence. */
export async function expectSoundTabs(): Promise<void> {
  const broken: Record<string, unknown[]> = {};
  for (const [sentence, query] of Object.entries(SENTENCES)) {
    const { rows } = await getDb().execute(sql.raw(query));
    if (rows.length > 0) broken[sentence] = rows;
  }
  expect(broken).toEqual({});
}
