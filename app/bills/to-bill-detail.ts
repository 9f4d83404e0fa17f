import 'server-only';
import type { BillDetailProps } from '@/components/bills/bill-detail';
import type { BillStanding } from '@/components/bills/bill-state';
import { getDb } from '@/db/client';
import { graceWords, reasonWords, toBillView, type BillReceipt } from '@/lib/billing';
import type { DateReader } from '@/lib/dates';
import { openPaymentOf } from '@/lib/payments';
import { wordBill } from '@/lib/receipts';

/**
 * A bill as its two pages show it: in the account, and behind its link.
 *
 * @param justPaid whether they come back from the hosted page: that we have not heard of it yet is ours to wait for
 */
export async function toBillDetail(
  receipt: BillReceipt,
  { justPaid, reader }: { justPaid: boolean; reader: DateReader },
): Promise<Omit<BillDetailProps, 'pdfHref' | 'pay' | 'backHref'>> {
  const { bill } = receipt;
  const standing = await standingOf(receipt, justPaid);
  const words = wordBill(toBillView({ ...receipt, lines: receipt.lines.filter(({ status }) => status !== 'dropped') }));
  return {
    standing,
    isActual: receipt.isActual,
    dispute: receipt.dispute,
    words,
    title: standing === 'paid' ? 'One bill' : `Your bill of ${words.paid.sum}`,
    reason: standing === 'refused' ? reasonWords({ code: bill.failureCode, kind: bill.failureKind }) : null,
    grace: standing === 'refused' ? graceWords(receipt, reader) : null,
  };
}

async function standingOf({ bill }: BillReceipt, justPaid: boolean): Promise<BillStanding> {
  if (bill.status === 'due') return 'charging';
  if (bill.status !== 'failing') return bill.status;
  const open = await openPaymentOf(getDb(), bill.id);
  if (open?.way === 'off_session' || open?.status === 'processing') return 'charging';
  return justPaid && open ? 'confirming' : 'refused';
}
