import { and, eq } from 'drizzle-orm';
import { inTransaction } from '@/db/client';
import { webhookEvent } from '@/db/schema';
import { recordAct } from '@/lib/audit';
import { wake } from '@/lib/queue';
import { NotParked } from './errors';

/**
 * Lets a parked event be tried again from the beginning, after what was wrong with it is mended.
 *
 * @throws NotParked
 */
export async function replayEvent(actorId: string, eventId: string): Promise<void> {
  await inTransaction(async (tx) => {
    const replayed = await tx
      .update(webhookEvent)
      .set({ state: 'waiting', attempts: 0, nextAttemptAt: new Date(), leaseUntil: null, note: null })
      .where(and(eq(webhookEvent.id, eventId), eq(webhookEvent.state, 'parked')))
      .returning({ id: webhookEvent.id });
    if (replayed.length === 0) throw new NotParked();
    await recordAct(tx, { actorId, action: 'event.replay', subjectKind: 'event', subjectId: eventId });
  });
  wake('inbox');
}
