import type { Tx } from '@/db/client';
import { lockBillRefunds } from '@/lib/billing';
import { log } from '@/lib/log';
import { applyRefunds, applyReports, type PaymentOutcome, type RefundOutcome } from '@/lib/payments';
import type { ChargeReport } from '@/lib/stripe';
import { applyTipOutcomes, applyTipRefunds, lockRefundedTips } from '@/lib/tips';
import { followDisputes, lockDisputes, readDisputes } from './apply-disputes';
import { dispatchBillOutcomes, dispatchBillRefunds } from './dispatch-bills';
import type { Refreshed } from './refresh-payments';

/**
 * Moves payments, their refunds and their disputes forward by what was reported and hands each outcome to the domain
 * of its purpose. This is the roof: here, and only here, a payment's outcome finds its domain.
 *
 * @param now business time
 */
export async function applyCharges(tx: Tx, reports: ChargeReport[], refreshed: Refreshed, now: Date): Promise<void> {
  const { outcomes, mismatches } = await applyReports(tx, reports);
  for (const mismatch of mismatches) {
    log.warn('payment.mismatch', mismatch);
    refreshed.mismatched.add(mismatch.paymentId);
  }
  for (const outcome of outcomes) refreshed.done.add(outcome.payment.id);
  const refunds = await refundOutcomes(tx, outcomes, reports);
  const disputes = await readDisputes(tx, outcomes, reports, now);
  const [ofTips, ofBills] = (['tip', 'bill'] as const).map((purpose) => refunds.filter((outcome) => outcome.payment.purpose === purpose));
  await lockBillRefunds(tx, ofBills ?? [], now);
  await lockRefundedTips(tx, ofTips ?? [], now);
  await lockDisputes(tx, disputes, now);
  await applyOutcomes(tx, outcomes, now);
  await applyTipRefunds(tx, ofTips ?? []);
  await dispatchBillRefunds(tx, ofBills ?? [], now);
  await followDisputes(tx, disputes, now);
}

async function applyOutcomes(tx: Tx, outcomes: PaymentOutcome[], now: Date): Promise<void> {
  const changed = outcomes.filter((outcome) => outcome.settled || outcome.promised || outcome.dropped || outcome.feeKnown);
  await applyTipOutcomes(tx, changed.filter((outcome) => outcome.payment.purpose === 'tip'));
  await dispatchBillOutcomes(tx, changed.filter((outcome) => outcome.payment.purpose === 'bill'), now);
}

async function refundOutcomes(tx: Tx, outcomes: PaymentOutcome[], reports: ChargeReport[]): Promise<RefundOutcome[]> {
  const byPayment = new Map(reports.map((report) => [report.paymentId, report]));
  const all: RefundOutcome[] = [];
  for (const { payment } of outcomes) {
    const refunds = byPayment.get(payment.id)?.refunds ?? [];
    if (refunds.length > 0) all.push(...(await applyRefunds(tx, payment, refunds)));
  }
  return all;
}
