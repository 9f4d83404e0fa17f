import { eq } from 'drizzle-orm';
import { inTransaction, type Tx } from '@/db/client';
import { creator, creatorLink } from '@/db/schema';
import { newId } from '@/lib/ids';
import { currentLimits } from '@/lib/pricing';
import { isOwned, lockOwnPage, type PageOwner } from './owned-page';
import type { PageLink } from './parse-links';
import { parsePage, type PageTyped } from './parse-page';

/**
 * Keeps what the form of a page says: texts, kind, colour, amounts and links, all of it or nothing.
 * Amounts are in the currency that the page has at that moment.
 *
 * @throws every refusal of `parsePage`, and PageNotFound
 */
export async function editPage(owner: PageOwner, typed: PageTyped): Promise<void> {
  await inTransaction(async (tx) => {
    const page = await lockOwnPage(tx, owner);
    const { columns, links } = parsePage(typed, page.currency, await currentLimits(tx, page.currency));
    await tx.update(creator).set(columns).where(isOwned(owner));
    await writeLinks(tx, page.id, links);
  });
}

/** Links have no life of their own: they are written anew, in their order. */
async function writeLinks(tx: Tx, creatorId: string, links: PageLink[]): Promise<void> {
  await tx.delete(creatorLink).where(eq(creatorLink.creatorId, creatorId));
  if (links.length === 0) return;
  await tx.insert(creatorLink).values(links.map((link, position) => ({ ...link, id: newId(), creatorId, position })));
}
