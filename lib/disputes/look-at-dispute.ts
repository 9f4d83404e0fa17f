import { inTransaction } from '@/db/client';
import { recordAct } from '@/lib/audit';

/** Writes down that an admin opened a case: it shows whole addresses. Call it before showing anything. */
export async function lookAtDispute(actorId: string, disputeId: string): Promise<void> {
  await inTransaction((tx) => recordAct(tx, { actorId, action: 'dispute.look', subjectKind: 'dispute', subjectId: disputeId }));
}
