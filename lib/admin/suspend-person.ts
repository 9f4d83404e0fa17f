import { and, eq } from 'drizzle-orm';
import { inTransaction, type Tx } from '@/db/client';
import { creator, person, session, signInLink } from '@/db/schema';
import { recordAct } from '@/lib/audit';
import { newId } from '@/lib/ids';
import { AlreadySuspended, NothingThere, NotSuspended, OwnMatter } from './errors';
import { tellLifted, tellSuspended } from './mails';
import { readReason } from './reason';

type Asked = { actorId: string; personId: string; reason: string };

/**
 * Shuts a person out, at once and on every server: their sessions and links are gone with this
 * transaction, their page is hidden, and a mail tells them why. Their money is not touched.
 *
 * @throws ReasonNeeded, OwnMatter, NothingThere, AlreadySuspended
 */
export async function suspendPerson({ actorId, personId, reason: typed }: Asked): Promise<void> {
  const reason = readReason(typed);
  const mailId = newId();
  await inTransaction(async (tx) => {
    const found = await lock(tx, actorId, personId);
    if (found.status !== 'active') throw new AlreadySuspended();
    await tx.update(person).set({ status: 'suspended', suspendedReason: reason }).where(eq(person.id, personId));
    const ended = await tx.delete(session).where(eq(session.personId, personId));
    if (found.email) await tx.delete(signInLink).where(eq(signInLink.email, found.email));
    await tx
      .update(creator)
      .set({ status: 'suspended', suspendedReason: reason, suspendedWithOwner: true })
      .where(and(eq(creator.personId, personId), eq(creator.status, 'active')));
    await tellSuspended(tx, { mailId, email: found.email, reason, what: 'account' });
    await recordAct(tx, {
      actorId, action: 'person.suspend', subjectKind: 'person', subjectId: personId, reason, detail: { sessionsEnded: ended.rowCount ?? 0 },
    });
  });
}

/**
 * Lets a person in again; a page that went with them comes back as it was.
 *
 * @throws ReasonNeeded, OwnMatter, NothingThere, NotSuspended
 */
export async function liftPerson({ actorId, personId, reason: typed }: Asked): Promise<void> {
  const reason = readReason(typed);
  const mailId = newId();
  await inTransaction(async (tx) => {
    const found = await lock(tx, actorId, personId);
    if (found.status !== 'suspended') throw new NotSuspended();
    await tx.update(person).set({ status: 'active', suspendedReason: null }).where(eq(person.id, personId));
    await tx
      .update(creator)
      .set({ status: 'active', suspendedReason: null, suspendedWithOwner: false })
      .where(and(eq(creator.personId, personId), eq(creator.suspendedWithOwner, true)));
    await tellLifted(tx, { mailId, email: found.email, what: 'account' });
    await recordAct(tx, { actorId, action: 'person.lift', subjectKind: 'person', subjectId: personId, reason });
  });
}

/** The row is locked, so that of two admins at once the second meets what the first did. */
async function lock(tx: Tx, actorId: string, personId: string) {
  if (actorId === personId) throw new OwnMatter();
  const [found] = await tx.select({ status: person.status, email: person.email }).from(person).where(eq(person.id, personId)).for('update');
  if (!found) throw new NothingThere();
  return found;
}
