import { and, eq } from 'drizzle-orm';
import { inTransaction } from '@/db/client';
import { creator } from '@/db/schema';
import { PageNotFound } from './errors';
import { isOwned, type PageOwner } from './owned-page';

/**
 * Takes a page down or puts it back. Only between these two: a suspended page is the operator's to
 * open again. What was paid and what it is owed stay as they are.
 *
 * @throws PageNotFound also when the page is suspended or as asked already
 */
export async function publishPage(owner: PageOwner, to: 'active' | 'unpublished'): Promise<void> {
  const from = to === 'active' ? 'unpublished' : 'active';
  await inTransaction(async (tx) => {
    const changed = await tx
      .update(creator)
      .set({ status: to })
      .where(and(isOwned(owner), eq(creator.status, from)))
      .returning({ id: creator.id });
    if (changed.length === 0) throw new PageNotFound();
  });
}
