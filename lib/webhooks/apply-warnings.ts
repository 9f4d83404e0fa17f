import type { Tx } from '@/db/client';
import { askWarnedRefundIn } from '@/lib/disputes';
import { isRefusal } from '@/lib/errors';
import { freezeFan } from '@/lib/fans';
import { log } from '@/lib/log';
import { applyFraudWarning, type FraudWarning, type Payment } from '@/lib/payments';
import { readSetting } from '@/lib/settings';
import type { FraudWarningReport } from '@/lib/stripe';
import type { Refreshed } from './refresh-payments';

/**
 * Follows warnings of fraud: who paid is frozen, and what is left of the payment goes back before its bank
 * takes it with a fee, unless the operator decides that by hand (setting `refundOnWarning`) or a refund
 * helps no more. Heard twice it is one refund.
 *
 * @param now business time
 * @returns whether a refund was asked for: wake `refunds` after the transaction
 */
export async function applyWarnings(tx: Tx, reports: readonly FraudWarningReport[], refreshed: Refreshed, now: Date): Promise<boolean> {
  let asked = false;
  for (const report of reports) {
    const found = await applyFraudWarning(tx, report);
    if (!found) {
      refreshed.failed.add(report.warningId);
      continue;
    }
    refreshed.done.add(report.warningId);
    const { warning, payment, isNew } = found;
    if (!isNew) continue;
    await freezeFan(tx, payment.id, { warningId: warning.id }, warning.createdAt);
    if (warning.actionable && (await readSetting(tx, 'refundOnWarning'))) asked = (await sendBack(tx, warning, payment, now)) || asked;
  }
  return asked;
}

async function sendBack(tx: Tx, warning: FraudWarning, payment: Payment, now: Date): Promise<boolean> {
  try {
    // In a savepoint, so that nothing to refund undoes nothing else.
    await tx.transaction((inner) => askWarnedRefundIn(inner, { id: warning.id, paymentId: payment.id, billId: payment.billId }, now));
  } catch (error) {
    if (!isRefusal(error)) throw error;
    log.info('warning.nothing_to_refund', { warning: warning.id, code: error.code });
    return false;
  }
  return true;
}
