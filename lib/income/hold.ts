import type { Tx } from '@/db/client';
import { addDays } from '@/lib/dates';
import { readSetting } from '@/lib/settings';

/** How many days money is held after it was collected, as the operator has set it. */
export function readHoldDays(tx: Tx): Promise<number> {
  return readSetting(tx, 'holdDays');
}

/**
 * When a line's money may become available: the latest of the hold and Stripe's own word. Asked only
 * once the fee is known, which is the third condition (DESIGN.md 4.6).
 */
export function heldUntil(collectedAt: Date, holdDays: number, availableOn: Date): Date {
  const held = addDays(collectedAt, holdDays);
  return held > availableOn ? held : availableOn;
}
