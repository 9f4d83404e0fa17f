import { sql } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { column } from '@/db/column';
import type { Day } from '@/lib/dates';
import type { Currency } from '@/lib/money';
import type { PledgeToBill, TabToBill } from './reckon-tab';

/** A tab whose evening has come, locked; `bills` is how many it had before; `isShut`: its person is suspended, or it is frozen. */
export type DueTab = TabToBill & { fanOwner: string; bills: number; isShut: boolean };
/** A pledge whose days were moved on; `changes`: it has other terms from here on. */
export type DuePledge = PledgeToBill & { creatorOwner: string; changes: boolean };

type TabOf = { fanId: string; currency: Currency };

/**
 * Has this transaction go by its indexes. The run itself makes the statistics stale: bills that were
 * none a minute ago are thousands now, and a plan that still reads them whole for each tab would
 * take longer with every batch.
 */
export async function planByIndex(tx: Tx): Promise<void> {
  await tx.execute(sql`
    select set_config('enable_seqscan', 'off', true), set_config('enable_hashjoin', 'off', true),
      set_config('enable_mergejoin', 'off', true), set_config('jit', 'off', true)`);
}

/**
 * Locks up to `limit` tabs that are due and have no bill in collection, oldest first; those of
 * another worker are skipped. The bills are asked for once more under the lock, as their
 * fans' days are: either may have changed between the look and the lock.
 */
export async function claimDueTabs(tx: Tx, now: Date, limit: number, without: readonly string[] = []): Promise<DueTab[]> {
  const { rows } = await tx.execute<Omit<DueTab, keyof Owner>>(sql`
    select t.fan_id as "fanId", t.currency, t.next_bill_on::text as "nextBillOn", t.small_bills as "smallBills", t.rolled_bills as "rolledBills"
    from tab t
    where t.next_bill_at <= ${now.toISOString()}::timestamptz and (
      select b.id from bill b where b.fan_id = t.fan_id and b.currency = t.currency and b.status in ('due', 'failing') limit 1) is null
      and t.fan_id <> all(${sql.param([...without])}::uuid[])
    order by t.next_bill_at, t.fan_id limit ${limit} for update of t skip locked`);
  if (rows.length === 0) return [];
  const owners = await readOwners(tx, rows);
  return rows.flatMap((row) => {
    const owner = owners.get(`${row.fanId} ${row.currency}`);
    return owner ? [{ ...row, ...owner }] : [];
  });
}

type Owner = Pick<DueTab, 'timeZone' | 'billingDay' | 'fanOwner' | 'bills' | 'billedOn' | 'isShut'>;

/** Whose tabs these are, unless a bill of theirs is being collected by now. */
async function readOwners(tx: Tx, tabs: TabOf[]): Promise<Map<string, Owner>> {
  const { rows } = await tx.execute<TabOf & Owner & { collecting: boolean }>(sql`
    select v.fan_id as "fanId", v.currency, f.time_zone as "timeZone", f.billing_day as "billingDay", f.ledger_owner as "fanOwner",
      b.bills, b.billed::text as "billedOn", b.collecting, coalesce(who.status <> 'active', false)
        or exists (select from fan_freeze z where z.fan_id = f.id and z.lifted_at is null) as "isShut"
    from unnest(${column(tabs, ({ fanId }) => fanId)}::uuid[], ${column(tabs, ({ currency }) => currency)}::text[])
      as v (fan_id, currency)
    join fan f on f.id = v.fan_id
    left join person who on who.id = f.person_id
    cross join lateral (
      select count(*)::int as bills, max(b.billing_on) as billed, coalesce(bool_or(b.status in ('due', 'failing')), false) as collecting
      from bill b where b.fan_id = v.fan_id and b.currency = v.currency) as b
    where f.billing_day is not null`);
  return new Map(rows.filter(({ collecting }) => !collecting).map(({ fanId, currency, collecting: _, ...owner }) => [`${fanId} ${currency}`, owner]));
}

/**
 * Moves the active pledges of these tabs on to the day until which they are paid now, and answers
 * them as they stood before. Nobody else moves them meanwhile: every change of a pledge locks its
 * tab first, as `claimDueTabs` has.
 */
export async function movePledges(tx: Tx, due: { tab: DueTab; next: Day }[]): Promise<Map<DueTab, DuePledge[]>> {
  const { rows } = await tx.execute<DuePledge & { at: number; minor: string }>(sql`
    update pledge set paid_until = due.until
    from (
      select v.at, p.id, p.creator_id, coalesce(p.next_amount_minor, p.amount_minor) as month_minor, p.paid_until, v.until,
        p.next_amount_minor is not null as changes, c.ledger_owner, c.status = 'active' as takes_money
      from unnest(${column(due, ({ tab }) => tab.fanId)}::uuid[], ${column(due, ({ tab }) => tab.currency)}::text[],
        ${column(due, ({ next }) => next)}::date[]) with ordinality as v (fan_id, currency, until, at)
      join pledge p on p.fan_id = v.fan_id and p.currency = v.currency
      join creator c on c.id = p.creator_id
      where p.status = 'active' and p.paid_until < v.until
    ) as due
    where pledge.id = due.id and pledge.status = 'active' and pledge.paid_until = due.paid_until
    returning due.at::int as at, due.id, due.creator_id as "creatorId", due.month_minor::text as minor,
      due.paid_until::text as "paidUntil", due.changes, due.ledger_owner as "creatorOwner", due.takes_money as "creatorTakesMoney"`);
  const found = due.map((): DuePledge[] => []);
  for (const { at, minor, ...pledge } of rows) found[at - 1]?.push({ ...pledge, monthMinor: Number(minor) });
  // One order, whatever plan the database chose: the lines of a bill, and so the ties of its fee, follow it.
  for (const pledges of found) pledges.sort((one, other) => (one.id < other.id ? -1 : 1));
  return new Map(due.map(({ tab }, at) => [tab, found[at] ?? []]));
}

/** What is open on these tabs and can no longer be undone. */
export async function readOpen(tx: Tx, tabs: DueTab[], now: Date): Promise<Map<DueTab, { minor: number; count: number }>> {
  const { rows } = await tx.execute<{ at: number; minor: string; count: number }>(sql`
    select v.at::int as at, open.minor::text as minor, open.count
    from unnest(${column(tabs, ({ fanId }) => fanId)}::uuid[], ${column(tabs, ({ currency }) => currency)}::text[])
      with ordinality as v (fan_id, currency, at)
    cross join lateral (
      select sum(l.amount_minor) as minor, count(*)::int as count from tab_line l
      where l.fan_id = v.fan_id and l.currency = v.currency and l.status = 'open'
        and (l.undo_until is null or l.undo_until <= ${now.toISOString()}::timestamptz)) as open
    where open.count > 0`);
  return new Map(rows.flatMap(({ at, minor, count }) => {
    const tab = tabs[at - 1];
    return tab ? [[tab, { minor: Number(minor), count }] as const] : [];
  }));
}
