import 'server-only';
import type { AskBackLine } from '@/components/bills/ask-back';
import { getDb } from '@/db/client';
import { wishesOf, type BillReceipt } from '@/lib/billing';
import { formatMoney } from '@/lib/money';
import { isDisputed } from '@/lib/payments';
import { wordLine } from '@/lib/receipts';

/** The lines of a paid bill as its fan asks for them; none of a bill that nobody paid. */
export async function toAskBack({ bill, lines }: BillReceipt): Promise<AskBackLine[]> {
  if (bill.status !== 'paid' || !bill.paymentId) return [];
  const [wishes, disputed] = await Promise.all([wishesOf(getDb(), lines.map(({ id }) => id)), isDisputed(getDb(), bill.paymentId)]);
  return lines.filter(({ status }) => status === 'collected').map((line) => ({
    id: line.id,
    creator: line.creator.name,
    what: wordLine(line),
    sum: formatMoney(line.amountMinor - line.refundedMinor, bill.currency),
    back: line.refundedMinor > 0 ? formatMoney(line.refundedMinor, bill.currency) : null,
    wish: wishes.get(line.id) ?? null,
    mayAsk: line.refundedMinor + (line.disputedMinor ?? 0) < line.amountMinor && !disputed,
  }));
}
