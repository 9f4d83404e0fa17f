import { eq, like, sql } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import { getDb } from '@/db/client';
import { mailMessage, person, rateLimit, session, signInLink } from '@/db/schema';
import { askForLink, endAllSessions, findLink, findViewer } from '@/lib/auth';
import { useWorld } from '../../support/world';
import { HERE, mailedToken, press, sessionOf } from './journey';

useWorld();
const EMAIL = 'ada@example.com';
const now = () => new Date();

beforeEach(async () => {
  for (const table of [session, signInLink, person, rateLimit, mailMessage]) await getDb().delete(table);
});

async function ask(email = EMAIL): Promise<string> {
  await askForLink(email, '/account', HERE);
  return mailedToken();
}

describe('a sign-in link', () => {
  it('signs in once; the second time it is as good as none', async () => {
    const token = await ask();
    const first = await press(token, { to: '/dashboard' });
    expect(first.goTo).toBe('/dashboard');
    expect(await findViewer(getDb(), sessionOf(first) ?? '', now())).toMatchObject({ isAdmin: false, creator: null });
    const second = await press(token, { to: '/dashboard' });
    expect(second).toEqual({ goTo: '/sign-in?problem=link&to=%2Fdashboard', cookies: [] });
  });

  it('signs in one of twenty who come with it at once', async () => {
    const token = await ask();
    const answers = await Promise.all(Array.from({ length: 20 }, () => press(token)));
    expect(answers.filter((answer) => sessionOf(answer) !== null)).toHaveLength(1);
    expect(await getDb().$count(session)).toBe(1);
    expect(await getDb().$count(person)).toBe(1);
  });

  it('is looked at as often as a scanner likes, and still signs in', async () => {
    const token = await ask();
    for (let at = 0; at < 20; at += 1) expect(await findLink(getDb(), token, now())).toEqual({ email: EMAIL });
    expect(sessionOf(await press(token))).not.toBeNull();
  });

  it('gives way to a newer one of the same address, and to no other', async () => {
    const first = await ask();
    const second = await ask(' ADA@example.com');
    const third = await ask();
    await ask('bo@example.com');
    expect([sessionOf(await press(first)), sessionOf(await press(second))]).toEqual([null, null]);
    expect(sessionOf(await press(third))).not.toBeNull();
  });

  it('lives ten minutes', async () => {
    const token = await ask();
    const [link] = await getDb().select().from(signInLink);
    expect((link?.expiresAt.getTime() ?? 0) - (link?.createdAt.getTime() ?? 0)).toBe(600_000);
    await getDb().update(signInLink).set({ expiresAt: sql`now() - interval '1 second'` });
    expect(await findLink(getDb(), token, now())).toBeNull();
    expect((await press(token)).goTo).toContain('problem=link');
  });

  it.each([(token: string) => `${token.slice(0, -1)}_`, (token: string) => token.slice(0, 20), () => '', () => 'x'.repeat(5_000), (token: string) => `${token} `])(
    'is refused with any other token, in the same words',
    async (change) => {
      const token = await ask();
      expect(await press(change(token))).toEqual({ goTo: '/sign-in?problem=link', cookies: [] });
      expect(await getDb().$count(session)).toBe(0);
    },
  );

  it('stands in the database only as a hash, and leads only to APP_URL', async () => {
    const token = await ask();
    const dump = JSON.stringify([await getDb().select().from(signInLink), await getDb().select().from(session)]);
    expect(dump).not.toContain(token);
    const [mail] = await getDb().select().from(mailMessage).where(like(mailMessage.key, 'signin:%'));
    const targets = [...(mail?.bodyText.matchAll(/https?:\/\/[^/\s]+/g) ?? [])].map(([origin]) => origin);
    expect([...new Set(targets)]).toEqual(['http://localhost:3999']);
  });

  it.each(['//evil.example', 'https://evil.example', '/%5cevil.example', '/\r\nSet-Cookie: a=b', 'javascript:alert(1)'])('never leads to %j', async (to) => {
    const token = await ask();
    expect((await press(token, { to })).goTo).toBe('/account');
  });

  it('tells whoever is told that the address is proven, in the same transaction', async () => {
    const told: string[] = [];
    await press(await ask(), { onAddressProven: (_tx, _id, email) => Promise.resolve(void told.push(email)) });
    expect(told).toEqual([EMAIL]);
    const token = await ask();
    await press(token, { onAddressProven: () => Promise.reject(new Error('broken')) });
    expect(await getDb().$count(session)).toBe(1);
  });

  it('refuses a suspended person, and their sessions end at once', async () => {
    const open = sessionOf(await press(await ask())) ?? '';
    await getDb().update(person).set({ status: 'suspended', suspendedReason: 'A test' }).where(eq(person.email, EMAIL));
    expect(await findViewer(getDb(), open, now())).toBeNull();
    expect((await press(await ask())).goTo).toContain('problem=refused');
  });
});

describe('asking for links', () => {
  it('writes one mail to one mailbox, whoever is known', async () => {
    await press(await ask());
    await getDb().delete(mailMessage);
    await ask();
    await ask('nobody@example.com');
    const mails = await getDb().select({ to: mailMessage.recipient, subject: mailMessage.subject, text: mailMessage.bodyText }).from(mailMessage);
    expect(mails.map(({ to }) => to).sort()).toEqual([EMAIL, 'nobody@example.com']);
    expect(new Set(mails.map(({ text }) => text.replace(/token=\S+/, ''))).size).toBe(1);
  });

  it('is limited for a mailbox in a network, however it is spelt, and not for its owner elsewhere', async () => {
    for (const email of ['ada@example.com', 'ADA@example.com', 'ada+1@example.com', 'ada+2@example.com', 'ada@example.com']) await ask(email);
    await expect(ask('ada+3@example.com')).rejects.toThrow('TooManyAttempts');
    await expect(askForLink(EMAIL, null, { ...HERE, connection: '198.51.100.1', network: '198.51.100.0/24' })).resolves.toBe(EMAIL);
  });

  it('is limited for a connection that goes through a list', async () => {
    const asked = await Promise.allSettled(Array.from({ length: 30 }, (_, at) => askForLink(`fan-${at}@example.com`, null, HERE)));
    expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(20);
  });
});

describe('a session', () => {
  it('begins under a new token, and the one that the browser came with is over', async () => {
    const first = sessionOf(await press(await ask())) ?? '';
    const planted = 'A'.repeat(43);
    const second = sessionOf(await press(await ask(), { visitor: { cookies: { sid: first } } })) ?? '';
    expect(second).not.toBe(first);
    expect(await findViewer(getDb(), first, now())).toBeNull();
    await press(await ask(), { visitor: { cookies: { sid: planted } } });
    expect(await findViewer(getDb(), planted, now())).toBeNull();
    expect(await findViewer(getDb(), second, now())).not.toBeNull();
  });

  it('has a cookie that script and other sites cannot use', async () => {
    const answer = await press(await ask());
    const cookie = answer.cookies.find((each) => each.startsWith('sid=')) ?? '';
    expect(cookie).toMatch(/^sid=[\w-]{43}; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Lax$/);
  });

  it('ends for everybody when all are ended', async () => {
    const tokens = [sessionOf(await press(await ask())) ?? '', sessionOf(await press(await ask())) ?? ''];
    const viewer = await findViewer(getDb(), tokens[0] ?? '', now());
    await getDb().transaction((tx) => endAllSessions(tx, viewer?.personId ?? ''));
    for (const token of tokens) expect(await findViewer(getDb(), token, now())).toBeNull();
  });
});
