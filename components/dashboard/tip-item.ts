import type { Currency } from '@/lib/money/input';
import type { TipSums } from '@/lib/tips';
import type { Visibility } from '@/lib/tips/input';

/** A tip as a creator's lists show it; dates come as words. */
export type TipItem = {
  id: string;
  state: 'accrued' | 'held' | 'available' | 'refunded' | 'partly_refunded' | 'disputed' | 'reserved' | 'paid';
  currency: Currency;
  sums: TipSums;
  name: string | null;
  message: string | null;
  visibility: Visibility;
  when: string;
  /** `now` when it is over and the money follows in minutes; null while the fee is unknown. */
  heldUntil: string | null;
  /** Whether the page's money stands still, because it was suspended. */
  isFrozen: boolean;
};
