import type { Tx } from '@/db/client';
import { recountSupporter } from './count-supporters';
import { countTips } from './count-tips';
import type { TipWithCreator } from './tip-rows';

/**
 * Gives a collected tip the status that follows from what of it went back, and counts it in or out of its
 * creator's page and its supporter when that changes. Store the tip afterwards.
 *
 *   received ◀──▶ refunded     all of it went back; a bank may send that back
 *       ▲  │
 *       │  └────▶ disputed     what was not refunded lies with a bank; won, it is received again
 *       └────────────┘
 */
export async function standTip(tx: Tx, tip: TipWithCreator): Promise<void> {
  const status = statusOf(tip);
  const sign = Number(status === 'received') - Number(tip.status === 'received');
  tip.status = status;
  if (sign !== 1 && sign !== -1) return;
  await countTips(tx, [{ tip, sign }]);
  await recountSupporter(tx, tip, sign);
}

function statusOf({ grossMinor, platformTipMinor, refundedMinor, disputedMinor }: TipWithCreator): 'received' | 'refunded' | 'disputed' {
  const wholeMinor = grossMinor + platformTipMinor;
  if (refundedMinor === wholeMinor) return 'refunded';
  return disputedMinor > 0 && refundedMinor + disputedMinor === wholeMinor ? 'disputed' : 'received';
}
