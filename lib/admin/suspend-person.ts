import { and, eq } from 'drizzle-orm';
import { inTransaction, type Tx } from '@/db/client';
import { creator, person, session, signInLink, suspension } from '@/db/schema';
import { recordAct } from '@/lib/audit';
import { freezeMoneyIn, releaseMoneyIn, type Ground } from '@/lib/freeze';
import { newId } from '@/lib/ids';
import { wake } from '@/lib/queue';
import { AlreadySuspended, NothingThere, NotSuspended, OwnMatter } from './errors';
import { tellLifted, tellSuspended } from './mails';
import { readReason } from './reason';
import { appealDeadline, makeMoot } from './suspend-page';

type Asked = { actorId: string; personId: string; reason: string; now: Date };
type Ids = { mailId: string; suspensionId: string; freezeId: string };

/**
 * Shuts a person out, at once and on every server: their sessions and links are gone with this
 * transaction, their page is hidden and its money stands still, and a mail tells them why. Who has a
 * page may appeal, by a link in that mail.
 *
 * @param asked.ground in a report's words; something else when none is given
 * @param asked.now business time; the days to appeal count from it
 * @throws ReasonNeeded, OwnMatter, NothingThere, AlreadySuspended
 */
export async function suspendPerson(asked: Asked & { ground?: Ground }): Promise<void> {
  const { actorId, personId, ground = 'other', now } = asked;
  const reason = readReason(asked.reason);
  const ids: Ids = { mailId: newId(), suspensionId: newId(), freezeId: newId() };
  await inTransaction(async (tx) => {
    const found = await lock(tx, actorId, personId);
    if (found.status !== 'active') throw new AlreadySuspended();
    await tx.update(person).set({ status: 'suspended', suspendedReason: reason }).where(eq(person.id, personId));
    const ended = await tx.delete(session).where(eq(session.personId, personId));
    if (found.email) await tx.delete(signInLink).where(eq(signInLink.email, found.email));
    const appeal = await suspendOwnPage(tx, { actorId, personId, reason, ground, now }, ids);
    await tellSuspended(tx, { mailId: ids.mailId, email: found.email, reason, what: 'account', appeal });
    await recordAct(tx, {
      actorId, action: 'person.suspend', subjectKind: 'person', subjectId: personId, reason, detail: { sessionsEnded: ended.rowCount ?? 0, ground },
    });
  });
  wake('billing');
}

/**
 * The page goes with its owner: hidden if it was seen, its money frozen whether it was or not. A page
 * that is suspended for itself stays so when its owner is back.
 *
 * @returns what an appeal is against; nothing for who has no page
 */
async function suspendOwnPage(tx: Tx, { actorId, personId, reason, ground, now }: Asked & { ground: Ground }, { suspensionId, freezeId }: Ids) {
  const [page] = await tx.select({ id: creator.id, status: creator.status }).from(creator).where(eq(creator.personId, personId)).for('no key update');
  if (!page) return undefined;
  const until = await appealDeadline(tx, now);
  if (page.status === 'active') {
    await tx.update(creator).set({ status: 'suspended', suspendedReason: reason, suspendedWithOwner: true }).where(eq(creator.id, page.id));
  }
  await tx.insert(suspension).values({
    id: suspensionId, creatorId: page.id, reason, ground, withOwner: true, suspendedBy: actorId, suspendedAt: now, appealUntil: until, status: 'standing',
  });
  await freezeMoneyIn(tx, { id: freezeId, creatorId: page.id, now });
  return { suspensionId, until };
}

/**
 * Lets a person in again; a page that went with them comes back as it was, and its money moves on.
 *
 * @param asked.now business time
 * @throws ReasonNeeded, OwnMatter, NothingThere, NotSuspended
 */
export async function liftPerson(asked: Asked): Promise<void> {
  const mailId = newId();
  await inTransaction((tx) => liftPersonIn(tx, { ...asked, mailId }));
}

/**
 * The same inside a command that does more.
 *
 * @param asked.told a reason that they read too; without, it is only kept
 * @throws ReasonNeeded, OwnMatter, NothingThere, NotSuspended
 */
export async function liftPersonIn(tx: Tx, asked: Asked & { mailId: string; told?: string }): Promise<void> {
  const { actorId, personId, mailId, told, now } = asked;
  const reason = readReason(asked.reason);
  const found = await lock(tx, actorId, personId);
  if (found.status !== 'suspended') throw new NotSuspended();
  await tx.update(person).set({ status: 'active', suspendedReason: null }).where(eq(person.id, personId));
  await tx
    .update(creator)
    .set({ status: 'active', suspendedReason: null, suspendedWithOwner: false })
    .where(and(eq(creator.personId, personId), eq(creator.suspendedWithOwner, true)));
  await liftOwnPage(tx, { actorId, personId, reason, now });
  await tellLifted(tx, { mailId, email: found.email, what: 'account', reason: told });
  await recordAct(tx, { actorId, action: 'person.lift', subjectKind: 'person', subjectId: personId, reason });
}

/** The suspension that came with the person's ends; the money of a page that is suspended for itself stays frozen. */
async function liftOwnPage(tx: Tx, { actorId, personId, reason, now }: Asked): Promise<void> {
  const [page] = await tx.select({ id: creator.id, status: creator.status }).from(creator).where(eq(creator.personId, personId)).for('no key update');
  if (!page) return;
  const [lifted] = await tx
    .update(suspension)
    .set({ status: 'lifted', liftedBy: actorId, liftedAt: now })
    .where(and(eq(suspension.creatorId, page.id), eq(suspension.withOwner, true), eq(suspension.status, 'standing')))
    .returning({ id: suspension.id });
  if (lifted) await makeMoot(tx, lifted.id, now);
  if (page.status !== 'suspended') await releaseMoneyIn(tx, { creatorId: page.id, actorId, reason, now });
}

/** The row is locked, so that of two admins at once the second meets what the first did. */
async function lock(tx: Tx, actorId: string, personId: string) {
  if (actorId === personId) throw new OwnMatter();
  const [found] = await tx.select({ status: person.status, email: person.email }).from(person).where(eq(person.id, personId)).for('no key update');
  if (!found) throw new NothingThere();
  return found;
}
