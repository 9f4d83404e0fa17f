import { and, eq, inArray } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { moneyFreeze } from '@/db/schema';

type Decision = { creatorId: string; actorId: string; reason: string; now: Date };

/**
 * Lets frozen money move on as before; also what is being given back, as far as nothing was asked of it.
 *
 * @param decision.now business time
 * @returns whether anything stood still
 */
export function releaseMoneyIn(tx: Tx, decision: Decision): Promise<boolean> {
  return decide(tx, decision, 'released', ['standing', 'returning']);
}

/**
 * Has frozen money given back to those who gave it: `giveBackFrozen` asks for it, line by line.
 *
 * @param decision.now business time
 * @returns whether any stood still
 */
export function returnMoneyIn(tx: Tx, decision: Decision): Promise<boolean> {
  return decide(tx, decision, 'returning', ['standing']);
}

async function decide(
  tx: Tx,
  { creatorId, actorId, reason, now }: Decision,
  to: 'released' | 'returning',
  from: ('standing' | 'returning')[],
): Promise<boolean> {
  const decided = await tx
    .update(moneyFreeze)
    .set({ status: to, decidedBy: actorId, decidedAt: now, reason })
    .where(and(eq(moneyFreeze.creatorId, creatorId), inArray(moneyFreeze.status, from)))
    .returning({ id: moneyFreeze.id });
  return decided.length > 0;
}
