import { and, eq, inArray } from 'drizzle-orm';
import type { Queryable } from '@/db/client';
import { fan, person, refund, refundLine, tabLine, tip } from '@/db/schema';
import { previewLineRefund } from '@/lib/billing';
import { isId } from '@/lib/ids';
import type { RefundPreview } from '@/lib/tips';
import { lineColumns, toLineRow, type LineRow } from './list-lines';

/** What giving a line back would do, and whether that is under way already. */
export type LineRefund = {
  /** Null when nothing is left to give back. */
  refund: RefundPreview | null;
  /** Whether the pledge that it pays for would end. */
  endsPledge: boolean;
  isRefunding: boolean;
};

/** A creator's own collected line on its own page, or null: somebody else's is as if it were not there. */
export async function findCreatorLine(db: Queryable, creatorId: string, lineId: string, now: Date): Promise<(LineRow & LineRefund) | null> {
  if (!isId(lineId)) return null;
  const [found] = await db
    .select(lineColumns)
    .from(tabLine)
    .innerJoin(fan, eq(fan.id, tabLine.fanId))
    .leftJoin(person, eq(person.id, fan.personId))
    .leftJoin(tip, eq(tip.lineId, tabLine.id))
    .where(and(eq(tabLine.id, lineId), eq(tabLine.creatorId, creatorId), eq(tabLine.status, 'collected')));
  return found ? { ...toLineRow(found), ...(await previewOwnLine(db, lineId, now)) } : null;
}

/**
 * What a refund of one line would do now, and whether one is under way.
 *
 * @param now business time
 */
export async function previewOwnLine(db: Queryable, lineId: string, now: Date): Promise<LineRefund> {
  const [line] = await db.select({ billId: tabLine.billId }).from(tabLine).where(eq(tabLine.id, lineId));
  const preview = line?.billId ? await previewLineRefund(db, { billId: line.billId, lineIds: [lineId], now }) : null;
  const [part] = preview?.parts ?? [];
  const asked = await db
    .select({ id: refund.id })
    .from(refundLine)
    .innerJoin(refund, eq(refund.id, refundLine.refundId))
    .where(and(eq(refundLine.lineId, lineId), inArray(refund.status, ['asked', 'pending'])));
  return {
    refund: preview && part ? { ...part, currency: preview.currency } : null,
    endsPledge: part?.endsPledge ?? false,
    isRefunding: asked.length > 0,
  };
}
