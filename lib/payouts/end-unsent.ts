import type { Tx } from '@/db/client';
import { deriveId } from '@/lib/ids';
import { account, post } from '@/lib/income';
import { transfersOf } from '@/lib/ledger';
import { tellEnded } from './mails/tell-ended';
import { movePayout } from './move-payout';
import { moveLines, readTakenLines, type PayoutWithCreator } from './payout-rows';
import { repayDebt } from './repay-debt';

/** How a payout ends whose money never left. */
export type Ending = {
  to: 'cancelled' | 'denied' | 'failed';
  /** A sentence that its creator is told. */
  reason: string;
  /** The processor's word, when it refused. */
  failureCode?: string;
  /** Business time. */
  now: Date;
};

/**
 * Ends a payout whose money is still reserved: it is available again, its lines are free, and what the
 * creator owes meanwhile is repaid of it first. The payout is locked, with its lines. Its creator is
 * told in the same transaction.
 */
export async function endUnsent(tx: Tx, held: PayoutWithCreator, { to, reason, failureCode, now }: Ending): Promise<void> {
  await movePayout(tx, held, to, { reason, endedAt: now, reviewedAt: held.reviewedAt, nextAttemptAt: null, leaseUntil: null, ...(failureCode ? { failureCode } : {}) });
  const taken = await readTakenLines(tx, held.id);
  await moveLines(tx, taken.map(({ kind, id, amountMinor }) => ({ kind, id, availableMinor: amountMinor, reservedMinor: -amountMinor })), null);
  const event = { currency: held.currency, happenedAt: now };
  await post(tx, transfersOf({ ...event, transactionId: deriveId(held.id, 'released') }, [{
    kind: 'payout_released', debit: account('creator_reserved', held), credit: account('creator_available', held), amountMinor: held.amountMinor,
  }]));
  const free = taken.map(({ kind, id, amountMinor }) => ({ kind, id, availableMinor: amountMinor }));
  await repayDebt(tx, { ...event, transactionId: deriveId(held.id, 'released:debt'), owner: held.owner }, free);
  await tellEnded(tx, held, { to, reason });
}
