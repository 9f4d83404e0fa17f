import { and, eq, sql } from 'drizzle-orm';
import { inTransaction, type Tx } from '@/db/client';
import { tab } from '@/db/schema';
import { addMilliseconds, MINUTE_MS, type Day } from '@/lib/dates';
import { findFanById } from '@/lib/fans';
import type { Currency } from '@/lib/money';
import { currentLimits } from '@/lib/pricing';
import { expectBill, type Tab } from '@/lib/tab';
import { enqueueJoined, type JoinedPledge } from './mails/enqueue-joined';
import { rollsOver } from './reckon-tab';

/** How long after the first pledge of a sitting the mail waits for the others. */
const QUIET_MINUTES = 10;
const BATCH = 50;

/**
 * Confirms in writing which pledges have begun, ten minutes after the first of them: who pledges to
 * ten creators in one sitting gets one mail, with what each costs, its days and the bill that comes.
 * Mail and mark are one transaction, behind the lock of the tab that every join takes: a crash tells
 * nobody twice, and leaves nobody untold. What ended, paused or was cancelled meanwhile has been
 * told of by a mail of its own.
 *
 * @param now business time
 * @returns how many mails were enqueued
 */
export async function tellJoined(now: Date): Promise<number> {
  for (let mails = 0; ; ) {
    const batch = await inTransaction((tx) => tellBatch(tx, now));
    mails += batch.mails;
    if (batch.tabs < BATCH) return mails;
  }
}

async function tellBatch(tx: Tx, now: Date): Promise<{ tabs: number; mails: number }> {
  const until = addMilliseconds(now, -QUIET_MINUTES * MINUTE_MS).toISOString();
  const { rows } = await tx.execute<{ fanId: string; currency: Currency }>(sql`
    select t.fan_id as "fanId", t.currency from tab t
    where (t.fan_id, t.currency) in (select p.fan_id, p.currency from pledge p where p.untold_since <= ${until}::timestamptz)
    order by t.fan_id, t.currency limit ${BATCH} for update of t skip locked`);
  let mails = 0;
  for (const { fanId, currency } of rows) {
    const pledges = await takeUntold(tx, fanId, currency);
    const [locked] = await tx.select().from(tab).where(and(eq(tab.fanId, fanId), eq(tab.currency, currency)));
    if (locked && pledges.length > 0 && (await enqueueJoined(tx, pledges, await billOf(tx, locked)))) mails += 1;
  }
  return { tabs: rows.length, mails };
}

type Untold = Omit<JoinedPledge, 'amountMinor' | 'first'> & { status: string; minor: string; firstMinor: string | null; fromOn: Day | null; untilOn: Day | null };

/** Takes the mark off all of them, and answers those that run, as they are now, in the order in which they began. */
async function takeUntold(tx: Tx, fanId: string, currency: Currency): Promise<JoinedPledge[]> {
  const { rows } = await tx.execute<Untold>(sql`
    with told as (
      update pledge set untold_since = null from (
        select id, untold_since as since from pledge where fan_id = ${fanId} and currency = ${currency} and untold_since is not null) as u
      where pledge.id = u.id
      returning pledge.id, pledge.status, pledge.amount_minor, pledge.tier_id, pledge.creator_id, u.since)
    select p.id, p.status, p.amount_minor::text as minor, c.name as "creatorName", t.name as "tierName",
      l.amount_minor::text as "firstMinor", l.from_on::text as "fromOn", l.until_on::text as "untilOn"
    from told p join tier t on t.id = p.tier_id join creator c on c.id = p.creator_id
    left join lateral (
      select amount_minor, from_on, until_on from tab_line
      where pledge_id = p.id and kind in ('pledge_days', 'pledge_month') and status not in ('waiting', 'undone', 'dropped')
      order by from_on limit 1) as l on true
    order by p.since, p.id`);
  return rows.filter(({ status }) => status === 'active').map(({ id, creatorName, tierName, minor, firstMinor, fromOn, untilOn }) => ({
    id, creatorName, tierName, amountMinor: Number(minor),
    first: firstMinor === null || fromOn === null || untilOn === null ? null : { amountMinor: Number(firstMinor), fromOn, untilOn },
  }));
}

async function billOf(tx: Tx, locked: Tab) {
  const { fanId, currency, nextBillAt } = locked;
  const owner = await findFanById(tx, fanId);
  const { openMinor, comingMinor } = owner ? await expectBill(tx, owner, currency) : { openMinor: 0, comingMinor: 0 };
  const amountMinor = openMinor + comingMinor;
  return { fanId, currency, dueAt: nextBillAt, amountMinor, rollsOver: rollsOver(locked, amountMinor, await currentLimits(tx, currency)) };
}
