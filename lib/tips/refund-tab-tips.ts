import type { Tx } from '@/db/client';
import { invariant } from '@/lib/errors';
import { standTip } from './stand-tip';
import { readTipsOfLines, storeTips } from './tip-rows';

/** Where the money of a tip on a tab lies after a refund or a dispute, or after one that came back; minor units. */
export type RefundedTabTip = { lineId: string; heldMinor: number; availableMinor: number; refundedMinor: number; disputedMinor: number };

/**
 * Writes what refunds or disputes of a bill did to its tips: where their money lies and what of them went
 * back. One that went back whole leaves its creator's page and counts; one that came back stands there
 * again. In the transaction that posts it.
 */
export async function refundTabTips(tx: Tx, refunded: readonly RefundedTabTip[]): Promise<void> {
  const tips = await readTipsOfLines(tx, refunded.map(({ lineId }) => lineId));
  for (const { lineId, ...money } of refunded) {
    const found = tips.get(lineId);
    invariant(found, 'a line of a tip has its tip');
    Object.assign(found, money);
    await standTip(tx, found);
  }
  await storeTips(tx, [...tips.values()]);
}
