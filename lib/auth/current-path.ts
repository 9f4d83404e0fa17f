import { headers } from 'next/headers';
import { safePath } from './safe-path';

/** Set by lib/http on every request, after it removed what a client may have sent under this name. */
const PATH_HEADER = 'x-tuppence-path';

/** The path that this request asks for, to come back to; for an action, that of the page it stands on. */
export async function currentPath(): Promise<string> {
  const path = (await headers()).get(PATH_HEADER);
  if (path === null) return safePath(null);
  const [pathname = '/', query = ''] = path.split('?', 2);
  const kept = new URLSearchParams(query);
  // Next's own marker of a request for a page's data.
  kept.delete('_rsc');
  return safePath(kept.size > 0 ? `${pathname}?${kept.toString()}` : pathname);
}
