import type { Route } from 'next';
import { notFound, redirect } from 'next/navigation';
import { currentPath } from './current-path';
import type { Viewer } from './find-viewer';
import { requireUser } from './require-user';

/**
 * For pages: the admin who is signed in and has shown the second factor in this session. To
 * everybody else who is signed in there is no such page.
 */
export async function requireAdmin(): Promise<Viewer> {
  const viewer = await requireUser();
  if (!viewer.isAdmin) notFound();
  if (viewer.hasFactor && viewer.factorAt) return viewer;
  redirect(`/sign-in/factor?to=${encodeURIComponent(await currentPath())}` as Route);
}
