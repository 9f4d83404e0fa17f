import { and, eq } from 'drizzle-orm';
import { inTransaction, type Tx } from '@/db/client';
import { payment, tabLine } from '@/db/schema';
import { recordAct } from '@/lib/audit';
import { isId, newId } from '@/lib/ids';
import { wake } from '@/lib/queue';
import { askLineRefundIn, openMinor } from './ask-line-refund';
import { LineNotFound } from './errors';
import { readRefundableLines } from './refund-rows';

/**
 * Sends a line of a bill back to its fan, because its creator wants that. Only one's own: somebody
 * else's is not there. Pressed twice, or on two devices, it is one refund, and both are told so.
 *
 * @param asked.now business time
 * @throws LineNotFound, NothingToRefund
 */
export async function refundOwnLine(asked: { lineId: string; creatorId: string; actorId: string; now: Date }): Promise<void> {
  const id = newId();
  await inTransaction(async (tx) => {
    const billId = await lockOwn(tx, asked);
    const line = (await readRefundableLines(tx, billId)).find((each) => each.id === asked.lineId);
    if (line && openMinor(line) === 0) return;
    await askLineRefundIn(tx, { id, billId, lineIds: [asked.lineId], reason: 'requested_by_fan', now: asked.now });
    await recordAct(tx, { actorId: asked.actorId, action: 'line.refund', subjectKind: 'line', subjectId: asked.lineId, detail: { refund: id, bill: billId } });
  });
  wake('refunds');
}

/** The bill of a creator's own collected line, its payment locked. */
async function lockOwn(tx: Tx, { lineId, creatorId }: { lineId: string; creatorId: string }): Promise<string> {
  const [found] = !isId(lineId) ? [] : await tx
    .select({ billId: tabLine.billId })
    .from(tabLine)
    .innerJoin(payment, and(eq(payment.billId, tabLine.billId), eq(payment.status, 'succeeded')))
    .where(and(eq(tabLine.id, lineId), eq(tabLine.creatorId, creatorId), eq(tabLine.status, 'collected')))
    .for('update', { of: payment });
  if (!found?.billId) throw new LineNotFound();
  return found.billId;
}
