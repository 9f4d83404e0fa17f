import type { Tx } from '@/db/client';
import { payment } from '@/db/schema';
import type { Currency } from '@/lib/money';

export type PaymentDraft = {
  id: string;
  purpose: 'tip';
  amountMinor: number;
  currency: Currency;
  /** What the hosted page and the statement call it. */
  description: string;
  returnPath: string;
  cancelPath: string;
  /** Whose payment it is, when somebody is signed in; a guest's may join an account later. */
  personId: string | null;
  /** Business time. */
  now: Date;
};

/**
 * Writes the row of a payment before the processor hears of it: from here on a crash leaves
 * something to take up again, never a charge without a row.
 */
export async function startPayment(tx: Tx, draft: PaymentDraft): Promise<void> {
  const { now, ...columns } = draft;
  await tx.insert(payment).values({ ...columns, status: 'created', createdAt: now });
}
