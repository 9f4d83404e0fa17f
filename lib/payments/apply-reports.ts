import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { payment } from '@/db/schema';
import type { ChargeReport, ProcessorFee, SavedCard } from '@/lib/stripe';
import { advance, type PaymentStatus } from './transitions';

export type Payment = typeof payment.$inferSelect;

/** What a report changed about one payment; the roof hands it to the domain of its purpose. */
export type PaymentOutcome = {
  payment: Payment;
  /** Now collected, for the first and only time. */
  settled: boolean;
  /** Now promised by a bank, which takes days to say whether it pays. */
  promised: boolean;
  /** Now known to come to nothing. */
  dropped: boolean;
  /** The processor's fee, known for the first time and in the charge's currency. */
  feeKnown: ProcessorFee | null;
  /** A card that this payment kept for later charges; told with every report of it. */
  savedCard: SavedCard | null;
};

export type Mismatch = { paymentId: string; reason: 'not_ours' | 'bill_paid_already' };

/**
 * Moves payments forward by what the processor reports, many in one statement. Amount, currency
 * and reference must be ours, or the report changes nothing and is answered as a mismatch. A report
 * seen before changes nothing either, so repeats and any order are harmless.
 */
export async function applyReports(
  tx: Tx,
  reports: ChargeReport[],
): Promise<{ outcomes: PaymentOutcome[]; mismatches: Mismatch[] }> {
  const byPayment = new Map(reports.flatMap((report) => (report.paymentId ? [[report.paymentId, report]] : [])));
  const rows = await lockPayments(tx, [...byPayment.keys()]);
  const twice = await paidTwice(tx, rows, byPayment);
  const outcomes: PaymentOutcome[] = [];
  const mismatches: Mismatch[] = [];
  for (const row of rows) {
    const report = byPayment.get(row.id);
    if (!report) continue;
    if (!isOurs(row, report)) mismatches.push({ paymentId: row.id, reason: 'not_ours' });
    else if (twice.has(row.id)) mismatches.push({ paymentId: row.id, reason: 'bill_paid_already' });
    else outcomes.push(outcomeOf(row, report));
  }
  await store(tx, outcomes.map((outcome) => outcome.payment));
  return { outcomes, mismatches };
}

/** Locks payments in id order, so that two batches never wait for each other in a circle. */
async function lockPayments(tx: Tx, ids: string[]): Promise<Payment[]> {
  if (ids.length === 0) return [];
  return tx.select().from(payment).where(inArray(payment.id, ids)).orderBy(payment.id).for('update');
}

/**
 * Payments whose bill another one has paid: must not happen, and if it does, the money is not ours
 * to post. Reconciliation shows it as a gap until somebody has sent it back.
 */
async function paidTwice(tx: Tx, rows: Payment[], reports: Map<string, ChargeReport>): Promise<Set<string>> {
  const settling = rows.filter((row) => row.billId && row.status !== 'succeeded' && reports.get(row.id)?.status === 'succeeded');
  if (settling.length === 0) return new Set();
  const billIds = settling.flatMap((row) => row.billId ?? []);
  const paid = await tx
    .select({ billId: payment.billId })
    .from(payment)
    .where(and(inArray(payment.billId, billIds), eq(payment.status, 'succeeded')));
  const over = new Set(paid.map(({ billId }) => billId));
  return new Set(settling.filter((row) => over.has(row.billId)).map((row) => row.id));
}

function isOurs(row: Payment, report: ChargeReport): boolean {
  const known = (own: string | null, reported: string | null) => own === null || reported === null || own === reported;
  return (
    report.amountMinor === row.amountMinor &&
    report.currency === row.currency &&
    (row.way === 'checkout') === (report.sessionId !== null) &&
    known(row.checkoutSessionId, report.sessionId) &&
    (row.way === 'checkout' || known(row.paymentIntentId, report.paymentIntentId))
  );
}

function outcomeOf(row: Payment, report: ChargeReport): PaymentOutcome {
  const status = advance(row.status, report.status);
  const settled = status === 'succeeded' && row.status !== 'succeeded';
  const isOver = (at: PaymentStatus) => at === 'failed' || at === 'expired';
  const fee = status === 'succeeded' && row.feeState === 'unknown' ? report.fee : null;
  const foreign = fee !== null && fee.currency !== row.currency;
  return {
    payment: {
      ...row,
      status,
      checkoutSessionId: report.sessionId ?? row.checkoutSessionId,
      paymentIntentId: report.paymentIntentId ?? row.paymentIntentId,
      chargeId: status === 'succeeded' ? (row.chargeId ?? report.chargeId) : row.chargeId,
      method: report.method ?? row.method,
      // Learned once, with the money: an address that its owner had erased is never learned again.
      payerEmail: row.status === 'succeeded' ? row.payerEmail : (report.payerEmail ?? row.payerEmail),
      // Which card pays a bill is worth knowing; a stranger's is nobody's business.
      paymentMethodId: row.billId ? (report.paymentMethodId ?? row.paymentMethodId) : row.paymentMethodId,
      // The card that was tried last, and in the end the one that paid.
      cardFingerprint: row.status === 'succeeded' ? (row.cardFingerprint ?? report.cardFingerprint) : (report.cardFingerprint ?? row.cardFingerprint),
      cardLast4: row.status === 'succeeded' ? (row.cardLast4 ?? report.cardLast4) : (report.cardLast4 ?? row.cardLast4),
      failureCode: status === 'succeeded' ? null : report.failureCode,
      adviceCode: status === 'succeeded' ? null : report.adviceCode,
      settledAt: settled ? report.chargedAt : row.settledAt,
      feeState: fee ? (foreign ? 'foreign' : 'known') : row.feeState,
      balanceTransactionId: fee?.balanceTransactionId ?? row.balanceTransactionId,
      processorFeeMinor: fee && !foreign ? fee.feeMinor : row.processorFeeMinor,
      availableOn: fee?.availableOn ?? row.availableOn,
    },
    settled,
    promised: status === 'processing' && row.status !== 'processing',
    dropped: isOver(status) && !isOver(row.status),
    feeKnown: fee && !foreign ? fee : null,
    savedCard: report.savedCard,
  };
}

async function store(tx: Tx, rows: Payment[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.execute(sql`
    update payment set
      status = v.status, checkout_session_id = v."checkoutSessionId", payment_intent_id = v."paymentIntentId",
      charge_id = v."chargeId", method = v.method, payer_email = v."payerEmail", failure_code = v."failureCode",
      settled_at = v."settledAt", fee_state = v."feeState", balance_transaction_id = v."balanceTransactionId",
      processor_fee_minor = v."processorFeeMinor", available_on = v."availableOn",
      payment_method_id = v."paymentMethodId", advice_code = v."adviceCode",
      card_fingerprint = v."cardFingerprint", card_last4 = v."cardLast4"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as v(
      id uuid, status text, "checkoutSessionId" text, "paymentIntentId" text, "chargeId" text, method text,
      "payerEmail" text, "failureCode" text, "settledAt" timestamptz, "feeState" text,
      "balanceTransactionId" text, "processorFeeMinor" bigint, "availableOn" timestamptz,
      "paymentMethodId" text, "adviceCode" text, "cardFingerprint" text, "cardLast4" text)
    where payment.id = v.id`);
}
