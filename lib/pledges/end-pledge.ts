import type { Tx } from '@/db/client';
import type { entitlement } from '@/db/schema';
import { closeEntitlement } from './entitlements';
import { moveTo, type Pledge } from './start-days';

type Reason = NonNullable<Pledge['endedReason']>;
type Closed = NonNullable<(typeof entitlement.$inferSelect)['closedReason']>;

/** What ends with a pledge, by why it ended. */
const CLOSED: Record<Reason, Closed> = {
  cancelled: 'over',
  card_refused: 'undone',
  card_not_saved: 'undone',
  not_confirmed: 'undone',
  refused: 'undone',
  written_off: 'written_off',
  creator_closed: 'creator_closed',
  not_started: 'undone',
  refunded: 'refunded',
};

/**
 * Ends a pledge now: it gives up its place and what it opened is closed. Lines that are on a tab
 * already are the caller's matter.
 *
 * @param now business time
 */
export async function endPledge(tx: Tx, of: Pledge, reason: Reason, now: Date): Promise<void> {
  await moveTo(tx, of, {
    status: 'ended',
    endedAt: now,
    endedReason: reason,
    nextTierId: null,
    nextAmountMinor: null,
    pausedAt: null,
    pausedWithTab: false,
  });
  await closeEntitlement(tx, of.id, CLOSED[reason], now);
}
