import type { Tx } from '@/db/client';
import { invariant } from '@/lib/errors';
import { recountSupporter } from './count-supporters';
import { countTips } from './count-tips';
import { readTipsOfLines, storeTips } from './tip-rows';

/** Where the money of a tip on a tab lies after a refund, or after one that came back; minor units. */
export type RefundedTabTip = { lineId: string; heldMinor: number; availableMinor: number; refundedMinor: number };

/**
 * Writes what refunds of a bill did to its tips: where their money lies and what of them went back. One
 * that went back whole leaves its creator's page and counts; one whose refund came back stands there
 * again. In the transaction that posts it.
 */
export async function refundTabTips(tx: Tx, refunded: readonly RefundedTabTip[]): Promise<void> {
  const tips = await readTipsOfLines(tx, refunded.map(({ lineId }) => lineId));
  for (const { lineId, ...money } of refunded) {
    const found = tips.get(lineId);
    invariant(found, 'a line of a tip has its tip');
    const status = money.refundedMinor === found.grossMinor ? 'refunded' : 'received';
    if (status !== found.status) {
      const sign = status === 'refunded' ? -1 : 1;
      await countTips(tx, [{ tip: found, sign }]);
      await recountSupporter(tx, found, sign);
    }
    Object.assign(found, money, { status });
  }
  await storeTips(tx, [...tips.values()]);
}
