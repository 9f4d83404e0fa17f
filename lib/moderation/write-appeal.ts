import { and, eq, type SQL } from 'drizzle-orm';
import { inTransaction } from '@/db/client';
import { appeal, creator, person, suspension } from '@/db/schema';
import { newId } from '@/lib/ids';
import { wake } from '@/lib/queue';
import { AppealTooLate, AppealWritten, NothingToAppeal } from './errors';
import { tellAppealReceived } from './mails';
import { readWords } from './read-words';

type Written = { body: string; now: Date };

/**
 * A suspended page's owner says why it should be back: once for each suspension, until its deadline.
 *
 * @param asked.now business time
 * @throws FieldRefused, NothingToAppeal, AppealTooLate, AppealWritten
 */
export function writeAppeal({ personId, ...asked }: Written & { personId: string }): Promise<void> {
  return write(and(eq(person.id, personId), eq(suspension.withOwner, false)), asked);
}

/**
 * The same by who is shut out and has the link of the mail about it (`readAppealToken`).
 *
 * @param asked.now business time
 * @throws FieldRefused, NothingToAppeal, AppealTooLate, AppealWritten
 */
export function writeAppealByLink({ suspensionId, ...asked }: Written & { suspensionId: string }): Promise<void> {
  return write(and(eq(suspension.id, suspensionId), eq(suspension.withOwner, true)), asked);
}

async function write(which: SQL | undefined, asked: Written): Promise<void> {
  const { now } = asked;
  const body = readWords(asked.body, 'body');
  const id = newId();
  await inTransaction(async (tx) => {
    const [found] = await tx
      .select({
        id: suspension.id, suspendedBy: suspension.suspendedBy, appealUntil: suspension.appealUntil, withOwner: suspension.withOwner,
        pageName: creator.name, email: person.email,
      })
      .from(suspension)
      .innerJoin(creator, eq(creator.id, suspension.creatorId))
      .innerJoin(person, eq(person.id, creator.personId))
      .where(and(which, eq(suspension.status, 'standing')))
      .for('update', { of: suspension });
    if (!found) throw new NothingToAppeal();
    const row = { id, suspensionId: found.id, suspendedBy: found.suspendedBy, body, createdAt: now, status: 'open' as const };
    const [written] = await tx.select({ id: appeal.id }).from(appeal).where(eq(appeal.suspensionId, found.id));
    if (written) throw new AppealWritten();
    if (now > found.appealUntil) throw new AppealTooLate();
    await tx.insert(appeal).values(row);
    await tellAppealReceived(tx, { appealId: id, email: found.email, pageName: found.pageName, shutOut: found.withOwner ? found.id : null });
  });
  wake('outbox');
}
