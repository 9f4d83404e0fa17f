import type { ReceiptItem } from '@/components/account/receipts';
import { formatShortDay, type DateReader } from '@/lib/dates';
import { formatMoney } from '@/lib/money';
import type { ReceiptRow } from '@/lib/tips';

/** A receipt as its line in the list says it. */
export function toReceiptItem(row: ReceiptRow, reader: DateReader): ReceiptItem {
  return {
    id: row.paymentId,
    creator: row.creator.name,
    day: formatShortDay(row.at, reader),
    date: row.at.toISOString(),
    status: row.status,
    charged: formatMoney(row.chargedMinor, row.currency),
    refunded: row.refundedMinor > 0 ? formatMoney(row.refundedMinor, row.currency) : null,
  };
}
