import type { IncomingMessage } from 'node:http';

const LOOPBACK = /^(?:127(?:\.\d{1,3}){3}|localhost|\[::1\])(?::\d{1,5})?$/i;

/**
 * Whether a request comes from this very machine and straight: its `Host` is a loopback name (a
 * page elsewhere that resolves its own name to 127.0.0.1 fails here), nothing forwarded it, and no
 * page of another site sent it.
 */
export function isLocal(request: IncomingMessage): boolean {
  if (!LOOPBACK.test(request.headers.host ?? '')) return false;
  const forwarded = Object.keys(request.headers).some(
    (name) => name === 'forwarded' || name.startsWith('x-forwarded-'),
  );
  if (forwarded) return false;
  const { origin } = request.headers;
  return origin === undefined || LOOPBACK.test(origin.replace(/^https?:\/\//, ''));
}
