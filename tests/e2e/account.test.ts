import { unzipSync } from 'fflate';
import type { Page } from 'playwright';
import { beforeAll, describe, expect, test } from 'vitest';
import { getDb, getPool, inTransaction } from '@/db/client';
import { legalDocuments } from '@/lib/legal';
import { findProfile, joinGuestPayments, saveProfile } from '@/lib/users';
import { useApp } from '../support/app';
import { DESK, expectAccessible, PHONE, useBrowser } from '../support/pages';
import { signIn, signInPage } from '../support/sign-in';
import { addCreator, beginAndPay, GOOD_CARD, readTip, wishFor } from '../support/tips';

const app = useApp();
const browser = useBrowser();
const NARROW = { width: 320, height: 720 };
const ROOMS = ['', '/profile', '/email', '/sessions', '/security', '/data', '/agree'];
let to: Awaited<ReturnType<typeof addCreator>>;

beforeAll(async () => {
  to = await addCreator({ name: 'River Notes' });
});

/** A guest's tip that the app has learned of; answers its payment. */
async function tipAs(email: string, minor = 300, message = 'For the pencil'): Promise<string> {
  const { tip, payment } = await beginAndPay(to.id, wishFor(minor, { message, displayName: 'Cleo' }), { ...GOOD_CARD, email });
  await expect.poll(async () => (await readTip(tip.id)).tip.heldUntil, { timeout: 20_000 }).not.toBeNull();
  return payment.id;
}

async function openAs(email: string, path: string, options: Parameters<typeof browser.open>[0] = {}): Promise<Page> {
  const page = await browser.open(options);
  const { personId } = await signInPage(page, app().url, email);
  await inTransaction((tx) => joinGuestPayments(tx, personId, email));
  await page.goto(app().url + path);
  return page;
}

/** The newest link of a kind that was mailed to somebody. */
async function mailedLink(recipient: string, kind: RegExp): Promise<string> {
  const found = async () => {
    const { rows } = await getPool().query<{ text: string }>('select body_text as text from mail_message where recipient = $1 order by created_at desc, id desc', [recipient]);
    return rows.flatMap(({ text }) => kind.exec(text)?.[0] ?? [])[0];
  };
  await expect.poll(found, { timeout: 10_000 }).toBeTruthy();
  return (await found()) ?? '';
}

/** Makes a person's last proof of who they are an hour old. */
async function letTimePass(email: string): Promise<void> {
  await getPool().query("update session set created_at = created_at - interval '1 hour' where person_id = (select id from person where email = $1)", [email]);
}

test('a guest who signs in with the same address finds the receipt, as page, PDF and CSV', async () => {
  const email = 'guest@fans.example';
  const payment = await tipAs(email);
  const page = await browser.open();
  await page.goto(`${app().url}/sign-in`);
  await page.locator('main').getByRole('textbox').fill(email);
  await page.keyboard.press('Enter');
  await page.goto(await mailedLink(email, /http\S+\/sign-in\/\S+/));
  await page.getByRole('button', { name: /sign in/i }).click();
  await page.waitForURL(`${app().url}/account`);
  await page.getByRole('link', { name: 'River Notes' }).click();
  await page.waitForURL(`${app().url}/account/receipts/${payment}`);
  expect(await page.locator('main').innerText()).toMatch(/You paid\s+\$3\.00[^]*Card fee\s+−\$0\.39[^]*River Notes receives\s+\$2\.61/);
  await expectAccessible(page);
  const pdf = await page.request.get(`${app().url}/account/receipts/${payment}/pdf`);
  expect([pdf.status(), pdf.headers()['cache-control'], (await pdf.body()).subarray(0, 4).toString()]).toEqual([200, 'private, no-store', '%PDF']);
  const csv = await page.request.get(`${app().url}/account/receipts/year/${new Date().getUTCFullYear()}`);
  expect(csv.headers()['content-disposition']).toContain('attachment');
  expect(await csv.text()).toMatch(/River Notes,c-[0-9a-f-]+,paid,USD,3\.00,0\.00,3\.00\r\n$/);
});

test('somebody else’s receipt is not there, whichever way it is asked for', async () => {
  const payment = await tipAs('owner@fans.example');
  const page = await openAs('stranger@fans.example', '/account');
  expect(await page.locator('main').innerText()).toContain('Nothing yet');
  for (const path of [payment, `${payment}/pdf`, 'x', '00000000-0000-7000-8000-000000000000/pdf']) {
    expect((await page.request.get(`${app().url}/account/receipts/${path}`)).status(), path).toBe(404);
  }
  const year = await page.request.get(`${app().url}/account/receipts/year/${new Date().getUTCFullYear()}`);
  expect((await year.text()).trim().split('\r\n')).toHaveLength(1);
});

test('without JavaScript an address changes once both mailboxes pressed, and other browsers are signed out', async () => {
  const [old, fresh] = ['moves@fans.example', 'moved@fans.example'];
  const page = await openAs(old, '/account/email', { javaScriptEnabled: false });
  const elsewhere = await openAs(old, '/account');
  await page.getByLabel('New address').fill('not an address');
  await page.getByRole('button', { name: 'Ask both mailboxes' }).click();
  await page.getByText('Please type one e-mail address, like name@example.com.').waitFor();
  await page.getByLabel('New address').fill(fresh);
  await page.getByRole('button', { name: 'Ask both mailboxes' }).click();
  await page.getByText(`Waits to become ${fresh}`).waitFor();
  await elsewhere.goto(`${app().url}/account/email`);
  await expectAccessible(elsewhere);
  for (const [mailbox, button] of [[fresh, 'Yes, this is my address'], [old, 'Yes, move my account']] as const) {
    const link = await mailedLink(mailbox, /http\S+\/account\/email\/confirm\S+/);
    for (let at = 0; at < 5; at += 1) await page.request.get(link);
    await page.goto(link);
    await page.getByRole('button', { name: button }).click();
    await page.getByRole('heading', { level: 1, name: mailbox === fresh ? 'Half done' : 'Your address has changed' }).waitFor();
  }
  await page.goto(`${app().url}/account/email`);
  await page.getByRole('heading', { name: fresh }).waitFor();
  await elsewhere.goto(`${app().url}/account/email`);
  expect(new URL(elsewhere.url()).pathname).toBe('/sign-in');
});

test('whoever signed in an hour ago proves once more who they are before an address, the data or the account goes', async () => {
  const email = 'stale@fans.example';
  const page = await openAs(email, '/account/email');
  await letTimePass(email);
  await page.reload();
  await page.getByText('You will first be asked to prove once more').waitFor();
  await page.getByLabel('New address').fill('thief@evil.example');
  await page.getByRole('button', { name: 'Ask both mailboxes' }).click();
  await page.waitForURL(/\/sign-in\/factor\?to=/);
  const { rows } = await getPool().query("select 1 from mail_message where recipient = 'thief@evil.example'");
  expect(rows).toEqual([]);
  const taken = await page.request.post(`${app().url}/account/data/export`, { headers: { origin: app().url }, maxRedirects: 0 });
  expect([taken.status(), taken.headers()['location']]).toEqual([303, `${app().url}/sign-in/factor?to=${encodeURIComponent('/account/data/export')}`]);
  await page.goto(`${app().url}/account/data`);
  await page.getByLabel(/^Type/).fill(email);
  await page.getByRole('button', { name: 'Delete my account' }).click();
  await page.waitForURL(/\/sign-in\/factor\?to=/);
  expect(await findProfile(getDb(), (await signIn(email)).personId)).toMatchObject({ email });
});

test('everything can be taken along as one file', async () => {
  const email = 'takes@fans.example';
  await tipAs(email, 500, 'Words to take along');
  const page = await openAs(email, '/account/data');
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Download everything' }).click()]);
  expect(download.suggestedFilename()).toMatch(/^tuppence-data-\d{4}-\d\d-\d\d\.zip$/);
  const answer = await page.request.post(`${app().url}/account/data/export`, { headers: { origin: app().url } });
  expect(answer.headers()['cache-control']).toBe('private, no-store');
  const files = unzipSync(new Uint8Array(await answer.body()));
  expect(Buffer.from(files['tip.json'] ?? []).toString()).toContain('Words to take along');
  const foreign = await page.request.post(`${app().url}/account/data/export`, { headers: { origin: 'https://evil.example' } });
  expect(foreign.status()).toBe(403);
});

test('by keyboard alone somebody leaves: signed out, and their words are gone from the page', async () => {
  const email = 'leaves@fans.example';
  await tipAs(email, 300, 'Words that go');
  const page = await openAs(email, '/account/data', { viewport: DESK });
  const field = page.getByLabel(/^Type/);
  await field.focus();
  await page.keyboard.type('something else');
  await page.keyboard.press('Enter');
  await page.getByText(`Please type “${email}” exactly`).waitFor();
  await expect.poll(() => field.evaluate((element) => element === document.activeElement)).toBe(true);
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type(email);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.waitForURL(`${app().url}/account/deleted`);
  // The title of a page that is shown without a load comes a moment after its address.
  await expect.poll(() => page.title()).toContain('Deleted');
  await expectAccessible(page);
  await page.goto(`${app().url}/account`);
  expect(new URL(page.url()).pathname).toBe('/sign-in');
  await page.goto(`${app().url}/${to.handle}`);
  expect(await page.locator('main').innerText()).not.toContain('Words that go');
});

test('one session is ended, or all others; somebody else’s is not there', async () => {
  const email = 'sessions@fans.example';
  const elsewhere = await openAs(email, '/account');
  await signIn(email);
  const page = await openAs(email, '/account/sessions', { javaScriptEnabled: false });
  expect(await page.getByRole('row').count()).toBe(4);
  await page.getByRole('button', { name: /^End Test/ }).first().click();
  await expect.poll(() => page.getByRole('row').count()).toBe(3);
  await page.getByText('End all others', { exact: true }).first().click();
  await page.getByRole('button', { name: 'End all others' }).click();
  await expect.poll(() => page.getByRole('row').count()).toBe(2);
  await elsewhere.goto(`${app().url}/account`);
  expect(new URL(elsewhere.url()).pathname).toBe('/sign-in');
});

test('name and visibility of the profile stand in the tip form, and in nobody else’s', async () => {
  const email = 'named@fans.example';
  const { personId } = await signIn(email);
  await inTransaction((tx) => saveProfile(tx, personId, { displayName: 'Named Nell', defaultVisibility: 'public', locale: 'de-DE', timeZone: 'Europe/Berlin' }));
  const page = await openAs(email, `/${to.handle}`);
  expect(await page.getByPlaceholder('Your name (optional)').inputValue()).toBe('Named Nell');
  expect(await page.getByRole('radio', { name: 'Everyone' }).isChecked()).toBe(true);
  const guest = await browser.open();
  await guest.goto(`${app().url}/${to.handle}`);
  expect(await guest.content()).not.toContain('Named Nell');
});

test('terms are agreed to once, with both ticks, and lead back to what was begun', async () => {
  const page = await openAs('agrees@fans.example', '/account/agree?to=/account/profile', { javaScriptEnabled: false });
  await page.getByLabel('I agree to the terms.').check();
  await page.getByRole('button', { name: 'Agree and go on' }).click();
  await page.getByText('You must be 18 or older').waitFor();
  await page.getByLabel('I agree to the terms.').check();
  await page.getByLabel('I am 18 or older.').check();
  await page.getByRole('button', { name: 'Agree and go on' }).click();
  await page.waitForURL(`${app().url}/account/profile`);
  await page.goto(`${app().url}/account`);
  expect(await page.locator('main').innerText()).not.toContain('Our terms wait');
});

describe.each([['at 320 px in daylight', NARROW, 'light'], ['on a phone at night', PHONE, 'dark'], ['on a desk', DESK, 'light']] as const)('%s', (_where, viewport, colorScheme) => {
  test('every page of the account, and every legal text, is accessible and as wide as the screen', async () => {
    const email = `reader-${viewport.width}@fans.example`;
    await tipAs(email);
    const page = await openAs(email, '/account', { viewport, colorScheme });
    for (const path of [...ROOMS.map((room) => `/account${room}`), `/account?year=${new Date().getUTCFullYear()}`, '/account/email/confirm?token=none', ...legalDocuments.map((name) => `/${name}`)]) {
      await page.goto(app().url + path);
      expect(await page.locator('h1').count(), path).toBe(1);
      await expectAccessible(page);
    }
  });
});
