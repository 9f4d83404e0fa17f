import type { TipItem } from '@/components/dashboard/tip-item';
import { formatShortDay, type DateReader } from '@/lib/dates';
import type { TipRow } from '@/lib/earnings';

/** A tip as the dashboard's lists show it; its days are the reader's. */
export function toTipItem(row: TipRow, { reader, isFrozen, now }: { reader: DateReader; isFrozen: boolean; now: Date }): TipItem {
  const { id, state, currency, sums, name, message, visibility, heldUntil } = row;
  return {
    id, state, currency, sums, name, message, visibility, isFrozen,
    when: formatShortDay(row.receivedAt, reader),
    // A hold that is over waits for the next run of the job, which is a matter of minutes.
    heldUntil: heldUntil && (heldUntil > now ? formatShortDay(heldUntil, reader) : 'now'),
  };
}
