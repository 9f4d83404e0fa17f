import type { Tx } from '@/db/client';
import type { PaymentOutcome, RefundOutcome } from '@/lib/payments';

/** The one place where what became of a bill's charge enters lib/billing. */
export function dispatchBillOutcomes(_tx: Tx, _outcomes: PaymentOutcome[], _now: Date): Promise<void> {
  return Promise.resolve();
}

/** The one place where the refund of a bill's charge enters lib/billing. */
export function dispatchBillRefunds(_tx: Tx, _refunds: RefundOutcome[]): Promise<void> {
  return Promise.resolve();
}

/** The one place where a fan who has a card now meets what waited for it. */
export function dispatchCardSaved(_tx: Tx, _fanIds: string[], _now: Date): Promise<void> {
  return Promise.resolve();
}
