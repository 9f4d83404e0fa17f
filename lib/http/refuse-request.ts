import type { IncomingMessage } from 'node:http';
import { PICTURE_LIMIT_BYTES } from '@/lib/media/input';
import { hasSession } from './has-session';

/** No form of ours without a picture is larger. */
const BODY_LIMIT_BYTES = 1_100_000;
/** A picture and the rest of its form; next.config.ts lets actions read as much. */
const UPLOAD_LIMIT_BYTES = PICTURE_LIMIT_BYTES + 256 * 1024;
const UPLOAD_PATHS = new Set(['/become', '/dashboard/page']);
const PAGE_METHODS = new Set(['GET', 'HEAD', 'POST']);
const API_METHODS = new Set([...PAGE_METHODS, 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

export type EarlyRefusal = { status: 400 | 405 | 411 | 413 | 501; allow?: string };

/**
 * What is refused before anything of ours or of Next reads it: a target that is no path, two hosts,
 * a method that no route here knows (TRACE above all, which would echo the request), a form that does
 * not say how long it is, and a body declared larger than any form: pictures pass only where they are
 * uploaded and only with a session. Answers null when the request may go on.
 */
export function refuseRequest(request: IncomingMessage, sessionCookies: readonly string[]): EarlyRefusal | null {
  const target = request.url ?? '';
  if (!target.startsWith('/') || countHosts(request.rawHeaders) > 1) return { status: 400 };
  const known = target.startsWith('/api/') ? API_METHODS : PAGE_METHODS;
  const method = request.method ?? '';
  if (!known.has(method)) {
    const recognised = API_METHODS.has(method) || method === 'TRACE' || method === 'CONNECT';
    return { status: recognised ? 405 : 501, allow: [...known].join(', ') };
  }
  // Every browser says it; Next would read on up to the limit of the largest upload.
  if (request.headers['transfer-encoding'] !== undefined && !target.startsWith('/api/')) return { status: 411 };
  if (Number(request.headers['content-length'] ?? 0) > limitOf(request, sessionCookies)) return { status: 413 };
  return null;
}

function limitOf(request: IncomingMessage, sessionCookies: readonly string[]): number {
  const path = request.url?.split('?', 1)[0] ?? '';
  const uploads = UPLOAD_PATHS.has(path) && hasSession(request.headers.cookie ?? '', sessionCookies);
  return uploads ? UPLOAD_LIMIT_BYTES : BODY_LIMIT_BYTES;
}

function countHosts(rawHeaders: string[]): number {
  let count = 0;
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at];
    if (name?.length === 4 && name.toLowerCase() === 'host') count += 1;
  }
  return count;
}
