import { and, asc, eq, gt, inArray, isNull, lte } from 'drizzle-orm';
import { inTransaction } from '@/db/client';
import { dispute, disputeAnswer, person } from '@/db/schema';
import { addDays, everybody, formatDay } from '@/lib/dates';
import { env } from '@/lib/env';
import { enqueueMails, renderMail } from '@/lib/mail';
import { formatMoney } from '@/lib/money';
import { disputeReason } from './input';
import { answersItsStage, stageOf } from './stages';

/** So many days before evidence is due, admins are told that nobody has answered. */
const NEAR_DAYS = 3;

/**
 * Tells every admin, once for each stage of a dispute, that its day for evidence is near and nobody has answered:
 * a dispute without an answer is lost.
 *
 * @param now business time
 * @returns how many disputes they were told of
 */
export async function tellDeadlines(now: Date): Promise<number> {
  return inTransaction(async (tx) => {
    const near = await tx
      .select({ dispute })
      .from(dispute)
      .leftJoin(disputeAnswer, answersItsStage())
      .where(and(
        inArray(dispute.status, ['needs_response', 'warning_needs_response']), isNull(disputeAnswer.disputeId), isNull(dispute.alarmedAt),
        lte(dispute.evidenceDueAt, addDays(now, NEAR_DAYS)), gt(dispute.evidenceDueAt, now),
      ))
      .orderBy(asc(dispute.evidenceDueAt), asc(dispute.id))
      .for('update', { of: dispute, skipLocked: true });
    if (near.length === 0) return 0;
    const admins = await tx.select({ id: person.id, email: person.email }).from(person).where(and(eq(person.isAdmin, true), eq(person.status, 'active')));
    await enqueueMails(tx, near.flatMap(({ dispute: row }) => admins.flatMap(({ id, email }) => (email ? [{ key: `dispute-due:${row.id}:${stageOf(row)}:${id}`, recipient: email, ...wordsOf(row) }] : []))));
    await tx.update(dispute).set({ alarmedAt: now }).where(inArray(dispute.id, near.map(({ dispute: { id } }) => id)));
    return near.length;
  });
}

function wordsOf({ id, amountMinor, currency, reason, evidenceDueAt }: typeof dispute.$inferSelect) {
  const day = evidenceDueAt ? formatDay(evidenceDueAt, everybody) : '';
  const subject = `A dispute of ${formatMoney(amountMinor, currency)} must be answered by ${day}`;
  return {
    subject,
    ...renderMail({
      title: subject,
      paragraphs: [`${disputeReason(reason)}. Nobody has answered yet; without an answer it is lost.`],
      button: { label: 'Open the case', url: new URL(`/admin/disputes/${id}`, env().APP_URL).href },
    }),
  };
}
