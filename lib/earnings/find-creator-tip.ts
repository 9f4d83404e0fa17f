import { and, eq, isNotNull, ne } from 'drizzle-orm';
import type { Queryable } from '@/db/client';
import { payment, refund, tip } from '@/db/schema';
import { isId } from '@/lib/ids';
import { previewRefund, receiptNumber, type RefundPreview } from '@/lib/tips';
import { columns, toTipRow, type TipRow } from './list-tips';

/** One tip on its own page. */
export type CreatorTip = TipRow & {
  /** What a fan quotes from their receipt. */
  receiptNumber: string;
  /** What a refund of all that is left would do now; null when nothing is left to refund. */
  refund: RefundPreview | null;
  /** Whether a refund was asked for that the processor has not confirmed yet. */
  isRefunding: boolean;
};

/** A creator's own tip, or null: somebody else's is as if it were not there. */
export async function findCreatorTip(db: Queryable, creatorId: string, tipId: string): Promise<CreatorTip | null> {
  if (!isId(tipId)) return null;
  const [found] = await db
    .select({ tip: columns, feeMinor: payment.processorFeeMinor, paymentId: payment.id })
    .from(tip)
    .innerJoin(payment, eq(payment.id, tip.paymentId))
    .where(and(eq(tip.id, tipId), eq(tip.creatorId, creatorId), isNotNull(tip.receivedAt)));
  if (!found) return null;
  const asked = await db
    .select({ status: refund.status })
    .from(refund)
    .where(and(eq(refund.paymentId, found.paymentId), ne(refund.status, 'failed')));
  return {
    ...toTipRow(found.tip, found.feeMinor),
    receiptNumber: receiptNumber(found.paymentId),
    refund: await previewRefund(db, found.paymentId),
    isRefunding: asked.some(({ status }) => status !== 'succeeded'),
  };
}
