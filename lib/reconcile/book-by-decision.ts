import { and, eq, isNull, sql } from 'drizzle-orm';
import { inTransaction, type Tx } from '@/db/client';
import { payment, payout, reconcileGap, refund } from '@/db/schema';
import { recordAct } from '@/lib/audit';
import { bookMovement, columns, toMovement, type MovementRow, type OwnMatter } from './book-own';
import { NotOpen, OfAPayment } from './errors';
import { keepGaps } from './keep-gaps';

/**
 * Books what the processor moved and nobody here asked for as the operator's own money, or as a cost
 * of theirs, because an admin says so: a charge made in the processor's dashboard, an adjustment. What
 * belongs to a payment, refund or payout of ours is refused: it is booked with that, or is a fault.
 *
 * @throws ReasonNeeded by the caller's reading of it, NotOpen, OfAPayment
 */
export async function bookByDecision(asked: { actorId: string; objectId: string; matter: OwnMatter; reason: string }): Promise<void> {
  const { actorId, objectId, matter, reason } = asked;
  await inTransaction(async (tx) => {
    const [gap] = await tx
      .select()
      .from(reconcileGap)
      .where(and(eq(reconcileGap.objectId, objectId), isNull(reconcileGap.closedAt), eq(reconcileGap.kind, 'not_in_ledger')))
      .for('update');
    if (!gap) throw new NotOpen();
    if (await isOurs(tx, objectId)) throw new OfAPayment();
    const { rows } = await tx.execute<MovementRow>(sql`
      select ${columns} from balance_record where object_id = ${objectId} and matched_at is null order by happened_at, id`);
    for (const row of rows) await bookMovement(tx, toMovement(row), matter);
    await tx.execute(sql`update balance_record set matched_at = now() where object_id = ${objectId} and matched_at is null`);
    await recordAct(tx, {
      actorId, action: 'reconcile.book', subjectKind: 'difference', subjectId: objectId, reason, detail: { matter, amountMinor: gap.amountMinor, currency: gap.currency },
    });
  });
  await keepGaps([], [objectId]);
}

async function isOurs(tx: Tx, objectId: string): Promise<boolean> {
  const [charge] = await tx.select({ id: payment.id }).from(payment).where(eq(payment.chargeId, objectId)).limit(1);
  if (charge) return true;
  const [sentBack] = await tx.select({ id: refund.id }).from(refund).where(eq(refund.stripeRefundId, objectId)).limit(1);
  if (sentBack) return true;
  const [paidOut] = await tx.select({ id: payout.id }).from(payout).where(eq(payout.stripeTransferId, objectId)).limit(1);
  return paidOut !== undefined;
}
