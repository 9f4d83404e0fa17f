import { notFound } from 'next/navigation';
import { getDb } from '@/db/client';
import { findBillReceipt, readBillToken, type BillReceipt } from '@/lib/billing';
import { businessClock } from '@/lib/stripe';

/** The bill that a link opens; a link that was not made here is a page that does not exist. */
export async function loadBill(token: string): Promise<BillReceipt> {
  const billId = readBillToken(token);
  const receipt = billId && (await findBillReceipt(getDb(), billId, await businessClock()));
  if (!receipt) notFound();
  return receipt;
}
