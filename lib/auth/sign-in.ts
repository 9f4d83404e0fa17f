import type { OAuthConfig } from 'next-auth/providers/oauth';
import { getDb } from '@/db/client';
import { newToken } from '@/lib/ids';
import { countAttempt, type Client } from '@/lib/limits';
import { log } from '@/lib/log';
import type { AddressProven } from './adapter';
import { authOptions } from './auth-options';
import { cookieName, sessionCookieName } from './cookies';
import { endSessionOfToken } from './end-session';
import { findLink } from './find-link';
import { findViewer } from './find-viewer';
import { oauthProviders } from './providers';
import { authError, runNextAuth, type AuthRequest } from './run-next-auth';
import { safePath } from './safe-path';

/** What a browser is told after a step of signing in. */
export type SignInAnswer = { goTo: string; cookies: string[] };

export type Visitor = Client & {
  device: string;
  /** The browser's cookies, by name. */
  cookies: Record<string, string>;
};

type Wiring = {
  onAddressProven: AddressProven;
  /** The tests bring providers of their own. */
  providers?: OAuthConfig<Record<string, unknown>>[];
};

/**
 * Takes a link back, once: of all who come with it at the same time one is signed in. Whatever is
 * wrong with it, the answer is the same.
 *
 * @throws TooManyAttempts
 */
export async function signInWithLink(form: { token: string; to?: string }, visitor: Visitor, wiring: Wiring): Promise<SignInAnswer> {
  await countAttempt(getDb(), { what: 'signin.confirm', of: visitor.connection, perWindow: 30, windowSeconds: 900 });
  const link = await findLink(getDb(), form.token, new Date());
  if (!link) return problem('link', form.to);
  const query = { token: form.token, email: link.email, callbackUrl: safePath(form.to) };
  return finish({ action: 'callback', provider: 'email', method: 'POST', query }, visitor, wiring, form.to);
}

/** Sends a browser to a provider, with what it must bring back (state, PKCE, nonce) in its cookies. */
export async function startWithProvider(form: { provider: string; to?: string }, visitor: Visitor, wiring: Wiring): Promise<SignInAnswer> {
  await countAttempt(getDb(), { what: 'signin.provider', of: visitor.connection, perWindow: 30, windowSeconds: 900 });
  const context = { browser: visitor, mintToken: newToken, onAddressProven: wiring.onAddressProven, providers: wiring.providers ?? oauthProviders() };
  const answer = await runNextAuth(
    { action: 'signin', provider: form.provider, method: 'POST', body: { callbackUrl: safePath(form.to) } },
    authOptions(context),
  );
  if (authError(answer)) return problem('provider', form.to);
  return { goTo: answer.location.href, cookies: answer.cookies };
}

/** Takes what a provider sent back. */
export async function finishWithProvider(provider: string, query: Record<string, string>, visitor: Visitor, wiring: Wiring): Promise<SignInAnswer> {
  await countAttempt(getDb(), { what: 'signin.provider', of: visitor.connection, perWindow: 30, windowSeconds: 900 });
  const names = ['state', 'pkce', 'nonce', 'callback'].map(cookieName);
  const cookies = Object.fromEntries(Object.entries(visitor.cookies).filter(([name]) => names.includes(name)));
  return finish({ action: 'callback', provider, method: 'GET', query, cookies }, visitor, wiring, undefined);
}

async function finish(request: AuthRequest, visitor: Visitor, wiring: Wiring, to: string | undefined): Promise<SignInAnswer> {
  let token: string | null = null;
  const mintToken = (): string => (token = newToken());
  const context = { browser: visitor, mintToken, onAddressProven: wiring.onAddressProven, providers: wiring.providers ?? oauthProviders() };
  const answer = await runNextAuth(request, authOptions(context));
  const error = authError(answer);
  if (error) return problem(PROBLEMS[error] ?? (request.provider === 'email' ? 'link' : 'provider'), to);
  // What this browser was signed in with before is over, whoever that was (ASVS 7.2.4).
  const before = visitor.cookies[sessionCookieName()];
  if (before) await endSessionOfToken(getDb(), before);
  const viewer = token ? await findViewer(getDb(), token, new Date()) : null;
  const path = answer.location.pathname + answer.location.search + answer.location.hash;
  const goTo = viewer?.hasFactor ? `/sign-in/factor?to=${encodeURIComponent(path)}` : path;
  return { goTo, cookies: answer.cookies };
}

/** What next-auth's errors are to a person; each has its sentence on the sign-in page. */
const PROBLEMS: Record<string, string> = { Verification: 'link', AccessDenied: 'refused', OAuthAccountNotLinked: 'refused' };

function problem(word: string, to: string | undefined): SignInAnswer {
  log.info('signin.refused', { problem: word });
  const query = new URLSearchParams({ problem: word, ...(to ? { to: safePath(to) } : {}) });
  return { goTo: `/sign-in?${query.toString()}`, cookies: [] };
}
