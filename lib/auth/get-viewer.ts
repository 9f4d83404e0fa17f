import { cookies } from 'next/headers';
import { cache } from 'react';
import { getDb } from '@/db/client';
import { sessionCookieName } from './cookies';
import { findViewer, isWhole, type Viewer } from './find-viewer';

/** Longer than any token of ours; what is longer is not looked up. */
const TOKEN_MAX_CHARACTERS = 100;

/** Who is signed in in this browser, or null. One look-up per request, however often it is asked. */
export async function getViewer(): Promise<Viewer | null> {
  const viewer = await getHalfViewer();
  return viewer && isWhole(viewer) ? viewer : null;
}

/**
 * Whose link this browser opened, even when the second factor they have is still to be shown: only
 * for the page that asks for it.
 */
export const getHalfViewer = cache(async (): Promise<Viewer | null> => {
  const token = (await cookies()).get(sessionCookieName())?.value;
  if (!token || token.length > TOKEN_MAX_CHARACTERS) return null;
  return findViewer(getDb(), token, new Date());
});
