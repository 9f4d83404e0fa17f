import type { Route } from 'next';
import { redirect } from 'next/navigation';
import { currentPath } from './current-path';
import type { Viewer } from './find-viewer';
import { getViewer } from './get-viewer';

/** For pages: who is signed in, or the way to sign in and back here. Somebody suspended is nobody. */
export async function requireUser(): Promise<Viewer> {
  const viewer = await getViewer();
  if (viewer) return viewer;
  redirect(`/sign-in?to=${encodeURIComponent(await currentPath())}` as Route);
}
