import { and, eq, isNotNull, ne, or } from 'drizzle-orm';
import type { Queryable } from '@/db/client';
import { payment, refund, tabLine, tip } from '@/db/schema';
import { isId } from '@/lib/ids';
import { previewRefund, receiptNumber, type RefundPreview } from '@/lib/tips';
import { previewOwnLine } from './find-creator-line';
import { bookedFee, columns, toTipRow, type TipRow } from './list-tips';
import { onTabs } from './tip-filter';

/** One tip on its own page. */
export type CreatorTip = TipRow & {
  /** What a fan quotes from their receipt; a tip on a tab has none before its bill is paid. */
  receiptNumber: string | null;
  /** Of a tip on a tab: the line by which it is given back. */
  lineId: string | null;
  /** What a refund of all that is left would do now; null when nothing is left to refund. */
  refund: RefundPreview | null;
  /** Whether a refund was asked for that the processor has not confirmed yet. */
  isRefunding: boolean;
};

/**
 * A creator's own tip, or null: somebody else's is as if it were not there.
 *
 * @param now business time
 */
export async function findCreatorTip(db: Queryable, creatorId: string, tipId: string, now: Date): Promise<CreatorTip | null> {
  if (!isId(tipId)) return null;
  const [found] = await db
    .select({ tip: columns, feeMinor: bookedFee, paymentId: tip.paymentId, lineId: tip.lineId })
    .from(tip)
    .leftJoin(payment, eq(payment.id, tip.paymentId))
    .leftJoin(tabLine, eq(tabLine.id, tip.lineId))
    .where(and(eq(tip.id, tipId), eq(tip.creatorId, creatorId), or(isNotNull(tip.receivedAt), onTabs)));
  if (!found) return null;
  const row = toTipRow(found.tip, found.feeMinor);
  if (found.lineId) {
    const { refund: preview, isRefunding } = await previewOwnLine(db, found.lineId, now);
    return { ...row, receiptNumber: null, lineId: found.lineId, refund: preview, isRefunding };
  }
  if (!found.paymentId) return null;
  const asked = await db
    .select({ status: refund.status })
    .from(refund)
    .where(and(eq(refund.paymentId, found.paymentId), ne(refund.status, 'failed')));
  return {
    ...row,
    receiptNumber: receiptNumber(found.paymentId),
    lineId: null,
    refund: await previewRefund(db, found.paymentId),
    isRefunding: asked.some(({ status }) => status !== 'succeeded'),
  };
}
