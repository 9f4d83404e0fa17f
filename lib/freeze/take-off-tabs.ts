import { and, asc, eq, exists, inArray, sql } from 'drizzle-orm';
import { getDb, inTransaction, type Tx } from '@/db/client';
import { creator, suspension, tabLine } from '@/db/schema';
import { takeOffBills } from '@/lib/billing';
import { addDays } from '@/lib/dates';
import { log } from '@/lib/log';
import type { Currency } from '@/lib/money';
import { lockTab, withdrawLine } from '@/lib/tab';
import { dropTabTips } from '@/lib/tips';
import { enqueueTakenOff, type TakenOff } from './mails/enqueue-taken-off';

/** A line neither rolls over nor fails for longer; what is older is not looked for every minute. */
const YOUNGEST_DAYS = 400;

type TabOf = { fanId: string; currency: Currency };

/**
 * Takes what stands on tabs and on bills for pages that are suspended off them, so that nobody is billed
 * for such a page, and tells each fan. It runs before every evening's charges and after every
 * suspension, a tab at a time: lines that somebody wrote while the page was being suspended are found by
 * the next run. What is being charged at this moment is left; it is frozen with the page's money.
 *
 * @param now business time
 * @returns how many lines were taken off
 */
export async function takeOffTabs(now: Date): Promise<number> {
  let taken = 0;
  for (const of of await tabsWith(now)) {
    try {
      taken += await inTransaction((tx) => takeOffTab(tx, of, now));
    } catch (error) {
      // One tab that cannot be reckoned must keep nobody else from their bill.
      log.error('freeze.tab_failed', error, { fan: of.fanId, currency: of.currency });
    }
  }
  return taken;
}

async function tabsWith(now: Date): Promise<TabOf[]> {
  const { rows } = await getDb().execute<TabOf>(sql`
    select distinct l.fan_id as "fanId", l.currency from suspension s
    join tab_line l on l.creator_id = s.creator_id and l.created_at > ${addDays(now, -YOUNGEST_DAYS).toISOString()}::timestamptz
    where s.status = 'standing' and l.status in ('open', 'billed') order by 1, 2`);
  return rows;
}

async function takeOffTab(tx: Tx, { fanId, currency }: TabOf, now: Date): Promise<number> {
  await lockTab(tx, fanId, currency, now);
  const lines = await tx
    .select({ line: tabLine, name: creator.name })
    .from(tabLine)
    .innerJoin(creator, eq(creator.id, tabLine.creatorId))
    .where(and(
      eq(tabLine.fanId, fanId), eq(tabLine.currency, currency), inArray(tabLine.status, ['open', 'billed']),
      exists(tx.select({ id: suspension.id }).from(suspension).where(and(eq(suspension.creatorId, creator.id), eq(suspension.status, 'standing')))),
    ))
    .orderBy(asc(tabLine.id));
  const names = new Map(lines.map(({ line, name }) => [line.id, name]));
  const billIds = [...new Set(lines.flatMap(({ line }) => line.billId ?? []))];
  const ofBills = await takeOffBills(tx, billIds, ({ id }) => names.has(id), now);
  const open = lines.map(({ line }) => line).filter(({ status }) => status === 'open');
  for (const line of open) await withdrawLine(tx, line, now);
  await dropTabTips(tx, open.map(({ id }) => id));
  const taken: TakenOff[] = [...open, ...ofBills].map((line) => ({ ...line, creatorName: names.get(line.id) ?? '' }));
  await enqueueTakenOff(tx, { fanId, currency }, taken);
  return taken.length;
}
