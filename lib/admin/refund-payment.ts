import { eq } from 'drizzle-orm';
import { inTransaction, type Queryable } from '@/db/client';
import { creator, payment, person, tip } from '@/db/schema';
import { recordAct } from '@/lib/audit';
import { newId } from '@/lib/ids';
import { askRefundIn, PaymentNotFound, type RefundReason } from '@/lib/payments';
import { wake } from '@/lib/queue';
import { BillNotRefundable, OwnMatter } from './errors';
import { readReason } from './reason';
import { tellRefunded } from './tell-refunded';

/**
 * Sends a payment back whole, for a reason that is kept. Not one's own payment and not one to one's
 * own page: that is another admin's to decide.
 *
 * @param asked.now business time
 * @returns the refund's id
 * @throws ReasonNeeded, OwnMatter, BillNotRefundable, PaymentNotFound, NothingToRefund
 */
export async function refundPayment(asked: {
  actorId: string;
  paymentId: string;
  kind: RefundReason;
  reason: string;
  now: Date;
}): Promise<string> {
  const { actorId, paymentId, kind, now } = asked;
  const reason = readReason(asked.reason);
  const id = newId();
  await inTransaction(async (tx) => {
    if (await isOwnPayment(tx, actorId, paymentId)) throw new OwnMatter();
    if (await isOfBill(tx, paymentId)) throw new BillNotRefundable();
    await askRefundIn(tx, { id, paymentId, reason: kind, now });
    await tellRefunded(tx, { refundId: id, reason });
    await recordAct(tx, { actorId, action: 'payment.refund', subjectKind: 'payment', subjectId: paymentId, reason, detail: { refund: id, kind } });
  });
  wake('refunds');
  return id;
}

/**
 * Whether a payment is the admin's own: paid by their account, as a guest with their address, or to
 * their page.
 *
 * @throws PaymentNotFound
 */
export async function isOwnPayment(db: Queryable, actorId: string, paymentId: string): Promise<boolean> {
  const [found] = await db
    .select({ payer: payment.personId, payerEmail: payment.payerEmail, receiver: creator.personId })
    .from(payment)
    .leftJoin(tip, eq(tip.paymentId, payment.id))
    .leftJoin(creator, eq(creator.id, tip.creatorId))
    .where(eq(payment.id, paymentId));
  if (!found) throw new PaymentNotFound();
  const [actor] = await db.select({ email: person.email }).from(person).where(eq(person.id, actorId));
  const isOwnAddress = actor?.email != null && found.payerEmail?.toLowerCase() === actor.email;
  return found.payer === actorId || found.receiver === actorId || isOwnAddress;
}

async function isOfBill(db: Queryable, paymentId: string): Promise<boolean> {
  const [found] = await db.select({ purpose: payment.purpose }).from(payment).where(eq(payment.id, paymentId));
  return found?.purpose === 'bill';
}
