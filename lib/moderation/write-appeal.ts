import { and, eq } from 'drizzle-orm';
import { inTransaction } from '@/db/client';
import { appeal, creator, person, suspension } from '@/db/schema';
import { newId } from '@/lib/ids';
import { wake } from '@/lib/queue';
import { AppealTooLate, AppealWritten, NothingToAppeal } from './errors';
import { tellAppealReceived } from './mails';
import { readWords } from './read-words';

/**
 * A suspended page's owner says why it should be back: once for each suspension, until its deadline.
 *
 * @param asked.now business time
 * @throws FieldRefused, NothingToAppeal, AppealTooLate, AppealWritten
 */
export async function writeAppeal(asked: { personId: string; body: string; now: Date }): Promise<void> {
  const { personId, now } = asked;
  const body = readWords(asked.body, 'body');
  const id = newId();
  await inTransaction(async (tx) => {
    const [found] = await tx
      .select({ id: suspension.id, suspendedBy: suspension.suspendedBy, appealUntil: suspension.appealUntil, pageName: creator.name, email: person.email })
      .from(suspension)
      .innerJoin(creator, eq(creator.id, suspension.creatorId))
      .innerJoin(person, eq(person.id, creator.personId))
      .where(and(eq(person.id, personId), eq(suspension.status, 'standing')))
      .for('update', { of: suspension });
    if (!found) throw new NothingToAppeal();
    const row = { id, suspensionId: found.id, suspendedBy: found.suspendedBy, body, createdAt: now, status: 'open' as const };
    const [written] = await tx.select({ id: appeal.id }).from(appeal).where(eq(appeal.suspensionId, found.id));
    if (written) throw new AppealWritten();
    if (now > found.appealUntil) throw new AppealTooLate();
    await tx.insert(appeal).values(row);
    await tellAppealReceived(tx, { appealId: id, email: found.email, pageName: found.pageName });
  });
  wake('outbox');
}
