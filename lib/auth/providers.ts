import type { OAuthConfig } from 'next-auth/providers/oauth';
import GitHub from 'next-auth/providers/github';
import Google from 'next-auth/providers/google';
import { z } from 'zod';
import { env } from '@/lib/env';
import { readAddress } from '@/lib/mail';

export type OfferedProvider = { id: 'google' | 'github'; name: string };

/** The accounts elsewhere that one may sign in with: those whose id and secret are set. */
export function offeredProviders(): OfferedProvider[] {
  const { GOOGLE_ID, GITHUB_ID } = env();
  return [
    ...(GOOGLE_ID ? [{ id: 'google', name: 'Google' } as const] : []),
    ...(GITHUB_ID ? [{ id: 'github', name: 'GitHub' } as const] : []),
  ];
}

/** What next-auth needs of them. Neither gives an address here that it has not itself proven. */
export function oauthProviders(): OAuthConfig<Record<string, unknown>>[] {
  const { GOOGLE_ID, GOOGLE_SECRET, GITHUB_ID, GITHUB_SECRET } = env();
  const providers: OAuthConfig<Record<string, unknown>>[] = [];
  if (GOOGLE_ID && GOOGLE_SECRET) providers.push(google(GOOGLE_ID, GOOGLE_SECRET));
  if (GITHUB_ID && GITHUB_SECRET) providers.push(github(GITHUB_ID, GITHUB_SECRET));
  return providers;
}

/**
 * Joining by address is next-auth's "dangerous" option, because some providers hand out addresses
 * that nobody proved. Here it is the rule: `profile` gives an address only if it is proven, and
 * without one nobody comes in.
 */
const JOIN_BY_ADDRESS = { allowDangerousEmailAccountLinking: true };

const googleProfile = z.object({ sub: z.string().min(1), email: z.string(), email_verified: z.boolean() });

function google(clientId: string, clientSecret: string): OAuthConfig<Record<string, unknown>> {
  const { options: _options, ...provider } = Google({ clientId, clientSecret });
  return {
    ...provider,
    clientId,
    clientSecret,
    ...JOIN_BY_ADDRESS,
    authorization: { params: { scope: 'openid email' } },
    checks: ['pkce', 'state', 'nonce'],
    profile(found: unknown) {
      const { sub, email, email_verified } = googleProfile.parse(found);
      return { id: sub, email: email_verified ? provenAddress(email) : null };
    },
  };
}

const githubEmails = z.array(z.object({ email: z.string(), primary: z.boolean(), verified: z.boolean() }));
const githubProfile = z.object({ id: z.number().int(), provenEmail: z.string().nullable() });
/** Where GitHub answers; the tests put a server of their own here. */
export const GITHUB_API = 'https://api.github.com';
const GITHUB_LIMIT_MS = 10_000;

function github(clientId: string, clientSecret: string): OAuthConfig<Record<string, unknown>> {
  const { options: _options, ...provider } = GitHub({ clientId, clientSecret });
  return {
    ...provider,
    clientId,
    clientSecret,
    ...JOIN_BY_ADDRESS,
    authorization: { url: 'https://github.com/login/oauth/authorize', params: { scope: 'read:user user:email' } },
    checks: ['state', 'pkce'],
    userinfo: {
      url: `${GITHUB_API}/user`,
      // The public profile's address may be anything; the list says which one is primary and proven.
      async request({ client, tokens }) {
        const token = tokens.access_token ?? '';
        const [profile, emails] = await Promise.all([client.userinfo(token), fetchGitHubEmails(GITHUB_API, token)]);
        return { ...profile, provenEmail: primaryProvenEmail(emails) };
      },
    },
    profile(found: unknown) {
      const { id, provenEmail } = githubProfile.parse(found);
      return { id: String(id), email: provenEmail ? provenAddress(provenEmail) : null };
    },
  };
}

async function fetchGitHubEmails(base: string, token: string): Promise<unknown> {
  const answer = await fetch(`${base}/user/emails`, {
    headers: { Authorization: `Bearer ${token}`, Accept: 'application/vnd.github+json', 'User-Agent': 'tuppence' },
    redirect: 'error',
    signal: AbortSignal.timeout(GITHUB_LIMIT_MS),
  });
  return answer.ok ? answer.json() : [];
}

/** The address that GitHub proved and its owner uses first, or null. */
export function primaryProvenEmail(emails: unknown): string | null {
  const parsed = githubEmails.safeParse(emails);
  return parsed.success ? (parsed.data.find(({ primary, verified }) => primary && verified)?.email ?? null) : null;
}

/** An address in our own spelling, or null for one that we could never write to. */
function provenAddress(email: string): string | null {
  try {
    return readAddress(email);
  } catch {
    return null;
  }
}
