import { and, eq, inArray } from 'drizzle-orm';
import { inTransaction, type Queryable } from '@/db/client';
import { creator, tabLine } from '@/db/schema';
import { recordAct } from '@/lib/audit';
import { askLineRefundIn } from '@/lib/billing';
import { newId } from '@/lib/ids';
import type { RefundReason } from '@/lib/payments';
import { wake } from '@/lib/queue';
import { isOwnBill } from './bills';
import { OwnMatter } from './errors';
import { readReason } from './reason';
import { tellRefunded } from './tell-refunded';

/**
 * Sends one line of a paid bill back, or all that is left of the bill, for a reason that is kept. Not
 * of one's own bill and not of a line to one's own page: that is another admin's to decide.
 *
 * @param asked.lineId null for the whole bill; `now` is business time
 * @returns the refund's id
 * @throws ReasonNeeded, OwnMatter, LineNotFound, NothingToRefund
 */
export async function refundBill(asked: {
  actorId: string;
  billId: string;
  lineId: string | null;
  kind: RefundReason;
  reason: string;
  now: Date;
}): Promise<string> {
  const { actorId, billId, lineId, kind, now } = asked;
  const reason = readReason(asked.reason);
  const lineIds = lineId === null ? null : [lineId];
  const id = newId();
  await inTransaction(async (tx) => {
    if (await isOwnRefund(tx, { actorId, billId, lineIds })) throw new OwnMatter();
    await askLineRefundIn(tx, { id, billId, lineIds, reason: kind, now });
    await tellRefunded(tx, { refundId: id, reason });
    await recordAct(tx, { actorId, action: 'bill.refund', subjectKind: 'bill', subjectId: billId, reason, detail: { refund: id, kind, line: lineId } });
  });
  wake('refunds');
  return id;
}

/** Whether a refund is about the admin: of their own bill, or of money that is their own page's. */
export async function isOwnRefund(
  db: Queryable,
  { actorId, billId, lineIds }: { actorId: string; billId: string; lineIds: readonly string[] | null },
): Promise<boolean> {
  if (await isOwnBill(db, actorId, billId)) return true;
  const [own] = await db
    .select({ id: tabLine.id })
    .from(tabLine)
    .innerJoin(creator, eq(creator.id, tabLine.creatorId))
    .where(and(eq(tabLine.billId, billId), eq(creator.personId, actorId), lineIds ? inArray(tabLine.id, [...lineIds]) : undefined))
    .limit(1);
  return own !== undefined;
}
