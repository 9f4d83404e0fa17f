import { notFound } from 'next/navigation';
import { getDb } from '@/db/client';
import { findOwnBill, type BillReceipt } from '@/lib/billing';
import { isId } from '@/lib/ids';
import { businessClock } from '@/lib/stripe';

/** A bill of this person; somebody else's is a page that does not exist. */
export async function loadOwnBill(personId: string, billId: unknown): Promise<BillReceipt> {
  const receipt = isId(billId) ? await findOwnBill(getDb(), personId, billId, await businessClock()) : null;
  if (!receipt) notFound();
  return receipt;
}
