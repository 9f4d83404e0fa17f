import { inTransaction } from '@/db/client';
import { recordAct } from '@/lib/audit';
import type { SignalCode } from './input';

/**
 * Writes down that an admin opened a payout, or read the evidence of one of its signals. Call it before
 * showing anything: what cannot be written down is not shown.
 */
export async function lookAtPayout(actorId: string, payoutId: string, evidence?: SignalCode): Promise<void> {
  await inTransaction((tx) => recordAct(tx, {
    actorId, action: evidence ? 'payout.evidence' : 'payout.look', subjectKind: 'payout', subjectId: payoutId, ...(evidence ? { detail: { signal: evidence } } : {}),
  }));
}
