import { eq } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { fraudWarning, payment } from '@/db/schema';
import { newId } from '@/lib/ids';
import type { FraudWarningReport } from '@/lib/stripe';
import type { Payment } from './apply-reports';

export type FraudWarning = typeof fraudWarning.$inferSelect;

/**
 * Writes down what the processor warned of, once, and follows whether a refund still helps. Its payment
 * is locked.
 *
 * @returns the warning with its payment, and whether it is new; null when it is about no payment of ours
 */
export async function applyFraudWarning(tx: Tx, report: FraudWarningReport): Promise<{ warning: FraudWarning; payment: Payment; isNew: boolean } | null> {
  const [paid] = await tx.select().from(payment).where(eq(payment.chargeId, report.chargeId)).for('update');
  if (!paid) return null;
  const [known] = await tx.select().from(fraudWarning).where(eq(fraudWarning.stripeWarningId, report.warningId));
  if (known) {
    // It only ever stops being worth acting on, whatever order its reports come in.
    if (!report.actionable) await tx.update(fraudWarning).set({ actionable: false }).where(eq(fraudWarning.id, known.id));
    return { warning: { ...known, actionable: known.actionable && report.actionable }, payment: paid, isNew: false };
  }
  const warning: FraudWarning = {
    id: newId(), paymentId: paid.id, stripeWarningId: report.warningId, fraudType: report.fraudType,
    actionable: report.actionable, refundId: null, createdAt: report.createdAt,
  };
  await tx.insert(fraudWarning).values(warning);
  return { warning, payment: paid, isNew: true };
}
