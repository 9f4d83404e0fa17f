import { and, eq, sql } from 'drizzle-orm';
import { inTransaction, type Queryable, type Tx } from '@/db/client';
import { bill, chargeStop, person } from '@/db/schema';
import { env } from '@/lib/env';
import { newId } from '@/lib/ids';
import { enqueueMails, renderMail } from '@/lib/mail';
import { wake } from '@/lib/queue';
import { isOurFault } from './failure-kind';

export type ChargeStop = typeof chargeStop.$inferSelect;

/** Why charges stand still in books that a backup was restored into: what was charged after it is due again in them. */
export const RESTORED = 'restored_from_backup';

/** So many requests in a row that the processor would not take are no accident of one card. */
const IN_A_ROW = 5;

/** Counts requests of ours that the processor would not take, one after the other; any other answer begins anew. */
export class RefusedRequests {
  private row: string[] = [];

  /** @param code the processor's decline code or error code; null for a charge that went well */
  saw(code: string | null): void {
    if (code !== null && isOurFault(code)) this.row.push(code);
    else this.row = [];
  }

  /** What stands in the way of every charge; null while nothing does. */
  systemic(): { failureCode: string; refused: number } | null {
    const failureCode = this.row.at(-1);
    return failureCode !== undefined && this.row.length >= IN_A_ROW ? { failureCode, refused: this.row.length } : null;
  }
}

/** The stop that stands, if charges stand still. */
export async function findChargeStop(db: Queryable): Promise<ChargeStop | null> {
  const [standing] = await db.select().from(chargeStop).where(eq(chargeStop.status, 'standing'));
  return standing ?? null;
}

/**
 * Stops the evening's charges until an admin lets them go on, and mails every admin: the fault is ours,
 * and would else put everybody into dunning. Called by several workers at once it is one stop.
 *
 * @param now business time
 */
export async function stopCharges({ failureCode, refused, now }: { failureCode: string; refused: number; now: Date }): Promise<void> {
  const id = newId();
  await inTransaction(async (tx) => {
    const made = await tx
      .insert(chargeStop)
      .values({ id, stoppedAt: now, failureCode: failureCode.slice(0, 200), refused, status: 'standing' })
      .onConflictDoNothing()
      .returning({ id: chargeStop.id });
    if (made.length > 0) await tellAdmins(tx, { id, failureCode, refused });
  });
  wake('outbox');
}

/**
 * Lets charges go on, and has those bills tried at once that failed by a request of ours. Wake `billing`
 * and `dunning` after the transaction.
 *
 * @param now business time
 * @returns whether they stood still
 */
export async function resumeChargesIn(tx: Tx, { actorId, now }: { actorId: string; now: Date }): Promise<boolean> {
  const lifted = await tx
    .update(chargeStop)
    .set({ status: 'lifted', liftedBy: actorId, liftedAt: now })
    .where(eq(chargeStop.status, 'standing'))
    .returning({ id: chargeStop.id });
  if (lifted.length === 0) return false;
  await tx.update(bill).set({ nextAttemptAt: now }).where(and(eq(bill.status, 'failing'), sql`split_part(${bill.failureCode}, ':', 1) = 'request_refused'`));
  return true;
}

async function tellAdmins(tx: Tx, { id, failureCode, refused }: { id: string; failureCode: string; refused: number }): Promise<void> {
  const admins = await tx.select({ id: person.id, email: person.email }).from(person).where(and(eq(person.isAdmin, true), eq(person.status, 'active')));
  const subject = 'No bill is charged until you have looked';
  const words = renderMail({
    title: subject,
    paragraphs: [
      `Stripe would not take ${refused} charges in a row, and neither bank nor card is at fault: our request is (${failureCode}).`,
      'The run has stopped, so that nobody else goes into dunning for it; no fan was told anything. Mend it, then let the charges go on: those that failed are tried again at once.',
    ],
    button: { label: 'See the bills', url: new URL('/admin/billing', env().APP_URL).href },
    foot: 'You get this mail because you are an admin here. There is one for each stop.',
  });
  await enqueueMails(tx, admins.flatMap(({ id: adminId, email }) => (email ? [{ key: `charge_stop:${id}:${adminId}`, recipient: email, subject, ...words }] : [])));
}
