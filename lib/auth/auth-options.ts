import { eq, or } from 'drizzle-orm';
import type { NextAuthOptions } from 'next-auth';
import type { EmailConfig } from 'next-auth/providers/email';
import type { OAuthConfig } from 'next-auth/providers/oauth';
import { getDb } from '@/db/client';
import { person } from '@/db/schema';
import { env } from '@/lib/env';
import { isId } from '@/lib/ids';
import { log } from '@/lib/log';
import { createAdapter, type AddressProven } from './adapter';
import { cookieName, cookieOptions } from './cookies';
import { LINK_MS } from './lifetimes';
import { safePath } from './safe-path';
import type { Browser } from './start-session';

export type SignInContext = {
  browser: Browser;
  onAddressProven: AddressProven;
  providers: OAuthConfig<Record<string, unknown>>[];
  /** Mints the new session's token; the caller keeps it to know whose session began. */
  mintToken: () => string;
};

/** Everything next-auth is told, for one sign-in. */
export function authOptions(context: SignInContext): NextAuthOptions {
  const { APP_URL, AUTH_SECRET } = env();
  return {
    secret: AUTH_SECRET,
    useSecureCookies: new URL(APP_URL).protocol === 'https:',
    adapter: createAdapter(context.browser, context.onAddressProven),
    session: { strategy: 'database', generateSessionToken: context.mintToken },
    cookies: {
      sessionToken: cookie('sid'),
      callbackUrl: cookie('callback'),
      csrfToken: cookie('csrf'),
      pkceCodeVerifier: cookie('pkce'),
      state: cookie('state'),
      nonce: cookie('nonce'),
    },
    providers: [linkProvider, ...context.providers],
    callbacks: {
      signIn: ({ user }) => mayEnter(user),
      redirect: ({ url, baseUrl }) => baseUrl + safePath(url.startsWith(`${baseUrl}/`) ? url.slice(baseUrl.length) : url),
    },
    logger: {
      // Metadata may hold addresses and tokens; the code says what went wrong.
      error: (code) => log.warn('signin.failed', { code }),
      warn: () => undefined,
      debug: () => undefined,
    },
  };
}

/** The link itself is made and mailed by `askForLink`; next-auth only takes it back. */
const linkProvider: EmailConfig = {
  id: 'email',
  type: 'email',
  name: 'Email',
  server: '',
  from: '',
  maxAge: LINK_MS / 1000,
  options: {},
  sendVerificationRequest: () => Promise.reject(new Error('links are mailed by askForLink')),
};

function cookie(name: string) {
  return { name: cookieName(name), options: cookieOptions() };
}

/** Nobody without a proven address, and nobody who is suspended. */
async function mayEnter(user: { id: string; email?: string | null }): Promise<boolean> {
  if (!user.email) return false;
  const whose = isId(user.id) ? or(eq(person.id, user.id), eq(person.email, user.email)) : eq(person.email, user.email);
  const found = await getDb().select({ status: person.status }).from(person).where(whose);
  return found.every(({ status }) => status === 'active');
}
