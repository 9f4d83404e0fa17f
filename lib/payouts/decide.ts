import { inTransaction, type Tx } from '@/db/client';
import { recordAct } from '@/lib/audit';
import { cleanText } from '@/lib/forms';
import { OwnPayout, PayoutMoved, PayoutNotFound, PayoutReasonNeeded } from './errors';
import { lockPayout, type PayoutStatus, type PayoutWithCreator } from './payout-rows';

/** What every command of an admin names; `now` is business time. */
export type Decision = { payoutId: string; adminId: string; now: Date };

/**
 * Runs an admin's command about a payout that they hold: it is there, it is not their own, it stands
 * where the command begins, and what they did is written down with it.
 *
 * @param from the statuses that the command begins from
 * @throws PayoutNotFound, OwnPayout, PayoutMoved
 */
export async function decide<T>(
  { payoutId, adminId }: Decision,
  act: { action: `payout.${string}`; reason?: string; from: readonly PayoutStatus[] },
  run: (tx: Tx, held: PayoutWithCreator) => Promise<T>,
): Promise<T> {
  return inTransaction(async (tx) => {
    const held = await lockPayout(tx, payoutId);
    if (!held) throw new PayoutNotFound();
    if (held.personId === adminId) throw new OwnPayout();
    if (!act.from.includes(held.status)) throw new PayoutMoved(held.status);
    const result = await run(tx, held);
    await recordAct(tx, {
      actorId: adminId, action: act.action, subjectKind: 'payout', subjectId: payoutId, reason: act.reason,
      detail: { from: held.status, ...(typeof result === 'string' ? { outcome: result } : {}) },
    });
    return result;
  });
}

/**
 * A reason as it is kept and told: clean, 3 to 500 characters.
 *
 * @throws PayoutReasonNeeded
 */
export function readReason(typed: string): string {
  const reason = cleanText(typed, { lines: true });
  const { length } = [...reason];
  if (length < 3 || length > 500) throw new PayoutReasonNeeded();
  return reason;
}
