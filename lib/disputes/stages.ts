import { and, eq, sql, type SQL } from 'drizzle-orm';
import { dispute, disputeAnswer } from '@/db/schema';

/** A bank asks, and may then take the money under the same id: each of the two wants an answer. */
export type Stage = 'inquiry' | 'dispute';

/** The stage of a dispute by its status. Pure. */
export function stageOf({ status }: Pick<typeof dispute.$inferSelect, 'status'>): Stage {
  return status.startsWith('warning') ? 'inquiry' : 'dispute';
}

/** Joins a dispute with the answer to the stage at which it is, for a query over both tables. */
export function answersItsStage(): SQL | undefined {
  return and(eq(disputeAnswer.disputeId, dispute.id), eq(disputeAnswer.stage, sql`case when ${dispute.status} like 'warning%' then 'inquiry' else 'dispute' end`));
}
