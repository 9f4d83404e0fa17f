import { inTransaction } from '@/db/client';
import { recordAct } from '@/lib/audit';
import { OwnDispute } from './errors';
import type { EvidenceFacts } from './read-evidence';

/**
 * Writes down that an admin opened a case, which shows whole addresses; a case about their own payment
 * or page is opened by another. Call it before showing anything.
 *
 * @throws OwnDispute
 */
export async function lookAtDispute(actorId: string, disputeId: string, { personIds }: Pick<EvidenceFacts, 'personIds'>): Promise<void> {
  if (personIds.includes(actorId)) throw new OwnDispute();
  await inTransaction((tx) => recordAct(tx, { actorId, action: 'dispute.look', subjectKind: 'dispute', subjectId: disputeId }));
}
