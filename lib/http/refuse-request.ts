import type { IncomingMessage } from 'node:http';

/** No form of ours is larger: Next takes 1 MB for an action, the rest is its multipart envelope. */
const BODY_LIMIT_BYTES = 1_100_000;
const PAGE_METHODS = new Set(['GET', 'HEAD', 'POST']);
const API_METHODS = new Set([...PAGE_METHODS, 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

export type EarlyRefusal = { status: 400 | 405 | 413 | 501; allow?: string };

/**
 * What is refused before anything of ours or of Next reads it: a target that is no path, two hosts,
 * a method that no route here knows (TRACE above all, which would echo the request), and a body
 * declared larger than any form. Answers null when the request may go on.
 */
export function refuseRequest(request: IncomingMessage): EarlyRefusal | null {
  const target = request.url ?? '';
  if (!target.startsWith('/') || countHosts(request.rawHeaders) > 1) return { status: 400 };
  const known = target.startsWith('/api/') ? API_METHODS : PAGE_METHODS;
  const method = request.method ?? '';
  if (!known.has(method)) {
    const recognised = API_METHODS.has(method) || method === 'TRACE' || method === 'CONNECT';
    return { status: recognised ? 405 : 501, allow: [...known].join(', ') };
  }
  if (Number(request.headers['content-length'] ?? 0) > BODY_LIMIT_BYTES) return { status: 413 };
  return null;
}

function countHosts(rawHeaders: string[]): number {
  let count = 0;
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at];
    if (name?.length === 4 && name.toLowerCase() === 'host') count += 1;
  }
  return count;
}
