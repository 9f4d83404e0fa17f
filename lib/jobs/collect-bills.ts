import { getDb } from '@/db/client';
import { claimCharges, countCharges, findChargeStop, Pace, RefusedRequests, stopCharges } from '@/lib/billing';
import { log } from '@/lib/log';
import { chargePayment, looksOf, withdrawPayment } from '@/lib/payments';
import { ProcessorBusy, ProcessorUnavailable, type ChargeReport } from '@/lib/stripe';
import { refreshPayments, settleReports } from '@/lib/webhooks';

/** Charges claimed, made and settled at a time: what a crash can leave to be taken up again. */
const BATCH = 40;
const AT_ONCE = 8;
/** The queue gives a run up after fifteen minutes; what is left by then is the next run's. */
const RUN_MS = 10 * 60_000;
const BUSY_TRIES = 6;

/** One pace for all runs of this process. */
const pace = new Pace();

/** What a collecting run did, in counts of bills. */
export type Collected = { charged: number; paid: number; refused: number; unanswered: number };

/**
 * Charges the bills that are due: claims some, asks the processor for each at our own pace, settles
 * all answers in one transaction, until none is left. Killed at any point, the next run goes on: a
 * charge that was begun is asked for again under its key and answers what it answered before. Where the
 * processor takes none of our requests, it stops, and stays so until an admin lets it go on.
 *
 * @param now business time
 * @param status 'due' for new bills, 'failing' for those in dunning
 * @param progress told how many bills are done, of how many
 */
export async function collectBills(now: Date, status: 'due' | 'failing', progress: (done: number, of: number) => Promise<void>): Promise<Collected> {
  const total: Collected = { charged: 0, paid: 0, refused: 0, unanswered: 0 };
  const until = Date.now() + RUN_MS;
  if (await findChargeStop(getDb())) return total;
  const of = await countCharges(now, status);
  const refusals = new RefusedRequests();
  for (let done = 0; Date.now() < until; ) {
    const claimed = await claimCharges(now, status, BATCH);
    if (!claimed) break;
    const reports = await chargeAll(claimed.paymentIds, now, refusals);
    await settle(reports, now);
    await closePages(claimed.abandoned);
    const paid = reports.filter((report) => report.status === 'succeeded').length;
    total.charged += reports.length;
    total.paid += paid;
    total.refused += claimed.refused + reports.filter((report) => report.status === 'failed').length;
    total.unanswered += claimed.paymentIds.length - reports.length;
    done += claimed.paymentIds.length + claimed.refused;
    await progress(done, Math.max(of, done));
    const fault = refusals.systemic();
    if (fault) {
      await stopCharges({ ...fault, now });
      break;
    }
  }
  return total;
}

/** No transaction is open meanwhile; whoever has no answer, or is not asked for any more, keeps their row for the next run. */
async function chargeAll(paymentIds: string[], now: Date, refusals: RefusedRequests): Promise<ChargeReport[]> {
  const waiting = [...paymentIds];
  const reports: ChargeReport[] = [];
  const chargeNext = async (): Promise<void> => {
    for (let id = waiting.shift(); id !== undefined && !refusals.systemic(); id = waiting.shift()) {
      const report = await charge(id, now);
      if (!report) continue;
      refusals.saw(report.failureCode);
      reports.push(report);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, chargeNext));
  return reports;
}

async function charge(paymentId: string, now: Date): Promise<ChargeReport | null> {
  for (let tries = 1; ; tries += 1) {
    await pace.turn();
    try {
      return await chargePayment(paymentId, now);
    } catch (error) {
      if (error instanceof ProcessorBusy) pace.slowDown();
      if (error instanceof ProcessorBusy && tries < BUSY_TRIES) continue;
      // What is no answer of the processor is a fault of ours: somebody must look, and nobody else waits for it.
      if (error instanceof ProcessorBusy || error instanceof ProcessorUnavailable) log.warn('bill.charge_unanswered', { payment: paymentId, error: error.name });
      else log.error('bill.charge_failed', error, { payment: paymentId });
      return null;
    }
  }
}

/** All in one transaction; when that fails, one by one, so that one bill holds up no other. */
async function settle(reports: ChargeReport[], now: Date): Promise<void> {
  try {
    await settleReports(reports, now);
    return;
  } catch (error) {
    log.error('bill.batch_failed', error, { bills: reports.length });
  }
  for (const report of reports) {
    await settleReports([report], now).catch((error: unknown) => log.error('bill.settle_failed', error, { payment: report.paymentId }));
  }
}

/** Hosted pages that were left open block their bill: they are closed, and what became of them is read. */
export async function closePages(paymentIds: string[]): Promise<void> {
  if (paymentIds.length === 0) return;
  for (const id of paymentIds) await withdrawPayment(id);
  await refreshPayments([...(await looksOf(getDb(), paymentIds)).values()]);
}
