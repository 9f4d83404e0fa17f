import { and, eq, ne, sql } from 'drizzle-orm';
import type { Queryable } from '@/db/client';
import { creator, handleClaim, handleHistory } from '@/db/schema';
import { isRefusal } from '@/lib/errors';
import { HandleTaken } from './errors';
import { handleSkeleton, hasHandleShape } from './handle';
import { parseHandle } from './rename-handle';

/** Whether an address could be had, with the sentence that says why not. */
export type HandleAnswer = { free: true; handle: string } | { free: false; sentence: string };

/**
 * Whether a page could have this address at this moment; only a hint, because another may take it
 * first. `creatorId` is who asks, if they have a page: what is their own is free to them.
 */
export async function askForHandle(db: Queryable, typed: string, creatorId: string | null): Promise<HandleAnswer> {
  try {
    const handle = parseHandle(typed);
    const [claim] = await db.select().from(handleClaim).where(eq(handleClaim.skeleton, handleSkeleton(handle)));
    if (claim && claim.creatorId !== creatorId) throw new HandleTaken();
    return { free: true, handle };
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return { free: false, sentence: error.sentence };
  }
}

/**
 * The address to which an old one leads, or null. Only to a page that can be visited: one that is
 * closed answers under its old names like one that never was.
 */
export async function findRenamedTo(db: Queryable, handle: string): Promise<string | null> {
  if (!hasHandleShape(handle)) return null;
  const [found] = await db
    .select({ handle: creator.handle })
    .from(handleHistory)
    .innerJoin(creator, eq(creator.id, handleHistory.creatorId))
    .where(and(eq(handleHistory.handle, handle), eq(creator.status, 'active'), ne(creator.handle, sql`${handle}`)));
  return found?.handle ?? null;
}
