import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { eq } from 'drizzle-orm';
import type { OAuthConfig } from 'next-auth/providers/oauth';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { getDb } from '@/db/client';
import { oauthAccount, person, rateLimit, session } from '@/db/schema';
import { findViewer, finishWithProvider, startWithProvider, type AddressProven } from '@/lib/auth';
import { primaryProvenEmail } from '@/lib/auth/providers';
import { newId } from '@/lib/ids';
import { useWorld } from '../../support/world';
import { HERE, sessionOf } from './journey';

useWorld();

/** What the account elsewhere says of itself; `email` only if it has proven it, as our `profile` gives it. */
let account: { id: string; email: string | null } = { id: '1', email: null };
let server: Server;
let base = '';
const challenges = new Map<string, string>();

/** An OAuth server that keeps PKCE: a code is worth a token only to who can show the verifier. */
beforeAll(async () => {
  server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', base);
    const answer = (value: unknown, status = 200) => response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
    if (url.pathname === '/user') return void answer(account);
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const sent = new URLSearchParams(body);
      const proof = createHash('sha256').update(sent.get('code_verifier') ?? '').digest('base64url');
      if (challenges.get(sent.get('code') ?? '') !== proof) return void answer({ error: 'invalid_grant' }, 400);
      answer({ access_token: 'token', token_type: 'bearer' });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

beforeEach(async () => {
  for (const table of [session, oauthAccount, rateLimit]) await getDb().delete(table);
});

function provider(): OAuthConfig<Record<string, unknown>> {
  return {
    id: 'elsewhere', name: 'Elsewhere', type: 'oauth', clientId: 'id', clientSecret: 'secret',
    authorization: { url: `${base}/authorize`, params: { scope: 'email' } }, token: `${base}/token`, userinfo: `${base}/user`,
    checks: ['state', 'pkce'], allowDangerousEmailAccountLinking: true,
    profile: (found) => ({ id: String(found.id), email: typeof found.email === 'string' ? found.email : null }),
  };
}

const nothing: AddressProven = () => Promise.resolve();
const wiring = () => ({ onAddressProven: nothing, providers: [provider()] });

/** Sets out, and comes back with the code and the cookies as a browser would. */
async function goRound(change: { cookies?: (jar: Record<string, string>) => Record<string, string>; state?: string; to?: string } = {}) {
  const out = await startWithProvider({ provider: 'elsewhere', to: change.to }, HERE, wiring());
  const there = new URL(out.goTo);
  expect(there.origin).toBe(base);
  expect(there.searchParams.get('redirect_uri')).toBe('http://localhost:3999/api/auth/callback/elsewhere');
  const code = newId();
  challenges.set(code, there.searchParams.get('code_challenge') ?? '');
  const jar = Object.fromEntries(out.cookies.map((cookie) => (cookie.split(';', 1)[0] ?? '').split(/=(.*)/s, 2) as [string, string]).map(([name, value]) => [name, decodeURIComponent(value)]));
  const query = { code, state: change.state ?? there.searchParams.get('state') ?? '' };
  return finishWithProvider('elsewhere', query, { ...HERE, cookies: change.cookies?.(jar) ?? jar }, wiring());
}

const viewerOf = async (answer: Awaited<ReturnType<typeof goRound>>) => findViewer(getDb(), sessionOf(answer) ?? '', new Date());

describe('an account elsewhere', () => {
  it('with a proven address makes a person, and finds them again whatever the address is then', async () => {
    account = { id: 'new', email: 'new@example.com' };
    const first = await goRound({ to: '/dashboard' });
    expect(first.goTo).toBe('/dashboard');
    const made = await viewerOf(first);
    account = { id: 'new', email: 'other@example.com' };
    expect((await viewerOf(await goRound()))?.personId).toBe(made?.personId);
    expect(await getDb().$count(person, eq(person.email, 'other@example.com'))).toBe(0);
  });

  it('joins the person whose proven address is equal', async () => {
    const id = newId();
    await getDb().insert(person).values({ id, email: 'same@example.com' });
    account = { id: 'same', email: 'same@example.com' };
    expect((await viewerOf(await goRound()))?.personId).toBe(id);
  });

  it('without a proven address lets nobody in and makes nobody', async () => {
    const before = await getDb().$count(person);
    account = { id: 'unproven', email: null };
    expect(await goRound()).toEqual({ goTo: '/sign-in?problem=refused', cookies: [] });
    expect(await getDb().$count(person)).toBe(before);
  });

  it('of somebody suspended lets nobody in, by address or by account', async () => {
    account = { id: 'bad', email: 'bad@example.com' };
    await goRound();
    await getDb().update(person).set({ status: 'suspended', suspendedReason: 'A test' }).where(eq(person.email, 'bad@example.com'));
    expect((await goRound()).goTo).toBe('/sign-in?problem=refused');
    account = { id: 'bad', email: 'elsewhere@example.com' };
    expect((await goRound()).goTo).toBe('/sign-in?problem=refused');
  });

  it('is never linked to whoever happens to be signed in', async () => {
    account = { id: 'victim', email: 'victim@example.com' };
    const victim = await goRound();
    account = { id: 'attacker', email: 'attacker@example.com' };
    const answer = await goRound({ cookies: (jar) => ({ ...jar, sid: sessionOf(victim) ?? '' }) });
    expect((await viewerOf(answer))?.personId).not.toBe((await getDb().select().from(person).where(eq(person.email, 'victim@example.com')))[0]?.id);
    expect(await viewerOf(victim)).toBeNull();
  });

  it.each<[string, Parameters<typeof goRound>[0]]>([
    ['a state of one’s own', { state: 'x'.repeat(43) }],
    ['no cookies: another browser set out', { cookies: () => ({}) }],
    ['another verifier', { cookies: ({ pkce: _pkce, ...jar }) => jar }],
  ])('is refused with %s', async (_what, change) => {
    account = { id: 'forged', email: 'forged@example.com' };
    const answer = await goRound(change);
    expect(answer.goTo).toBe('/sign-in?problem=provider');
    expect(sessionOf(answer)).toBeNull();
    expect(await getDb().$count(person, eq(person.email, 'forged@example.com'))).toBe(0);
  });

  it('leads nowhere but to a path of ours', async () => {
    account = { id: 'new', email: 'new@example.com' };
    expect((await goRound({ to: 'https://evil.example' })).goTo).toBe('/account');
    expect((await goRound({ cookies: (jar) => ({ ...jar, callback: 'https://evil.example/x' }) })).goTo).toBe('/account');
    expect((await goRound({ cookies: (jar) => ({ ...jar, callback: 'http://localhost:3999//evil.example' }) })).goTo).toBe('/account');
  });
});

it('of GitHub’s list only the primary address counts, and only if it is verified', () => {
  const entry = (email: string, primary: boolean, verified: boolean) => ({ email, primary, verified, visibility: null });
  expect(primaryProvenEmail([entry('a@x.example', false, true), entry('b@x.example', true, true)])).toBe('b@x.example');
  expect(primaryProvenEmail([entry('a@x.example', false, true), entry('b@x.example', true, false)])).toBeNull();
  expect(primaryProvenEmail({ message: 'Bad credentials' })).toBeNull();
});
