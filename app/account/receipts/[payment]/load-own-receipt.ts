import { notFound } from 'next/navigation';
import { getDb } from '@/db/client';
import { isId } from '@/lib/ids';
import { findOwnReceipt, findTipReceipt, type ReceiptRow, type TipReceipt } from '@/lib/tips';

/** A receipt of this person; somebody else's is a page that does not exist. */
export async function loadOwnReceipt(personId: string, paymentId: unknown): Promise<{ row: ReceiptRow; receipt: TipReceipt }> {
  const row = isId(paymentId) ? await findOwnReceipt(getDb(), personId, paymentId) : null;
  const receipt = row && (await findTipReceipt(getDb(), row.paymentId));
  if (!row || !receipt) notFound();
  return { row, receipt };
}
