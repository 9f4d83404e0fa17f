import { eq } from 'drizzle-orm';
import { inTransaction } from '@/db/client';
import { creator, reportNote } from '@/db/schema';
import { NothingThere, OwnMatter } from '@/lib/admin';
import { recordAct } from '@/lib/audit';
import { newId } from '@/lib/ids';
import { NOTE_MOST } from './input';
import { readWords } from './read-words';

/**
 * Writes down for other admins what was found about a page. It cannot be changed or removed. Nobody
 * writes about their own page.
 *
 * @param asked.now business time
 * @throws FieldRefused, NothingThere, OwnMatter
 */
export async function notePage(asked: { actorId: string; creatorId: string; body: string; now: Date }): Promise<void> {
  const { actorId, creatorId, now } = asked;
  const body = readWords(asked.body, 'body', 1, NOTE_MOST);
  const id = newId();
  await inTransaction(async (tx) => {
    const [page] = await tx.select({ personId: creator.personId }).from(creator).where(eq(creator.id, creatorId));
    if (!page) throw new NothingThere();
    if (page.personId === actorId) throw new OwnMatter();
    await tx.insert(reportNote).values({ id, creatorId, authorId: actorId, body, createdAt: now });
    await recordAct(tx, { actorId, action: 'report.note', subjectKind: 'creator', subjectId: creatorId, detail: { note: id } });
  });
}
