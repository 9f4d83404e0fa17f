import { and, eq } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { creator } from '@/db/schema';
import { PageNotFound } from './errors';

/** Whose page a command is about: the page and the person, both from the session, never from a form. */
export type PageOwner = { creatorId: string; personId: string };

export type OwnedPage = typeof creator.$inferSelect;

/**
 * The row of one's own page, locked until the transaction ends. Page and person are asked for
 * together, so that somebody else's page is not there at all.
 *
 * @throws PageNotFound
 */
export async function lockOwnPage(tx: Tx, owner: PageOwner): Promise<OwnedPage> {
  const [found] = await tx.select().from(creator).where(isOwned(owner)).for('update');
  if (!found) throw new PageNotFound();
  return found;
}

/** The condition by which every write finds the page: this one, and this person's. */
export function isOwned(owner: PageOwner) {
  return and(eq(creator.id, owner.creatorId), eq(creator.personId, owner.personId));
}
