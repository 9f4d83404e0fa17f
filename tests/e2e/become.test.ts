import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { eq } from 'drizzle-orm';
import type { Page } from 'playwright';
import { afterAll, describe, expect, test } from 'vitest';
import { getDb } from '@/db/client';
import { creator } from '@/db/schema';
import { phonePhoto } from '../lib/media/pictures';
import { useApp } from '../support/app';
import { DESK, expectAccessible, PHONE, useBrowser } from '../support/pages';
import { signInPage } from '../support/sign-in';

const MEDIA_DIR = mkdtempSync(path.join(tmpdir(), 'tuppence-e2e-media-'));
const app = useApp({ worker: false, env: { MEDIA_DIR } });
const browser = useBrowser();
afterAll(() => rmSync(MEDIA_DIR, { recursive: true }));

const OFFER = 'Dawn recordings from the marsh, every Sunday, free for all.';
const photo = async () => ({ name: '../../photo.svg', mimeType: 'image/svg+xml', buffer: await phonePhoto() });

async function openSigned(email: string, options: Parameters<typeof browser.open>[0] = {}): Promise<Page> {
  const page = await browser.open(options);
  await signInPage(page, app().url, email);
  return page;
}

/** Opens a page in the browser, as a person does, and answers where it is. */
async function become(page: Page, name: string, picture?: Awaited<ReturnType<typeof photo>>): Promise<string> {
  await page.goto(`${app().url}/become`);
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByLabel('What supporters get').fill(OFFER);
  if (picture) await page.getByLabel('A picture (optional)').setInputFiles(picture);
  await page.getByText(/ is free\.$/).waitFor();
  await page.getByLabel('I am 18 or older.').check();
  await page.getByLabel(/I agree to the/).check();
  await page.getByRole('button', { name: 'Open my page' }).click();
  await page.waitForURL(/\/dashboard\/page\?opened=yes$/);
  return page.getByLabel('Address of the page').inputValue();
}

/** A stranger's view, which may be kept for some seconds. */
const shown = (address: string) => fetch(app().url + address, { redirect: 'manual' });
const showsText = (address: string, text: string) =>
  expect.poll(async () => (await (await shown(address)).text()).includes(text), { timeout: 10_000 }).toBe(true);

test('nobody opens a page without signing in, and is brought back afterwards', async () => {
  const answer = await shown('/become');
  expect([answer.status, answer.headers.get('location')]).toEqual([307, '/sign-in?to=%2Fbecome']);
  expect((await shown('/become/handle?of=river')).headers.get('location')).toContain('/sign-in?to=');
});

describe('on a phone', () => {
  test('a visitor with an address becomes a creator with a picture, and the page takes tips at once', async () => {
    const page = await openSigned('marsh@people.example', { viewport: PHONE });
    await page.goto(`${app().url}/become`);
    await expectAccessible(page);
    const handle = await become(page, 'Marsh Radio', await photo());
    expect(handle).toBe('marsh-radio');
    await page.getByText('Your page is live and takes tips.').waitFor();
    await expectAccessible(page);

    await page.getByRole('radio', { name: 'Preview' }).check();
    await page.locator('.preview-sheet').getByText(OFFER).waitFor();
    await expectAccessible(page);

    await page.goto(`${app().url}/marsh-radio`);
    await page.getByRole('button', { name: 'Tip $3' }).waitFor();
    const portrait = page.locator('.creator-head img').nth(1);
    expect(await portrait.evaluate((image: HTMLImageElement) => image.decode().then(() => [image.naturalWidth > 0, image.currentSrc]))).toEqual([true, expect.stringMatching(/\/media\/[a-z0-9]{26}\/\d+\.webp$/)]);
    await expectAccessible(page);
  });

  test('what is refused stands beside its field, and nothing typed or chosen is lost', async () => {
    const page = await openSigned('second@people.example', { viewport: { width: 320, height: 640 } });
    await page.goto(`${app().url}/become`);
    await page.getByLabel('Name', { exact: true }).fill('Second');
    await page.getByLabel('Address of the page').fill('mar5h-radi0');
    await page.getByText('Another page has this address, had it, or has one that looks like it.').waitFor();
    await page.getByLabel('What supporters get').fill(OFFER);
    await page.getByLabel('A picture (optional)').setInputFiles(await photo());
    await page.getByLabel('I am 18 or older.').check();
    await page.getByRole('button', { name: 'Open my page' }).click();
    await page.getByText('Please read and accept the terms').waitFor();
    await page.getByLabel(/I agree to the/).check();
    await page.getByRole('button', { name: 'Open my page' }).click();
    await page.getByLabel('Address of the page').and(page.locator('[aria-invalid="true"]')).waitFor();
    await expectAccessible(page);
    expect(await page.getByLabel('What supporters get').inputValue()).toBe(OFFER);
    expect(await page.getByLabel('A picture (optional)').evaluate((input: HTMLInputElement) => input.files?.length)).toBe(1);
    await page.getByLabel('A picture (optional)').setInputFiles({ name: 'cat.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('<svg onload=alert(1)>') });
    await page.getByLabel('Address of the page').fill('second-one');
    await page.getByRole('button', { name: 'Open my page' }).click();
    await page.getByText('This file is no JPEG, PNG, WebP or GIF.').waitFor();
    expect(await getDb().select().from(creator).where(eq(creator.handle, 'second-one'))).toEqual([]);
  });
});

describe('on a desk', () => {
  test('the page is edited beside its preview, kept, and shown to the world', async () => {
    const page = await openSigned('desk@people.example', { viewport: DESK, colorScheme: 'dark' });
    const handle = await become(page, 'Desk Work');
    const preview = page.locator('.preview-sheet');
    await page.getByLabel('In one line').fill('Made between two meetings');
    await page.getByRole('textbox', { name: 'About' }).fill('I **make** things:\n\n- small\n- <b>bold</b>');
    await page.getByLabel('Address 1').fill('desk.example/work');
    await page.getByRole('textbox', { name: 'First' }).fill('2');
    await preview.getByText('Made between two meetings').waitFor();
    await preview.locator('strong', { hasText: 'make' }).waitFor();
    await preview.getByText('$2', { exact: true }).waitFor();
    await page.getByText('Not saved yet.').waitFor();
    await expectAccessible(page);

    const asked = new Promise<string>((resolve) => page.once('dialog', (dialog) => void dialog.dismiss().then(() => resolve(dialog.type()))));
    await page.getByRole('link', { name: 'Explore' }).first().click({ noWaitAfter: true });
    expect(await asked).toBe('beforeunload');

    await page.getByRole('button', { name: 'Save page' }).click();
    await page.getByText('Saved. Your page shows it within seconds.').waitFor();
    await showsText(`/${handle}`, 'Made between two meetings');
    const html = await (await shown(`/${handle}`)).text();
    expect(html).toContain('<li>&lt;b&gt;bold&lt;/b&gt;</li>');
    expect(html).toContain('rel="noopener nofollow ugc"');

    await page.getByLabel('Smallest tip').fill('0.2');
    await page.getByRole('button', { name: 'Save page' }).click();
    await page.getByText('The smallest tip can be $1 or more.').waitFor();
    expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('minimum');
    await expectAccessible(page);
  });

  test('a form with a field more changes nothing', async () => {
    const page = await openSigned('tamper@people.example', { viewport: DESK });
    const handle = await become(page, 'Honest Page');
    await page.getByRole('form', { name: 'Your page' }).evaluate((form) => {
      form.insertAdjacentHTML('beforeend', '<input type="hidden" name="status" value="active"><input type="hidden" name="personId" value="me">');
    });
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Changed');
    await page.getByRole('button', { name: 'Save page' }).click();
    await page.getByText('This form did not arrive as it was drawn.').waitFor();
    const [row] = await getDb().select().from(creator).where(eq(creator.handle, handle));
    expect(row?.name).toBe('Honest Page');
  });

  test('by keyboard alone it moves, closes and opens again; the old address leads on, a closed page was never there', async () => {
    const page = await openSigned('keys@people.example', { viewport: DESK });
    const old = await become(page, 'Key Board');
    await page.getByLabel('Address of the page').focus();
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type('all-keys');
    await page.keyboard.press('Enter');
    await page.getByText(`Your page has moved to /all-keys; /${old} leads there.`).waitFor();
    await expect.poll(async () => (await shown(`/${old}`)).headers.get('location'), { timeout: 10_000 }).toBe('/all-keys');
    expect((await shown(`/${old.toUpperCase()}`)).status).toBe(308);

    await page.locator('summary', { hasText: 'Close the page' }).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByText('Your page is closed. You can open it again below.').waitFor();
    await expect.poll(async () => (await shown('/all-keys')).status, { timeout: 10_000 }).toBe(404);
    expect((await shown(`/${old}`)).status).toBe(404);
    await page.getByRole('button', { name: 'Open it again' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Close the page' }).waitFor();
    await expect.poll(async () => (await shown('/all-keys')).status, { timeout: 10_000 }).toBe(200);
  });
});

test('without JavaScript a page is opened, its amounts and its goal are set', async () => {
  const page = await openSigned('nojs@people.example', { javaScriptEnabled: false });
  await page.goto(`${app().url}/become`);
  await page.getByLabel('Name', { exact: true }).fill('No Script');
  await page.getByLabel('Address of the page').fill('no-script');
  await page.getByLabel('What supporters get').fill(OFFER);
  await page.getByLabel('I am 18 or older.').check();
  await page.getByRole('button', { name: 'Open my page' }).click();
  await page.getByText('Please read and accept the terms').waitFor();
  expect(await page.getByLabel('Address of the page').inputValue()).toBe('no-script');
  await page.getByLabel(/I agree to the/).check();
  await page.getByRole('button', { name: 'Open my page' }).click();
  await page.waitForURL(/\/dashboard\/page/);
  await page.getByLabel('Smallest tip').fill('2');
  await page.getByRole('textbox', { name: 'First' }).fill('4');
  await page.getByRole('button', { name: 'Save page' }).click();
  await page.getByText('This is less than your smallest tip, $2.').or(page.getByText('Saved.')).first().waitFor();
  await page.getByLabel('What for').fill('A microphone');
  await page.getByLabel('How much, in USD').fill('80');
  await page.getByRole('button', { name: 'Start the goal' }).click();
  await page.getByRole('button', { name: 'Change the goal' }).waitFor();
  const [row] = await getDb().select().from(creator).where(eq(creator.handle, 'no-script'));
  expect([row?.minimumMinor, row?.presetsMinor]).toEqual([200, [300, 400, 500]]);
});

test('a suspended page answers like one that never was, and its owner can change nothing on it', async () => {
  const page = await openSigned('sus@people.example', { viewport: PHONE });
  const handle = await become(page, 'Stopped Page');
  await getDb().update(creator).set({ status: 'suspended', suspendedReason: 'Copied work' }).where(eq(creator.handle, handle));
  await page.getByRole('button', { name: 'Save page' }).click();
  await page.getByText('Your page is suspended, so nothing on it can be changed.').waitFor();
  await page.goto(`${app().url}/dashboard/page`);
  await page.getByText('Your page is suspended: Copied work.').waitFor();
  await expectAccessible(page);
  const body = async (address: string) => (await (await shown(address)).text()).replaceAll(/nonce="[^"]*"/g, '').replaceAll(address.slice(1), '').length;
  await expect.poll(async () => (await shown(`/${handle}`)).status, { timeout: 10_000 }).toBe(404);
  expect(Math.abs((await body(`/${handle}`)) - (await body('/never-was-here')))).toBeLessThan(200);
});

test('a picture is served as a picture and nothing else, and no other address leads to a file', async () => {
  const page = await openSigned('media@people.example', { viewport: DESK });
  const handle = await become(page, 'Media Page', await photo());
  const [, key = ''] = /\/media\/([a-z0-9]{26})\//.exec(await (await shown(`/${handle}`)).text()) ?? [];
  const answer = await shown(`/media/${key}/96.webp`);
  expect(answer.status).toBe(200);
  expect(Object.fromEntries(['content-type', 'cache-control', 'x-content-type-options', 'content-security-policy', 'content-disposition'].map((name) => [name, answer.headers.get(name)]))).toEqual({
    'content-type': 'image/webp',
    'cache-control': 'public, max-age=31536000, immutable',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'; base-uri 'none'",
    'content-disposition': 'inline; filename="picture.webp"',
  });
  for (const odd of [`${key}/97.webp`, `${key}/96.webp%00.png`, `${key}/..%2f..%2fpackage.json`, '..%2f..%2fpackage.json/96.webp', `${key}`, `${'a'.repeat(26)}/96.webp`, `${key}/96.WEBP`, `${key}%2f96.webp/96.webp`]) {
    expect((await shown(`/media/${odd}`)).status, odd).toBe(404);
  }

  await page.getByText('Remove portrait').click();
  await page.getByRole('button', { name: 'Remove it' }).click();
  await page.getByText('Remove portrait').waitFor({ state: 'detached' });
  expect((await shown(`/media/${key}/96.webp`)).status).toBe(404);
});
