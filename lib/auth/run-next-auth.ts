import { createHash, randomBytes } from 'node:crypto';
import type { NextApiRequest, NextApiResponse } from 'next';
import NextAuth, { type NextAuthOptions } from 'next-auth';
import { env } from '@/lib/env';
import { cookieName } from './cookies';

export type AuthRequest = {
  action: 'signin' | 'callback';
  provider: string;
  method: 'GET' | 'POST';
  query?: Record<string, string>;
  body?: Record<string, string>;
  /** The browser's cookies of an OAuth round trip; never its session's (see `createAdapter`). */
  cookies?: Record<string, string>;
};
export type AuthAnswer = {
  /** Where next-auth sends the browser; its error pages carry what went wrong as `error`. */
  location: URL;
  /** Whole Set-Cookie headers. */
  cookies: string[];
};

/**
 * Runs one step of next-auth in this process and answers what it would have sent. It sees only what
 * we hand it: no header of the client, and of its cookies those that it set itself for this step.
 * None of its own routes (session, csrf, providers, sign-out) exists.
 */
export async function runNextAuth(request: AuthRequest, options: NextAuthOptions): Promise<AuthAnswer> {
  // The only way in for next-auth's idea of our address: never a header (SECURITY.md A11).
  process.env.NEXTAUTH_URL = env().APP_URL;
  const csrf = mintCsrf();
  const headers = new Map<string, string[]>();
  const seen = {
    method: request.method,
    headers: {},
    query: { ...request.query, nextauth: [request.action, request.provider] },
    body: { ...request.body, csrfToken: csrf.token },
    cookies: { ...request.cookies, [cookieName('csrf')]: csrf.cookie },
  };
  const response = {
    status: () => response,
    getHeader: (name: string) => headers.get(name.toLowerCase()),
    setHeader: (name: string, value: string | string[]) => {
      headers.set(name.toLowerCase(), [value].flat());
      return response;
    },
    end: () => response,
    send: () => response,
    json: () => response,
  };
  await NextAuth(seen as unknown as NextApiRequest, response as unknown as NextApiResponse, options);
  const location = headers.get('location')?.[0] ?? '/api/auth/error?error=Configuration';
  return { location: new URL(location, env().APP_URL), cookies: headers.get('set-cookie') ?? [] };
}

/** Where the sign-in of a person without an answer went wrong, or null for one that went well. */
export function authError({ location }: AuthAnswer): string | null {
  if (location.origin !== new URL(env().APP_URL).origin || !location.pathname.startsWith('/api/auth/')) return null;
  return location.searchParams.get('error') ?? 'Configuration';
}

/**
 * next-auth wants proof that a form is its own (core/lib/csrf-token.js). Ours are proven already, by
 * their origin, before they come here.
 */
function mintCsrf(): { token: string; cookie: string } {
  const token = randomBytes(32).toString('hex');
  const hash = createHash('sha256').update(`${token}${env().AUTH_SECRET}`).digest('hex');
  return { token, cookie: `${token}|${hash}` };
}
