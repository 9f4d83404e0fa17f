import { eq } from 'drizzle-orm';
import { inTransaction, type Tx } from '@/db/client';
import { creator, person } from '@/db/schema';
import { recordAct } from '@/lib/audit';
import { newId } from '@/lib/ids';
import { AlreadySuspended, NothingThere, NotSuspended, OwnerSuspended, OwnMatter } from './errors';
import { tellLifted, tellSuspended } from './mails';
import { readReason } from './reason';

type Asked = { actorId: string; creatorId: string; reason: string };

/**
 * Hides a page and stops its tips, while its owner may still sign in, read the books and see why.
 *
 * @throws ReasonNeeded, OwnMatter, NothingThere, AlreadySuspended
 */
export async function suspendPage({ actorId, creatorId, reason: typed }: Asked): Promise<void> {
  const reason = readReason(typed);
  const mailId = newId();
  await inTransaction(async (tx) => {
    const { page, email } = await lock(tx, actorId, creatorId);
    // A page that went with its owner is now suspended for itself as well.
    if (page.status === 'suspended' && !page.suspendedWithOwner) throw new AlreadySuspended();
    await tx
      .update(creator)
      .set({ status: 'suspended', suspendedReason: reason, suspendedWithOwner: false })
      .where(eq(creator.id, creatorId));
    await tellSuspended(tx, { mailId, email, reason, what: 'page', name: page.name });
    await recordAct(tx, { actorId, action: 'creator.suspend', subjectKind: 'creator', subjectId: creatorId, reason, detail: { before: page.status } });
  });
}

/**
 * Shows a page again. One whose owner hid it before it was suspended is shown too: they may hide it
 * again.
 *
 * @throws ReasonNeeded, OwnMatter, NothingThere, NotSuspended, OwnerSuspended
 */
export async function liftPage({ actorId, creatorId, reason: typed }: Asked): Promise<void> {
  const reason = readReason(typed);
  const mailId = newId();
  await inTransaction(async (tx) => {
    const { page, email, ownerStatus } = await lock(tx, actorId, creatorId);
    if (page.status !== 'suspended') throw new NotSuspended();
    if (ownerStatus === 'suspended') throw new OwnerSuspended();
    await tx.update(creator).set({ status: 'active', suspendedReason: null, suspendedWithOwner: false }).where(eq(creator.id, creatorId));
    await tellLifted(tx, { mailId, email, what: 'page', name: page.name });
    await recordAct(tx, { actorId, action: 'creator.lift', subjectKind: 'creator', subjectId: creatorId, reason });
  });
}

/** Owner first, then page: the order in which a person's suspension takes them. */
async function lock(tx: Tx, actorId: string, creatorId: string) {
  const [known] = await tx.select({ personId: creator.personId }).from(creator).where(eq(creator.id, creatorId));
  if (!known) throw new NothingThere();
  if (known.personId === actorId) throw new OwnMatter();
  const [owner] = known.personId
    ? await tx.select({ email: person.email, status: person.status }).from(person).where(eq(person.id, known.personId)).for('update')
    : [];
  const [page] = await tx.select().from(creator).where(eq(creator.id, creatorId)).for('update');
  if (!page) throw new NothingThere();
  return { page, email: owner?.email ?? null, ownerStatus: owner?.status ?? null };
}
