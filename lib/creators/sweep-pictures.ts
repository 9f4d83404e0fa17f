import { and, eq, lt, notExists, or } from 'drizzle-orm';
import { getDb } from '@/db/client';
import { creator, media } from '@/db/schema';
import { forgetPicture } from './change-picture';

const AT_ONCE = 500;

/**
 * Removes pictures that no page shows: replaced while the store was away, or stored right before a
 * crash. Answers how many were found.
 *
 * @param before real time; what is younger may be on its way to its page
 */
export async function sweepPictures(before: Date): Promise<number> {
  const db = getDb();
  const shown = db.select({ id: creator.id }).from(creator).where(or(eq(creator.avatarId, media.id), eq(creator.bannerId, media.id)));
  const left = await db
    .select({ id: media.id })
    .from(media)
    .where(and(lt(media.createdAt, before), notExists(shown)))
    .limit(AT_ONCE);
  for (const { id } of left) await forgetPicture(id);
  return left.length;
}
