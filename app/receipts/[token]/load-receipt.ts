import { notFound } from 'next/navigation';
import { getDb } from '@/db/client';
import { readReceiptToken } from '@/lib/payments';
import { findTipReceipt, type TipReceipt } from '@/lib/tips';

/** The receipt that a link opens; a link that was not made here is a page that does not exist. */
export async function loadReceipt(token: string): Promise<TipReceipt> {
  const paymentId = readReceiptToken(token);
  const receipt = paymentId && (await findTipReceipt(getDb(), paymentId));
  if (!receipt) notFound();
  return receipt;
}
