import { and, eq, ne } from 'drizzle-orm';
import { inTransaction, type Tx } from '@/db/client';
import { payment, refund, tip } from '@/db/schema';
import { recordAct } from '@/lib/audit';
import { newId } from '@/lib/ids';
import { askRefundIn } from '@/lib/payments';
import { wake } from '@/lib/queue';
import { TipNotFound } from './errors';

/**
 * Sends a tip back to its fan, because its creator wants that. Only one's own: somebody else's is
 * not there. Pressed twice, or on two devices, it is one refund, and both are told so.
 *
 * @param asked.now business time
 * @throws TipNotFound, NothingToRefund
 */
export async function refundTip(asked: { tipId: string; creatorId: string; actorId: string; now: Date }): Promise<void> {
  const id = newId();
  await inTransaction(async (tx) => {
    const paymentId = await lockOwn(tx, asked);
    if (await isAsked(tx, paymentId)) return;
    await askRefundIn(tx, { id, paymentId, reason: 'requested_by_fan', now: asked.now });
    await recordAct(tx, { actorId: asked.actorId, action: 'tip.refund', subjectKind: 'tip', subjectId: asked.tipId, detail: { refund: id } });
  });
  wake('refunds');
}

async function lockOwn(tx: Tx, { tipId, creatorId }: { tipId: string; creatorId: string }): Promise<string> {
  const [found] = await tx
    .select({ paymentId: payment.id })
    .from(payment)
    .innerJoin(tip, eq(tip.paymentId, payment.id))
    .where(and(eq(tip.id, tipId), eq(tip.creatorId, creatorId)))
    .for('update', { of: payment });
  if (!found) throw new TipNotFound();
  return found.paymentId;
}

/** Whether all of it is on its way already; a refund in parts elsewhere leaves a rest that this one takes. */
async function isAsked(tx: Tx, paymentId: string): Promise<boolean> {
  const [paid] = await tx.select({ minor: payment.amountMinor }).from(payment).where(eq(payment.id, paymentId));
  const asked = await tx
    .select({ minor: refund.amountMinor })
    .from(refund)
    .where(and(eq(refund.paymentId, paymentId), ne(refund.status, 'failed')));
  return asked.length > 0 && asked.reduce((sum, { minor }) => sum + minor, 0) >= (paid?.minor ?? 0);
}
