import { eq } from 'drizzle-orm';
import { Secret, TOTP } from 'otpauth';
import type { Page } from 'playwright';
import { beforeEach, describe, expect, it } from 'vitest';
import { getDb } from '@/db/client';
import { person, rateLimit, secondFactor, session } from '@/db/schema';
import { newId } from '@/lib/ids';
import { mailedToken } from '../lib/auth/journey';
import { useApp } from '../support/app';
import { expectAccessible, useBrowser } from '../support/pages';

const app = useApp();
const browser = useBrowser();
const NARROW = { width: 320, height: 700 };

beforeEach(async () => {
  await getDb().delete(rateLimit);
});

/** Asks for a link as a person does, and answers where the mail leads. */
async function askForLink(page: Page, email: string, to = '/account'): Promise<string> {
  await page.goto(`${app().url}/sign-in?to=${encodeURIComponent(to)}`);
  await page.getByLabel('E-mail address').fill(email);
  await page.getByRole('button', { name: 'Send me a link' }).click();
  await page.getByRole('heading', { name: 'Look in your mailbox' }).waitFor();
  const token = await mailedToken();
  return `${app().url}/sign-in/confirm?token=${token}&to=${encodeURIComponent(to)}`;
}

const isSignedIn = async (page: Page) => (await page.context().cookies()).some(({ name }) => name === 'sid');

describe('signing in', () => {
  it('goes from the address through the mailbox to where one wanted to go, and out again', async () => {
    const page = await browser.open();
    await page.goto(`${app().url}/account/sessions`);
    expect(new URL(page.url()).pathname).toBe('/sign-in');
    const link = await askForLink(page, 'ada@example.com', '/account/sessions');
    await page.goto(`${app().url}/mailbox`);
    await page.getByRole('link', { name: /Sign in to Tuppence/ }).first().click();
    await page.getByRole('link', { name: /sign-in\/confirm/ }).click();
    await page.getByRole('heading', { name: 'One more press' }).waitFor();
    expect(page.url()).toBe(link);
    expect(await isSignedIn(page)).toBe(false);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.waitForURL('**/account/sessions');
    await page.goto(`${app().url}/sign-in`);
    expect(new URL(page.url()).pathname).toBe('/account');
    await page.getByRole('button', { name: 'Sign out' }).first().click();
    await page.waitForURL(`${app().url}/`);
    expect(await isSignedIn(page)).toBe(false);
  });

  it('works without JavaScript, from the refusal to the end', async () => {
    const page = await browser.open({ javaScriptEnabled: false });
    await page.goto(`${app().url}/sign-in`);
    await page.getByLabel('E-mail address').fill('not an address');
    await page.getByRole('button', { name: 'Send me a link' }).click();
    expect(await page.getByRole('alert').textContent()).toContain('name@example.com');
    expect(await page.getByLabel('E-mail address').inputValue()).toBe('not an address');
    await page.goto(await askForLink(page, 'plain@example.com'));
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.waitForURL('**/account');
  });

  it('works by keyboard alone', async () => {
    const page = await browser.open();
    await page.goto(`${app().url}/sign-in`);
    await tabTo(page, 'email');
    await page.keyboard.type('keys@example.com');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Look in your mailbox' }).waitFor();
    await page.goto(`${app().url}/sign-in/confirm?token=${await mailedToken()}&to=/account`);
    await page.getByRole('button', { name: 'Sign in' }).focus();
    await page.keyboard.press('Enter');
    await page.waitForURL('**/account');
  });

  it('in another browser names the masked address and asks', async () => {
    const link = await askForLink(await browser.open(), 'ada@example.com');
    const other = await browser.open({ viewport: NARROW });
    await other.goto(link);
    await other.getByRole('heading', { name: 'Is this you?' }).waitFor();
    expect(await other.textContent('main')).toContain('a•••@example.com');
    expect(await other.textContent('main')).not.toContain('ada@');
    await expectAccessible(other);
    await other.getByRole('button', { name: /Sign in as a•••@example\.com/ }).click();
    await other.waitForURL('**/account');
  });
});

describe('a link, over HTTP', () => {
  const send = (path: string, init: RequestInit = {}) => fetch(`${app().url}${path}`, { redirect: 'manual', ...init });
  const press = (token: string, headers: Record<string, string> = { origin: app().url }) =>
    send('/api/auth/link', { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers }, body: new URLSearchParams({ token, to: '/account' }) });

  it('is not used up by twenty scanners; then it signs in one of five at once', async () => {
    const link = await askForLink(await browser.open(), 'scanned@example.com');
    const { pathname, search, searchParams } = new URL(link);
    for (let at = 0; at < 20; at += 1) {
      const looked = await send(pathname + search, { method: at % 2 ? 'HEAD' : 'GET' });
      expect([looked.status, looked.headers.get('set-cookie')]).toEqual([200, null]);
      expect(looked.headers.get('cache-control')).toContain('no-store');
    }
    const pressed = await Promise.all(Array.from({ length: 5 }, () => press(searchParams.get('token') ?? '')));
    expect(pressed.map(({ status }) => status)).toEqual([303, 303, 303, 303, 303]);
    expect(pressed.filter((answer) => answer.headers.get('location') === `${app().url}/account`)).toHaveLength(1);
  });

  it('signs nobody in from another site, and no host but ours is ever named', async () => {
    const link = await askForLink(await browser.open(), 'poisoned@example.com');
    const token = new URL(link).searchParams.get('token') ?? '';
    const foreign: Record<string, string>[] = [{ origin: 'https://evil.example' }, { origin: 'null' }, { 'sec-fetch-site': 'cross-site' }];
    for (const headers of foreign) {
      const refused = await press(token, headers);
      expect([refused.status, refused.headers.get('set-cookie')]).toEqual([403, null]);
    }
    const poison = { origin: app().url, 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https', forwarded: 'host=evil.example', 'x-original-url': '/evil' };
    const pressed = await press(token, poison);
    expect(pressed.headers.get('location')).toBe(`${app().url}/account`);
    expect(pressed.headers.get('set-cookie')).toMatch(/sid=[\w-]{43}; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Lax/);
  });

  it('answers alike, and as fast, for an address it knows and one it does not', async () => {
    await getDb().insert(person).values({ id: newId(), email: 'known@example.com' });
    const page = await browser.open({ javaScriptEnabled: false });
    const seen: string[] = [];
    const times: Record<string, number[]> = { known: [], unknown: [] };
    for (let at = 0; at < 8; at += 1) {
      for (const [kind, email] of [['known', 'known@example.com'], ['unknown', `unknown-${at}@example.com`]] as const) {
        await getDb().delete(rateLimit);
        await page.goto(`${app().url}/sign-in`);
        await page.getByLabel('E-mail address').fill(email);
        const begun = performance.now();
        await page.getByRole('button', { name: 'Send me a link' }).click();
        times[kind]?.push(performance.now() - begun);
        seen.push(`${page.url()} ${await page.textContent('main')}`);
      }
    }
    expect(new Set(seen).size).toBe(1);
    // The fastest of each: a busy machine slows some answers, work for one kind alone would slow them all.
    const fastest = (all: number[] = []) => Math.min(...all);
    expect(Math.abs(fastest(times.known) - fastest(times.unknown))).toBeLessThan(100);
  });
});

describe('the second factor', () => {
  it('is set up by an admin, asked for ever after, and lets no half-signed-in admin pass', async () => {
    await getDb().insert(person).values({ id: newId(), email: 'boss@example.com', isAdmin: true });
    const page = await browser.open();
    await page.goto(await askForLink(page, 'boss@example.com', '/admin'));
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'Set up a second factor' }).waitFor();
    await page.getByRole('button', { name: 'Begin' }).click();
    await page.getByRole('img', { name: /Square to scan/ }).waitFor();
    await expectAccessible(page);
    const secret = ((await page.textContent('.sign-secret')) ?? '').replace(/\s/g, '');
    // Kept, because half a minute later an app shows another one.
    const used = new TOTP({ secret: Secret.fromBase32(secret) }).generate();
    await page.getByLabel('Code').fill(used);
    await page.getByRole('button', { name: 'Confirm' }).click();
    await page.getByRole('heading', { name: 'Your recovery codes' }).waitFor();
    const codes = await page.locator('.sign-codes li').allTextContents();
    expect(codes).toHaveLength(10);
    await expectAccessible(page);
    await page.getByRole('button', { name: 'I have kept them' }).click();
    await page.waitForURL('**/admin');

    const again = await browser.open({ javaScriptEnabled: false, viewport: NARROW });
    await again.goto(await askForLink(again, 'boss@example.com', '/admin'));
    await again.getByRole('button', { name: 'Sign in' }).click();
    await again.getByRole('heading', { name: 'Your second factor' }).waitFor();
    for (const path of ['/admin', '/account', '/sign-in/factor/setup']) {
      await again.goto(app().url + path);
      expect(new URL(again.url()).pathname).toBe('/sign-in/factor');
    }
    await again.goto(`${app().url}/sign-in/factor?to=/admin`);
    await again.getByLabel('Code').fill(used);
    await again.getByRole('button', { name: 'Go on' }).click();
    expect(await again.getByRole('alert').textContent()).toContain('used before');
    await again.getByLabel('Code').fill(codes[0] ?? '');
    await again.getByRole('button', { name: 'Go on' }).click();
    await again.waitForURL('**/admin');
  });

  it('is asked for once more before something that matters, and leads back', async () => {
    const page = await browser.open();
    await page.goto(await askForLink(page, 'stale@example.com', '/sign-in/factor/setup'));
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('button', { name: 'Begin' }).waitFor();
    const [stale] = await getDb().select({ id: person.id }).from(person).where(eq(person.email, 'stale@example.com'));
    await getDb().update(session).set({ createdAt: new Date(Date.now() - 20 * 60_000) }).where(eq(session.personId, stale?.id ?? ''));
    await page.getByRole('button', { name: 'Begin' }).click();
    await page.getByRole('heading', { name: 'Is it still you?' }).waitFor();
    expect(await getDb().$count(secondFactor, eq(secondFactor.personId, stale?.id ?? ''))).toBe(0);
    await page.getByRole('button', { name: /Send a link to s•••@example\.com/ }).click();
    await page.getByRole('heading', { name: 'Look in your mailbox' }).waitFor();
    await page.goto(`${app().url}/sign-in/confirm?token=${await mailedToken()}&to=/sign-in/factor/setup`);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('button', { name: 'Begin' }).waitFor();
  });
});

it.each(['/sign-in', '/sign-in?problem=link', '/sign-in/sent', '/sign-in/confirm?token=none'])('%s is clear to everybody, at 320 px too', async (path) => {
  const page = await browser.open({ viewport: NARROW });
  await page.goto(app().url + path);
  await expectAccessible(page);
});

async function tabTo(page: Page, name: string): Promise<void> {
  for (let at = 0; at < 20; at += 1) {
    await page.keyboard.press('Tab');
    if (await page.evaluate((wanted) => document.activeElement?.getAttribute('name') === wanted, name)) return;
  }
  throw new Error(`${name} is not reached by keyboard`);
}
