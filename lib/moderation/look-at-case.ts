import { inTransaction } from '@/db/client';
import { recordAct } from '@/lib/audit';

/** Writes down that an admin opened the reports of a page. Call it before showing anything. */
export async function lookAtCase(actorId: string, creatorId: string): Promise<void> {
  await inTransaction((tx) => recordAct(tx, { actorId, action: 'report.look', subjectKind: 'creator', subjectId: creatorId }));
}
