import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import { isLoopbackHost } from '@/lib/env';

/** Set by us on a request that may see what exists only in the sandbox (DESIGN.md 6). */
export const LOCAL_HEADER = 'x-tuppence-local';
/** The path and query asked for: Next tells a page neither, and signing in must lead back there. */
export const PATH_HEADER = 'x-tuppence-path';
/** The client's address, for limits; written by us alone and never kept as it is. */
export const CLIENT_HEADER = 'x-tuppence-client';
/** The id that every log line of one request carries. */
export const REQUEST_ID_HEADER = 'x-request-id';

/**
 * Whether a request may reach the routes of the sandbox: it names a loopback host and shows no
 * trace of a proxy. That the server itself listens on loopback in sandbox mode is checked at boot.
 * Ask before `scrubRequest`, which removes what this looks at.
 */
export function isFromThisMachine(request: IncomingMessage): boolean {
  for (const name in request.headers) {
    if (name === 'forwarded' || name.startsWith('x-forwarded-')) return false;
  }
  const host = hostName(request.headers.host);
  return host !== null && isLoopbackHost(host);
}

/**
 * Takes out of a request every header by which a client could speak in the name of a proxy, of
 * Next's own routing or of this server: they decide origins, rate limits and nonces further in.
 */
export function scrubRequest(request: IncomingMessage): void {
  for (const name in request.headers) {
    if (isForbidden(name)) delete request.headers[name];
  }
  const raw = request.rawHeaders;
  for (let at = raw.length - 2; at >= 0; at -= 2) {
    if (isForbidden((raw[at] ?? '').toLowerCase())) raw.splice(at, 2);
  }
}

/**
 * The address that a request comes from: the socket's, or with `trustedHops` proxies in front the one
 * that the outermost of them saw. Each appends to `X-Forwarded-For`, so it is counted from the right;
 * what stands further left is the client's own word. Ask before `scrubRequest`.
 */
export function clientAddress(request: IncomingMessage, trustedHops: number): string | null {
  const socket = request.socket.remoteAddress ?? null;
  if (trustedHops === 0) return socket;
  const seen = String(request.headers['x-forwarded-for'] ?? '').split(',').map((part) => part.trim());
  const address = seen[seen.length - trustedHops];
  return address && isIP(address) !== 0 ? address : socket;
}

/** Sets a header on a request as if the client had sent it. */
export function setRequestHeader(request: IncomingMessage, name: string, value: string): void {
  request.headers[name] = value;
  request.rawHeaders.push(name, value);
}

function isForbidden(name: string): boolean {
  return (
    name === 'forwarded' ||
    name.startsWith('x-forwarded-') ||
    name === 'x-real-ip' ||
    name === 'x-original-url' ||
    name === 'x-rewrite-url' ||
    name === 'x-http-method-override' ||
    name.startsWith('content-security-policy') ||
    name.startsWith('x-tuppence-') ||
    name.startsWith('x-middleware-') ||
    name.startsWith('x-invoke-') ||
    name === 'x-nonce' ||
    name === 'x-matched-path' ||
    name === 'x-now-route-matches' ||
    name === REQUEST_ID_HEADER
  );
}

function hostName(host: string | undefined): string | null {
  if (!host || !URL.canParse(`http://${host}`)) return null;
  return new URL(`http://${host}`).hostname;
}
