import { and, eq } from 'drizzle-orm';
import { inTransaction, type Tx } from '@/db/client';
import { appeal, creator, person, suspension } from '@/db/schema';
import { recordAct } from '@/lib/audit';
import { addDays } from '@/lib/dates';
import { freezeMoneyIn, releaseMoneyIn, type Ground } from '@/lib/freeze';
import { newId } from '@/lib/ids';
import { wake } from '@/lib/queue';
import { readSetting } from '@/lib/settings';
import { AlreadySuspended, NothingThere, NotSuspended, OwnerSuspended, OwnMatter } from './errors';
import { tellLifted, tellSuspended } from './mails';
import { readReason } from './reason';

type Asked = { actorId: string; creatorId: string; reason: string; now: Date };

/**
 * Hides a page, stops its tips and has its money stand still, while its owner may still sign in, read
 * the books and see why. A mail tells them the reason and until when they may appeal. What stands on
 * tabs for it is taken off them by the next run of `billing`.
 *
 * @param asked.ground in a report's words; something else when none is given
 * @param asked.now business time; the days to appeal count from it
 * @throws ReasonNeeded, OwnMatter, NothingThere, AlreadySuspended
 */
export async function suspendPage(asked: Asked & { ground?: Ground }): Promise<void> {
  const [suspensionId, freezeId] = [newId(), newId()];
  await inTransaction((tx) => suspendPageIn(tx, { ...asked, suspensionId, freezeId }));
  wake('billing');
}

/**
 * The same inside a command that does more and wakes `billing` afterwards; the ids are minted outside it.
 *
 * @throws ReasonNeeded, OwnMatter, NothingThere, AlreadySuspended
 */
export async function suspendPageIn(tx: Tx, asked: Asked & { ground?: Ground; suspensionId: string; freezeId: string }): Promise<void> {
  const { actorId, creatorId, suspensionId, freezeId, ground = 'other', now } = asked;
  const reason = readReason(asked.reason);
  const { page, email } = await lockPage(tx, actorId, creatorId);
  // A page that went with its owner is now suspended for itself as well.
  if (page.status === 'suspended' && !page.suspendedWithOwner) throw new AlreadySuspended();
  const appealUntil = await appealDeadline(tx, now);
  await tx.update(creator).set({ status: 'suspended', suspendedReason: reason, suspendedWithOwner: false }).where(eq(creator.id, creatorId));
  await tx.insert(suspension).values({ id: suspensionId, creatorId, reason, ground, suspendedBy: actorId, suspendedAt: now, appealUntil, status: 'standing' });
  await freezeMoneyIn(tx, { id: freezeId, creatorId, now });
  await tellSuspended(tx, { mailId: suspensionId, email, reason, what: 'page', name: page.name, appeal: { suspensionId, until: appealUntil } });
  await recordAct(tx, { actorId, action: 'creator.suspend', subjectKind: 'creator', subjectId: creatorId, reason, detail: { before: page.status, ground } });
}

/**
 * Shows a page again, and lets its money move on. One whose owner hid it before it was suspended is
 * shown too: they may hide it again. An appeal that waited has nothing left to decide.
 *
 * @param asked.now business time
 * @throws ReasonNeeded, OwnMatter, NothingThere, NotSuspended, OwnerSuspended
 */
export async function liftPage(asked: Asked): Promise<void> {
  const mailId = newId();
  await inTransaction((tx) => liftPageIn(tx, { ...asked, mailId }));
}

/**
 * The same inside a command that does more.
 *
 * @param asked.told a reason that the owner reads too; without, it is only kept
 * @throws ReasonNeeded, OwnMatter, NothingThere, NotSuspended, OwnerSuspended
 */
export async function liftPageIn(tx: Tx, asked: Asked & { mailId: string; told?: string }): Promise<void> {
  const { actorId, creatorId, mailId, told, now } = asked;
  const reason = readReason(asked.reason);
  const { page, email, ownerStatus } = await lockPage(tx, actorId, creatorId);
  if (page.status !== 'suspended') throw new NotSuspended();
  if (ownerStatus === 'suspended') throw new OwnerSuspended();
  await tx.update(creator).set({ status: 'active', suspendedReason: null, suspendedWithOwner: false }).where(eq(creator.id, creatorId));
  const [lifted] = await tx
    .update(suspension)
    .set({ status: 'lifted', liftedBy: actorId, liftedAt: now })
    .where(and(eq(suspension.creatorId, creatorId), eq(suspension.withOwner, false), eq(suspension.status, 'standing')))
    .returning({ id: suspension.id });
  if (lifted) await makeMoot(tx, lifted.id, now);
  await releaseMoneyIn(tx, { creatorId, actorId, reason, now });
  await tellLifted(tx, { mailId, email, what: 'page', name: page.name, reason: told });
  await recordAct(tx, { actorId, action: 'creator.lift', subjectKind: 'creator', subjectId: creatorId, reason });
}

/** An appeal against a suspension that was lifted otherwise has nothing left to decide. @param now business time */
export async function makeMoot(tx: Tx, suspensionId: string, now: Date): Promise<void> {
  await tx.update(appeal).set({ status: 'moot', decidedAt: now }).where(and(eq(appeal.suspensionId, suspensionId), eq(appeal.status, 'open')));
}

/** The last moment at which an appeal is taken: a day that somebody is told lasts until its end (UTC). */
export async function appealDeadline(tx: Tx, now: Date): Promise<Date> {
  const day = addDays(now, await readSetting(tx, 'appealDays'));
  return new Date(`${day.toISOString().slice(0, 10)}T23:59:59.999Z`);
}

/**
 * Takes a page for a decision about it: its owner first, then the page, the order in which a person's
 * suspension takes them. Nobody decides about their own. Gifts may be written to the page meanwhile:
 * their foreign keys don't wait for this lock.
 *
 * @throws NothingThere, OwnMatter
 */
export async function lockPage(tx: Tx, actorId: string, creatorId: string) {
  const [known] = await tx.select({ personId: creator.personId }).from(creator).where(eq(creator.id, creatorId));
  if (!known) throw new NothingThere();
  if (known.personId === actorId) throw new OwnMatter();
  const [owner] = known.personId
    ? await tx.select({ email: person.email, status: person.status }).from(person).where(eq(person.id, known.personId)).for('no key update')
    : [];
  const [page] = await tx.select().from(creator).where(eq(creator.id, creatorId)).for('no key update');
  if (!page) throw new NothingThere();
  return { page, email: owner?.email ?? null, ownerStatus: owner?.status ?? null };
}
