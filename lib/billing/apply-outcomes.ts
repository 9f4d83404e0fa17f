import type { Tx } from '@/db/client';
import { invariant } from '@/lib/errors';
import type { PaymentOutcome } from '@/lib/payments';
import { lockBills, type BillWithLines } from './bill-rows';
import { enqueueBillReceipts } from './mails/enqueue-bill-receipts';
import { failureKind } from './failure-kind';
import { refuseBills, type RefusedBill } from './refuse-bills';
import { settleBills, type BillOutcome } from './settle-bills';

/**
 * Follows the payments of bills: a collected one moves every line of its bill from accrued to held,
 * a known fee is shared over the lines, a refused one puts the bill into dunning. All bills of a
 * batch in a handful of statements, in the caller's transaction. The payments' rows are locked, so
 * nothing here runs twice.
 *
 * @param now business time: when a refusal was learned, from which the dunning counts
 */
export async function applyBillOutcomes(tx: Tx, outcomes: PaymentOutcome[], now: Date): Promise<void> {
  if (outcomes.length === 0) return;
  const bills = await lockBills(tx, outcomes.map(({ payment }) => billOf(payment)));
  const followed = outcomes.map((outcome): BillOutcome => {
    const bill = bills.get(billOf(outcome.payment));
    invariant(bill, 'a payment for a bill has its bill');
    return { outcome, bill };
  });
  await settleBills(tx, followed.filter(({ outcome }) => outcome.settled || outcome.feeKnown), now);
  await refuseBills(tx, followed.filter(isRefusal).map(refusalOf), now);
  const receipted = outcomes.filter(({ payment, settled, feeKnown }) => feeKnown || (settled && payment.feeState === 'foreign'));
  if (receipted.length > 0) await enqueueBillReceipts(tx, receipted.map(({ payment }) => billOf(payment)), now);
}

/** A hosted page that somebody left or that expired is no refusal: its bill waits as it did. */
function isRefusal({ outcome: { dropped, payment }, bill }: BillOutcome): boolean {
  return dropped && payment.way === 'off_session' && (bill.status === 'due' || bill.status === 'failing');
}

function refusalOf({ outcome: { payment }, bill }: BillOutcome): RefusedBill {
  const kind = failureKind(payment.failureCode, payment.adviceCode);
  return { bill, kind, code: payment.failureCode, paymentMethodId: payment.paymentMethodId };
}

function billOf({ billId }: PaymentOutcome['payment']): BillWithLines['id'] {
  invariant(billId, 'a payment for a bill names it');
  return billId;
}
