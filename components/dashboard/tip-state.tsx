import { formatMoney } from '@/lib/money/input';
import type { TipItem } from './tip-item';

/** Where a tip's money is, in words; the dot only says it again. */
export function TipStateWords({ row }: { row: Pick<TipItem, 'state' | 'heldUntil' | 'isFrozen' | 'sums' | 'currency'> }) {
  return (
    <span className="tip-state" data-state={row.state}>
      {wordsOf(row)}
    </span>
  );
}

function wordsOf({ state, heldUntil, isFrozen, sums, currency }: Pick<TipItem, 'state' | 'heldUntil' | 'isFrozen' | 'sums' | 'currency'>) {
  if (state === 'refunded') return 'Refunded';
  if (state === 'disputed') return 'Disputed: taken by the fan’s bank';
  if (state === 'partly_refunded') return `${formatMoney(sums.refundedMinor, currency)} refunded`;
  if (isFrozen && (state === 'held' || state === 'available')) return 'Stands still';
  if (state === 'available') return 'Available';
  if (state === 'reserved') return 'In a payout';
  if (state === 'paid') return 'Paid out';
  if (state === 'accrued') return 'On a tab, not charged yet';
  if (heldUntil === null) return 'Held until the fee is known';
  return heldUntil === 'now' ? 'Available in minutes' : `Held until ${heldUntil}`;
}
