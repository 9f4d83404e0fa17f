import { Receipt, ReceiptLine, ReceiptTotal } from '@/components/ui/receipt';
import { formatMoney } from '@/lib/money/input';
import type { FrozenSum } from '@/lib/freeze';

/** What of a page's money stands still, as a receipt for each currency. */
export function FrozenSums({ sums }: { sums: FrozenSum[] }) {
  return (
    <div className="grid gap-4">
      {sums.map((sum) => (
        <Receipt key={sum.currency}>
          <ReceiptLine label="Held" sum={formatMoney(sum.heldMinor, sum.currency)} />
          <ReceiptLine label="Available" sum={formatMoney(sum.availableMinor, sum.currency)} />
          {sum.reservedMinor > 0 && <ReceiptLine label="Already being paid out" sum={formatMoney(sum.reservedMinor, sum.currency)} />}
          <ReceiptTotal label={sum.lines === 1 ? 'One gift' : `${sum.lines} gifts together`} sum={formatMoney(sum.heldMinor + sum.availableMinor + sum.reservedMinor, sum.currency)} />
        </Receipt>
      ))}
    </div>
  );
}
