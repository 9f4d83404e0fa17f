import { eq } from 'drizzle-orm';
import type { Queryable } from '@/db/client';
import { creator } from '@/db/schema';
import { invariant } from '@/lib/errors';

/** What the dashboard needs of the creator whose it is. */
export type Books = Awaited<ReturnType<typeof findBooks>>;

/** A creator's own books: whose they are, in which currency and under which alias in the ledger. */
export async function findBooks(db: Queryable, creatorId: string) {
  const [found] = await db
    .select({
      id: creator.id,
      handle: creator.handle,
      name: creator.name,
      currency: creator.currency,
      country: creator.country,
      owner: creator.ledgerOwner,
      status: creator.status,
      suspendedReason: creator.suspendedReason,
      notifyTips: creator.notifyTips,
    })
    .from(creator)
    .where(eq(creator.id, creatorId));
  invariant(found, 'a signed-in creator has a page');
  return found;
}
