import { eq } from 'drizzle-orm';
import { inTransaction, type Tx } from '@/db/client';
import { fraudWarning } from '@/db/schema';
import { recordAct } from '@/lib/audit';
import { askLineRefundIn } from '@/lib/billing';
import { newId } from '@/lib/ids';
import { askRefundIn } from '@/lib/payments';
import { wake } from '@/lib/queue';
import { OwnDispute, WarningNotFound } from './errors';
import { readEvidence } from './read-evidence';
import { readReason } from './reason';
import { findWarning } from './warnings';

/**
 * Sends back what is left of a payment that was warned of, because an admin decided so: the refund made by
 * itself failed, or the operator decides each by hand. Asked by twenty at once it is one refund.
 *
 * @param asked.now business time
 * @throws WarningNotFound, OwnDispute, NothingToRefund, PaymentDisputed, DecisionReasonNeeded
 */
export async function refundWarned(asked: { warningId: string; actorId: string; reason: string; now: Date }): Promise<void> {
  const reason = readReason(asked.reason);
  await inTransaction(async (tx) => {
    const warning = await findWarning(tx, asked.warningId);
    if (!warning) throw new WarningNotFound();
    const facts = await readEvidence(tx, warning.paymentId);
    if (facts?.personIds.includes(asked.actorId)) throw new OwnDispute();
    await askWarnedRefundIn(tx, warning, asked.now);
    await recordAct(tx, { actorId: asked.actorId, action: 'warning.refund', subjectKind: 'payment', subjectId: warning.paymentId, reason });
  });
  wake('refunds');
}

/**
 * Asks for the refund of all that is left of a warned payment, of a bill all its lines, and notes it on the warning.
 *
 * @param now business time
 * @throws NothingToRefund, PaymentDisputed
 */
export async function askWarnedRefundIn(tx: Tx, warning: { id: string; paymentId: string; billId: string | null }, now: Date): Promise<void> {
  const id = newId();
  if (warning.billId === null) await askRefundIn(tx, { id, paymentId: warning.paymentId, reason: 'fraudulent', now });
  else await askLineRefundIn(tx, { id, billId: warning.billId, lineIds: null, reason: 'fraudulent', now });
  await tx.update(fraudWarning).set({ refundId: id }).where(eq(fraudWarning.id, warning.id));
}
