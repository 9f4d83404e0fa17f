import { and, eq, gt, sql } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { creator, fan, tab, tabLine } from '@/db/schema';
import { invariant } from '@/lib/errors';
import { post } from '@/lib/income';
import { LineNotFound, UndoTooLate } from './errors';
import { takenBackPosting } from './postings';
import type { TabLine } from './queries';

/**
 * Takes a tip's line off the tab within its ten minutes. It races with the bill that would collect
 * it: both lock the tab, so the line is either undone or on that bill, never both.
 *
 * @param now business time
 * @throws LineNotFound, UndoTooLate
 */
export async function undoLine(tx: Tx, { fanId, lineId, now }: { fanId: string; lineId: string; now: Date }): Promise<TabLine> {
  const [found] = await tx.select().from(tabLine).where(and(eq(tabLine.id, lineId), eq(tabLine.fanId, fanId)));
  if (!found) throw new LineNotFound();
  await lockOwner(tx, found);
  const [undone] = await tx
    .update(tabLine)
    .set({ status: 'undone' })
    .where(and(eq(tabLine.id, lineId), eq(tabLine.status, 'open'), gt(tabLine.undoUntil, now)))
    .returning();
  if (!undone) throw new UndoTooLate();
  await takeOff(tx, undone, now);
  return undone;
}

/** Takes open lines off a locked tab for another reason than an undo: nobody confirmed them, or they move. */
export async function withdrawLine(tx: Tx, line: TabLine, now: Date): Promise<void> {
  await lockOwner(tx, line);
  const [undone] = await tx
    .update(tabLine)
    .set({ status: 'undone' })
    .where(and(eq(tabLine.id, line.id), eq(tabLine.status, 'open')))
    .returning();
  if (undone) await takeOff(tx, undone, now);
}

async function lockOwner(tx: Tx, { fanId, currency }: TabLine): Promise<void> {
  await tx.select({ fanId: tab.fanId }).from(tab).where(and(eq(tab.fanId, fanId), eq(tab.currency, currency))).for('update');
}

async function takeOff(tx: Tx, line: TabLine, now: Date): Promise<void> {
  await tx
    .update(tab)
    .set({ owedMinor: sql`${tab.owedMinor} - ${line.amountMinor}` })
    .where(and(eq(tab.fanId, line.fanId), eq(tab.currency, line.currency)));
  const [owners] = await tx
    .select({ fanOwner: fan.ledgerOwner, creatorOwner: creator.ledgerOwner })
    .from(fan)
    .innerJoin(creator, eq(creator.id, line.creatorId))
    .where(eq(fan.id, line.fanId));
  invariant(owners, 'a line has its fan and its creator');
  await post(tx, takenBackPosting({ ...line, ...owners }, 'line_undone', now));
}
