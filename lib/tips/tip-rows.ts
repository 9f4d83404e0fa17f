import { asc, inArray, sql } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { creator, tip } from '@/db/schema';

/** A tip with what its postings, its receipt and word of it need of its creator. */
export type TipWithCreator = typeof tip.$inferSelect & {
  owner: string;
  creatorName: string;
  handle: string;
  thankYou: string;
  art: string;
};

/**
 * The tips of these payments, by payment, locked in id order: a release of the same tip waits, so
 * that what is read here as held is still held when it is taken.
 */
export async function readTips(tx: Tx, paymentIds: string[]): Promise<Map<string, TipWithCreator>> {
  const rows = await lockTips(tx, tip.paymentId, paymentIds);
  return new Map(rows.flatMap((row) => (row.paymentId ? [[row.paymentId, row]] : [])));
}

/** The tips of these lines of tabs, by line, locked in id order like those of payments. */
export async function readTipsOfLines(tx: Tx, lineIds: string[]): Promise<Map<string, TipWithCreator>> {
  const rows = await lockTips(tx, tip.lineId, lineIds);
  return new Map(rows.flatMap((row) => (row.lineId ? [[row.lineId, row]] : [])));
}

async function lockTips(tx: Tx, by: typeof tip.paymentId | typeof tip.lineId, ids: string[]): Promise<TipWithCreator[]> {
  if (ids.length === 0) return [];
  const rows = await tx
    .select({
      tip,
      owner: creator.ledgerOwner,
      creatorName: creator.name,
      handle: creator.handle,
      thankYou: creator.thankYou,
      art: creator.art,
    })
    .from(tip)
    .innerJoin(creator, sql`${creator.id} = ${tip.creatorId}`)
    .where(inArray(by, ids))
    .orderBy(asc(tip.id))
    .for('update', { of: tip });
  return rows.map(({ tip: row, ...rest }) => ({ ...row, ...rest }));
}

/** Writes what changes in a tip's life, for many tips in one statement. */
export async function storeTips(tx: Tx, tips: TipWithCreator[]): Promise<void> {
  const rows = tips.map(
    ({ id, status, receivedAt, platformFeeMinor, heldMinor, heldUntil, availableMinor, refundedMinor, disputedMinor, supporterId }) => ({
      id, status, receivedAt, platformFeeMinor, heldMinor, heldUntil, availableMinor, refundedMinor, disputedMinor, supporterId,
    }),
  );
  await tx.execute(sql`
    update tip set status = v.status, received_at = v."receivedAt", held_minor = v."heldMinor",
      held_until = v."heldUntil", available_minor = v."availableMinor", refunded_minor = v."refundedMinor",
      disputed_minor = v."disputedMinor",
      platform_fee_minor = v."platformFeeMinor", supporter_id = v."supporterId"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as v(id uuid, status text, "receivedAt" timestamptz, "platformFeeMinor" bigint, "heldMinor" bigint, "heldUntil" timestamptz,
        "availableMinor" bigint, "refundedMinor" bigint, "disputedMinor" bigint, "supporterId" uuid)
    where tip.id = v.id`);
}
