import { and, eq, isNull, sql } from 'drizzle-orm';
import { getDb, inTransaction, type Tx } from '@/db/client';
import { reconcileGap } from '@/db/schema';
import { recordAct } from '@/lib/audit';
import { isId } from '@/lib/ids';
import { findOwner, type NamedOwner } from '@/lib/stripe';
import { bookMovement, columns, toMovement, type MovementRow, type OwnMatter } from './book-own';
import { NotOpen, OfAPayment } from './errors';
import { keepGaps } from './keep-gaps';

/**
 * Books what the processor moved and nobody here asked for as the operator's own money, or as a cost
 * of theirs, because an admin says so: a charge made in the processor's dashboard, an adjustment. What
 * belongs to a payment, refund, dispute or payout of ours is refused: it is booked with that, or is a
 * fault. Whose it is the processor is asked as well, because what we have not heard of yet would be
 * booked a second time once we do.
 *
 * @throws ReasonNeeded by the caller's reading of it, NotOpen, OfAPayment, ProcessorUnavailable
 */
export async function bookByDecision(asked: { actorId: string; objectId: string; matter: OwnMatter; reason: string }): Promise<void> {
  const { actorId, objectId, matter, reason } = asked;
  if (!(await isOpen(objectId))) throw new NotOpen();
  const owner = await findOwner(objectId);
  await inTransaction(async (tx) => {
    const [gap] = await tx
      .select()
      .from(reconcileGap)
      .where(and(eq(reconcileGap.objectId, objectId), isNull(reconcileGap.closedAt), eq(reconcileGap.kind, 'not_in_ledger')))
      .for('update');
    if (!gap) throw new NotOpen();
    if (await isOurs(tx, objectId, owner)) throw new OfAPayment();
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

/** Only what our own list names is asked for. */
async function isOpen(objectId: string): Promise<boolean> {
  const { rows } = await getDb().execute(sql`select 1 from reconcile_gap where object_id = ${objectId} and closed_at is null and kind = 'not_in_ledger'`);
  return rows.length > 0;
}

async function isOurs(tx: Tx, objectId: string, { chargeId, paymentId, payoutId }: NamedOwner): Promise<boolean> {
  const named = (id: string | null) => (id && isId(id) ? id : null);
  const { rows } = await tx.execute(sql`
    select 1 from payment where charge_id in (${objectId}, ${chargeId}) or id = ${named(paymentId)}::uuid
    union all select 1 from refund where stripe_refund_id = ${objectId}
    union all select 1 from payout where stripe_transfer_id = ${objectId} or id = ${named(payoutId)}::uuid limit 1`);
  return rows.length > 0;
}
