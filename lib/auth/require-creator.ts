import type { Route } from 'next';
import { redirect } from 'next/navigation';
import type { Viewer } from './find-viewer';
import { requireUser } from './require-user';

/**
 * For pages: the creator who is signed in; who has no page yet is led to where one begins. A
 * suspended page still has its books, so its owner comes in; what they may do is the action's
 * business.
 */
export async function requireCreator(): Promise<Viewer & { creator: NonNullable<Viewer['creator']> }> {
  const viewer = await requireUser();
  if (viewer.creator) return { ...viewer, creator: viewer.creator };
  redirect('/become' as Route);
}
