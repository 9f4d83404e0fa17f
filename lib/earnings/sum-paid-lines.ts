import { sql } from 'drizzle-orm';
import type { Queryable } from '@/db/client';

/** What fans paid of a pledge, and what of that we or a creator refunded, and a bank has or took; minor units. */
export type PaidSums = { paidMinor: number; refundedMinor: number; disputedMinor: number };

/** What came in for each of these pledges, by their ids; one that nobody paid for yet is missing. */
export async function sumPaidLines(db: Queryable, pledgeIds: readonly string[]): Promise<Map<string, PaidSums>> {
  if (pledgeIds.length === 0) return new Map();
  const { rows } = await db.execute<{ id: string; paid: string; refunded: string; disputed: string }>(sql`
    select pledge_id as id, sum(amount_minor)::text as paid, sum(refunded_minor)::text as refunded, sum(disputed_minor)::text as disputed
    from tab_line where pledge_id = any(${sql.param(pledgeIds)}::uuid[]) and status = 'collected' group by pledge_id`);
  return new Map(rows.map(({ id, paid, refunded, disputed }) => [id, { paidMinor: Number(paid), refundedMinor: Number(refunded), disputedMinor: Number(disputed) }]));
}
