import { inTransaction, type Tx } from '@/db/client';
import { log } from '@/lib/log';
import { applyRefunds, applyReports, type PaymentOutcome, type RefundOutcome } from '@/lib/payments';
import { wake } from '@/lib/queue';
import { fetchCharge, type ChargeReport } from '@/lib/stripe';
import { applyTipOutcomes, applyTipRefunds, lockRefundedTips } from '@/lib/tips';

/** Requests to Stripe under way at once; far below its 25 a second for one endpoint (STRIPE.md). */
const AT_ONCE = 8;

/** A payment and the Checkout session in which to look at it. */
export type Look = { paymentId: string; sessionId: string };

export type Refreshed = { done: Set<string>; failed: Set<string>; mismatched: Set<string> };

/**
 * Looks at payments again: fetches each one's truth from the processor, then moves state, ledger
 * and outbox forward in one transaction for all of them. `inSameTransaction` lets the caller finish
 * its events with them. A payment whose fetch failed is left as it was and named in `failed`.
 *
 * This is the roof: here, and only here, a payment's outcome finds the domain of its purpose.
 */
export async function refreshPayments(
  looks: Look[],
  inSameTransaction: (tx: Tx, refreshed: Refreshed) => Promise<void> = () => Promise.resolve(),
): Promise<Refreshed> {
  const { reports, failed } = await fetchAll(looks);
  const refreshed: Refreshed = { done: new Set(), failed, mismatched: new Set() };
  await inTransaction(async (tx) => {
    refreshed.done.clear();
    refreshed.mismatched.clear();
    await applyAll(tx, reports, refreshed);
    await inSameTransaction(tx, refreshed);
  });
  wake('outbox');
  return refreshed;
}

async function applyAll(tx: Tx, reports: ChargeReport[], refreshed: Refreshed): Promise<void> {
  const { outcomes, mismatches } = await applyReports(tx, reports);
  for (const mismatch of mismatches) {
    log.warn('payment.mismatch', mismatch);
    refreshed.mismatched.add(mismatch.paymentId);
  }
  for (const outcome of outcomes) refreshed.done.add(outcome.payment.id);
  const refunds = await refundOutcomes(tx, outcomes, reports);
  await lockRefundedTips(tx, refunds.filter((outcome) => outcome.payment.purpose === 'tip'));
  await applyOutcomes(tx, outcomes);
  await dispatchRefunds(tx, refunds);
}

async function applyOutcomes(tx: Tx, outcomes: PaymentOutcome[]): Promise<void> {
  const changed = outcomes.filter((outcome) => outcome.settled || outcome.promised || outcome.dropped || outcome.feeKnown);
  await applyTipOutcomes(tx, changed.filter((outcome) => outcome.payment.purpose === 'tip'));
}

async function dispatchRefunds(tx: Tx, refunds: RefundOutcome[]): Promise<void> {
  await applyTipRefunds(tx, refunds.filter((outcome) => outcome.payment.purpose === 'tip'));
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

async function fetchAll(looks: Look[]): Promise<{ reports: ChargeReport[]; failed: Set<string> }> {
  const waiting = [...new Map(looks.map((look) => [look.paymentId, look])).values()];
  const reports: ChargeReport[] = [];
  const failed = new Set<string>();
  const fetchNext = async (): Promise<void> => {
    for (let look = waiting.pop(); look; look = waiting.pop()) {
      try {
        reports.push(withReference(await fetchCharge(look.sessionId), look));
      } catch (error) {
        log.warn('payment.fetch_failed', { payment: look.paymentId, error: error instanceof Error ? error.name : '' });
        failed.add(look.paymentId);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, fetchNext));
  return { reports, failed };
}

/** A session that names another payment than the one we looked for is nobody's report. */
function withReference(report: ChargeReport, look: Look): ChargeReport {
  return report.paymentId === look.paymentId ? report : { ...report, paymentId: null };
}
