import { eq, sql } from 'drizzle-orm';
import type { Queryable } from '@/db/client';
import { dispute, disputeAnswer, fanFreeze, payment } from '@/db/schema';
import { isId } from '@/lib/ids';
import { keyset, sliceOf, type PageAsked, type Slice } from '@/lib/lists';
import { answersItsStage } from './stages';

/** A dispute as its line in a list says it. */
export type DisputeRow = typeof dispute.$inferSelect & { answer: 'accept' | 'counter' | null; purpose: 'tip' | 'bill'; creatorName: string | null };

/** Of a payment that is one tip, whose page it was for; a bill has many. */
export const nameOfPage = sql<string | null>`(select c.name from tip t join creator c on c.id = t.creator_id where t.payment_id = ${payment.id} limit 1)`;

/** At most so many wait on one page; the others follow as these are answered. */
export const WAITING_MOST = 100;

/** Disputes that wait for an answer, the nearest deadline first. */
export async function listWaitingDisputes(db: Queryable): Promise<DisputeRow[]> {
  const rows = await db
    .select({ dispute, answer: disputeAnswer.kind, purpose: payment.purpose, creatorName: nameOfPage })
    .from(dispute)
    .innerJoin(payment, eq(payment.id, dispute.paymentId))
    .leftJoin(disputeAnswer, answersItsStage())
    .where(sql`${dispute.closedAt} is null`)
    .orderBy(sql`${disputeAnswer.disputeId} is not null`, sql`${dispute.evidenceDueAt} nulls last`, dispute.id)
    .limit(WAITING_MOST);
  return rows.map(({ dispute: row, ...rest }) => ({ ...row, ...rest }));
}

/** A page of disputes that are over, newest first. */
export async function listClosedDisputes(db: Queryable, asked: PageAsked): Promise<Slice<DisputeRow>> {
  const page = keyset(dispute.openedAt, dispute.id, asked);
  const rows = await db
    .select({ dispute, answer: disputeAnswer.kind, purpose: payment.purpose, creatorName: nameOfPage })
    .from(dispute)
    .innerJoin(payment, eq(payment.id, dispute.paymentId))
    .leftJoin(disputeAnswer, answersItsStage())
    .where(page.where(sql`${dispute.closedAt} is not null`))
    .orderBy(...page.order)
    .limit(page.limit);
  return sliceOf(rows.map(({ dispute: row, ...rest }) => ({ ...row, ...rest })), asked, ({ openedAt, id }) => ({ at: openedAt.getTime(), id }));
}

/** Who is frozen because of a dispute. */
export type FreezeOf = { fanId: string; personId: string | null; since: Date; liftedAt: Date | null };

/** One dispute with the answer to its stage and whom it froze; null for none. */
export async function findDispute(db: Queryable, disputeId: string) {
  if (!isId(disputeId)) return null;
  const [found] = await db
    .select({ dispute, answer: disputeAnswer, purpose: payment.purpose, billId: payment.billId })
    .from(dispute)
    .innerJoin(payment, eq(payment.id, dispute.paymentId))
    .leftJoin(disputeAnswer, answersItsStage())
    .where(eq(dispute.id, disputeId));
  if (!found) return null;
  const { rows: [froze] } = await db.execute<{ fanId: string; personId: string | null; since: string; lifted: string | null }>(sql`
    select z.fan_id as "fanId", f.person_id as "personId", z.since::text as since, z.lifted_at::text as lifted
    from ${fanFreeze} z join fan f on f.id = z.fan_id where z.dispute_id = ${disputeId}`);
  const freeze: FreezeOf | null = froze ? { fanId: froze.fanId, personId: froze.personId, since: new Date(froze.since), liftedAt: froze.lifted ? new Date(froze.lifted) : null } : null;
  return { ...found, freeze };
}
