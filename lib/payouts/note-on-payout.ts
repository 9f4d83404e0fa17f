import { eq } from 'drizzle-orm';
import { inTransaction, type Tx } from '@/db/client';
import { creator, payout, payoutNote } from '@/db/schema';
import { recordAct } from '@/lib/audit';
import { cleanText } from '@/lib/forms';
import { newId } from '@/lib/ids';
import type { Decision } from './decide';
import { NoteEmpty, OwnPayout, PayoutNotFound } from './errors';

type Note = Decision & { body: string };

/**
 * Writes a note for other admins beside a payout, whatever became of it. Its creator never sees it,
 * also not as an admin.
 *
 * @param note.body 1 to 2,000 characters
 * @throws NoteEmpty, PayoutNotFound, OwnPayout
 */
export async function noteOnPayout(note: Note): Promise<void> {
  await inTransaction((tx) => writeNote(tx, note));
}

/**
 * The same in a transaction of the caller's, so that there is no deed without the note that it needs.
 *
 * @throws NoteEmpty, PayoutNotFound, OwnPayout
 */
export async function writeNote(tx: Tx, { payoutId, adminId, body, now }: Note): Promise<void> {
  const id = newId();
  const clean = cleanText(body, { lines: true });
  const { length } = [...clean];
  if (length < 1 || length > 2_000) throw new NoteEmpty();
  const [found] = await tx.select({ personId: creator.personId }).from(payout).innerJoin(creator, eq(creator.id, payout.creatorId)).where(eq(payout.id, payoutId));
  if (!found) throw new PayoutNotFound();
  if (found.personId === adminId) throw new OwnPayout();
  await tx.insert(payoutNote).values({ id, payoutId, authorId: adminId, body: clean, createdAt: now });
  await recordAct(tx, { actorId: adminId, action: 'payout.note', subjectKind: 'payout', subjectId: payoutId, detail: { note: id } });
}
