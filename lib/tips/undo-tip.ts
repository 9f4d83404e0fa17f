import { and, eq } from 'drizzle-orm';
import { inTransaction } from '@/db/client';
import { tip } from '@/db/schema';
import { findFan } from '@/lib/fans';
import { LineNotFound, undoLine } from '@/lib/tab';

/**
 * Takes a tip off the tab within its ten minutes: its line is undone and posted backwards, and the
 * tip is as if it had not been. Against the bill that would collect it, one of the two wins.
 *
 * @param undo.now business time
 * @throws LineNotFound, UndoTooLate
 */
export async function undoTip(undo: { personId: string; lineId: string; now: Date }): Promise<void> {
  const { personId, lineId, now } = undo;
  await inTransaction(async (tx) => {
    const of = await findFan(tx, personId);
    if (!of) throw new LineNotFound();
    await undoLine(tx, { fanId: of.id, lineId, now });
    await tx.update(tip).set({ status: 'dropped' }).where(and(eq(tip.lineId, lineId), eq(tip.status, 'pending')));
  });
}
