import { Receipt, ReceiptLine, ReceiptTotal } from '@/components/ui/receipt';
import { formatMoney, type Currency } from '@/lib/money/input';

type Month = { directMinor: number; tabMinor: number; processorFeeMinor: number; platformFeeMinor: number; refundedMinor: number; netMinor: number };

/** A month from gross to net, like the receipt that each fan gets. */
export function MonthReceipt({ month, currency }: { month: Month; currency: Currency }) {
  const money = (minor: number) => formatMoney(minor, currency);
  return (
    <Receipt>
      <ReceiptLine label="Tips by card" sum={money(month.directMinor)} />
      <ReceiptLine label="Pledges and tips of tabs" sum={money(month.tabMinor)} />
      <ReceiptLine label="Processor fees" sum={money(0 - month.processorFeeMinor)} />
      <ReceiptLine label="Tuppence fees" sum={money(0 - month.platformFeeMinor)} />
      {month.refundedMinor !== 0 && <ReceiptLine label="Refunds and disputes, your part" sum={money(0 - month.refundedMinor)} />}
      <ReceiptTotal label="Net" sum={money(month.netMinor)} />
    </Receipt>
  );
}
