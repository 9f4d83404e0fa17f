import { asc, inArray, sql } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { tip } from '@/db/schema';

/** Where the money of a tip that was collected on a bill lies; minor units. */
export type TabTipMoney = { lineId: string; heldMinor: number; heldUntil: Date | null; availableMinor: number };

/** Writes where the money of tips lies that a bill collected, for many in one statement. */
export async function storeTabTipMoney(tx: Tx, money: TabTipMoney[]): Promise<void> {
  if (money.length === 0) return;
  await tx.execute(sql`
    update tip set held_minor = v."heldMinor", held_until = v."heldUntil", available_minor = v."availableMinor"
    from jsonb_to_recordset(${JSON.stringify(money)}::jsonb)
      as v("lineId" uuid, "heldMinor" bigint, "heldUntil" timestamptz, "availableMinor" bigint)
    where tip.line_id = v."lineId"`);
}

/**
 * Where the money of these lines' tips lies now, by line, locked in id order: a release waits, so
 * that a fee learned late takes it from where it is.
 */
export async function lockTabTips(tx: Tx, lineIds: string[]): Promise<Map<string, TabTipMoney & { refundedMinor: number }>> {
  if (lineIds.length === 0) return new Map();
  const rows = await tx
    .select({
      lineId: tip.lineId,
      heldMinor: tip.heldMinor,
      heldUntil: tip.heldUntil,
      availableMinor: tip.availableMinor,
      refundedMinor: tip.refundedMinor,
    })
    .from(tip)
    .where(inArray(tip.lineId, lineIds))
    .orderBy(asc(tip.id))
    .for('update');
  return new Map(rows.flatMap(({ lineId, ...row }) => (lineId ? [[lineId, { lineId, ...row }]] : [])));
}
