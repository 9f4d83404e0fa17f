import { and, asc, eq, gt, inArray, isNotNull, isNull, lte, ne, notExists, or } from 'drizzle-orm';
import { inTransaction, type Tx } from '@/db/client';
import { bill, creator, fan, tab, tabLine } from '@/db/schema';
import { addDays } from '@/lib/dates';
import { currentLimits } from '@/lib/pricing';
import { listComing, type Tab } from '@/lib/tab';
import { enqueueUpcomingBill, type UpcomingBill } from './mails/enqueue-upcoming-bill';
import { rollsOver } from './reckon-tab';

const DAYS_BEFORE = 3;
/** So close before its bill a notice helps nobody any more; whoever joined today knows what it says. */
const DAYS_TOO_LATE = 1;
const BATCH = 50;

/**
 * Mails what comes: three days before a billing day, once for each, the bill as it stands by then,
 * line by line, with the links that change it (DESIGN.md 4.4). Not to who wants no notices, and not
 * while the last bill is still unpaid, for then that is what there is to say; once it is paid, the
 * notice follows.
 *
 * @param now business time
 * @returns how many mails were enqueued
 */
export async function sendNotices(now: Date): Promise<number> {
  for (let mails = 0; ; ) {
    const batch = await inTransaction((tx) => sendBatch(tx, now));
    mails += batch.mails;
    if (batch.tabs < BATCH) return mails;
  }
}

async function sendBatch(tx: Tx, now: Date): Promise<{ tabs: number; mails: number }> {
  const due = await tx
    .select({ tab, fan })
    .from(tab)
    .innerJoin(fan, eq(fan.id, tab.fanId))
    .where(and(
      isNotNull(tab.nextBillOn),
      lte(tab.nextBillAt, addDays(now, DAYS_BEFORE)),
      gt(tab.nextBillAt, addDays(now, DAYS_TOO_LATE)),
      or(isNull(tab.noticedFor), ne(tab.noticedFor, tab.nextBillOn)),
      notExists(tx.select().from(bill).where(and(eq(bill.fanId, tab.fanId), eq(bill.currency, tab.currency), inArray(bill.status, ['due', 'failing'])))),
    ))
    .orderBy(asc(tab.nextBillAt), asc(tab.fanId))
    .limit(BATCH)
    .for('update', { of: tab, skipLocked: true });
  let mails = 0;
  for (const { tab: locked, fan: owner } of due) {
    await tx.update(tab).set({ noticedFor: locked.nextBillOn }).where(and(eq(tab.fanId, locked.fanId), eq(tab.currency, locked.currency)));
    const upcoming = await readUpcoming(tx, locked, owner);
    if (upcoming && (await enqueueUpcomingBill(tx, upcoming))) mails += 1;
  }
  return { tabs: due.length, mails };
}

async function readUpcoming(tx: Tx, locked: Tab, owner: typeof fan.$inferSelect): Promise<UpcomingBill | null> {
  const { fanId, currency, nextBillOn, nextBillAt } = locked;
  if (nextBillOn === null || nextBillAt === null) return null;
  const open = await tx
    .select({
      kind: tabLine.kind, fromOn: tabLine.fromOn, untilOn: tabLine.untilOn, amountMinor: tabLine.amountMinor, creatorName: creator.name,
    })
    .from(tabLine)
    .innerJoin(creator, eq(creator.id, tabLine.creatorId))
    .where(and(eq(tabLine.fanId, fanId), eq(tabLine.currency, currency), eq(tabLine.status, 'open')))
    .orderBy(asc(tabLine.createdAt), asc(tabLine.id));
  const coming = (await listComing(tx, owner, locked)).map(({ fromOn, untilOn, amountMinor, isWholeMonth, creator: to }) => ({
    kind: isWholeMonth ? 'pledge_month' as const : 'pledge_days' as const, fromOn, untilOn, amountMinor, creatorName: to.name,
  }));
  const lines = [...open, ...coming];
  const totalMinor = lines.reduce((sum, line) => sum + line.amountMinor, 0);
  const limits = await currentLimits(tx, currency);
  return { fanId, currency, billingOn: nextBillOn, dueAt: nextBillAt, lines, rollsOver: rollsOver(locked, totalMinor, limits) };
}
