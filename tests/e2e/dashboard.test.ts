import type { Page } from 'playwright';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { getDb } from '@/db/client';
import { creator } from '@/db/schema';
import { eq } from 'drizzle-orm';
import { addDays } from '@/lib/dates';
import { releaseHeldTips, unsubscribeToken } from '@/lib/tips';
import { useApp } from '../support/app';
import { DESK, expectAccessible, PHONE, useBrowser } from '../support/pages';
import { expectEqualRecords } from '../support/records';
import { signInPage } from '../support/sign-in';
import { addCreator, beginAndPay, readTip, wishFor } from '../support/tips';

const app = useApp();
const browser = useBrowser();
const OWNER = 'river@fans.example';
const NARROW = { width: 320, height: 720 };
let to: Awaited<ReturnType<typeof addCreator>>;
let other: Awaited<ReturnType<typeof addCreator>>;
let freed = '';

beforeAll(async () => {
  [to, other] = [await addCreator({ name: 'River Notes' }), await addCreator()];
  freed = await paid(to.id, 500, { message: 'For the boat', displayName: 'Cleo' });
  await releaseHeldTips(addDays(new Date(), 8));
  await paid(to.id, 300, { message: 'For the maps', displayName: 'Ada' });
  await paid(to.id, 200, { message: 'Unseen', displayName: 'Hidden Name', visibility: 'anonymous' });
});

/** A tip that the app has learned of, by its own webhooks and worker. */
async function paid(creatorId: string, minor: number, wish: Parameters<typeof wishFor>[1]): Promise<string> {
  const { tip } = await beginAndPay(creatorId, wishFor(minor, wish));
  await vi.waitUntil(async () => (await readTip(tip.id)).tip.heldUntil !== null, { timeout: 20_000, interval: 200 });
  return tip.id;
}

async function openAs(email: string, path: string, options: Parameters<typeof browser.open>[0] = {}): Promise<Page> {
  const page = await browser.open(options);
  const { personId } = await signInPage(page, app().url, email);
  if (email === OWNER) await getDb().update(creator).set({ personId }).where(eq(creator.id, to.id));
  else await getDb().update(creator).set({ personId }).where(eq(creator.id, other.id));
  await page.goto(app().url + path);
  return page;
}

describe.each([['on a phone in daylight', PHONE, 'light'], ['on a desk at night', DESK, 'dark']] as const)('a creator %s', (_where, viewport, colorScheme) => {
  test('sees what is held and until when, what is available, and the month from gross to net', async () => {
    const page = await openAs(OWNER, '/dashboard', { viewport, colorScheme });
    await page.getByRole('heading', { level: 1, name: 'Earnings' }).waitFor();
    const main = await page.locator('main').innerText();
    expect(main).toMatch(/Available\s+\$4\.\d\d/);
    expect(main).toMatch(/Held\s+\$4\.\d\d/);
    expect(main).toMatch(/Until .*20\d\d/);
    expect(main).toMatch(/Tips by card\s+\$10\.00[\s\S]*Processor fees\s+−\$1\.\d\d/);
    await expectAccessible(page);
  });

  test('finds every tip with gross, fees, net and its hold; of an anonymous one no name', async () => {
    const page = await openAs(OWNER, '/dashboard/tips', { viewport, colorScheme });
    const row = page.getByRole('row').filter({ hasText: 'Ada' });
    expect(await row.innerText()).toMatch(/\$3\.00[^]*−\$0\.39[^]*\$2\.61[^]*Held until/);
    expect(await page.locator('main').innerText()).not.toMatch(/Hidden Name|fans\.example/);
    await expectAccessible(page);
    await page.getByRole('searchbox').fill('maps');
    await page.getByRole('button', { name: 'Show' }).click();
    await page.getByRole('link', { name: 'These as CSV' }).waitFor();
    expect(await page.getByRole('row').filter({ hasText: '$' }).count()).toBe(1);
  });

  test('sees supporters as far as they chose, and chooses mail', async () => {
    const page = await openAs(OWNER, '/dashboard/supporters', { viewport, colorScheme });
    await page.getByText('Everybody anonymous, together').waitFor();
    await expectAccessible(page);
    await page.goto(`${app().url}/dashboard/notifications`);
    await page.getByRole('radio', { name: /Once a day/ }).check();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved.').waitFor();
    await expectAccessible(page);
    await page.reload();
    expect(await page.getByRole('radio', { name: /Once a day/ }).isChecked()).toBe(true);
  });
});

test('every page fits 320 px and works without JavaScript', async () => {
  for (const path of ['/dashboard', '/dashboard/tips', `/dashboard/tips/${freed}`, '/dashboard/supporters', '/dashboard/notifications']) {
    const page = await openAs(OWNER, path, { viewport: NARROW, javaScriptEnabled: false });
    expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(NARROW.width);
  }
});

test('a tip is refunded by keyboard alone, after its cost was said, and once though pressed twice', async () => {
  const page = await openAs(OWNER, '/dashboard/tips', { viewport: DESK });
  await page.getByRole('link', { name: 'Ada' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Tip from Ada' }).waitFor();
  const cost = await page.locator('main').innerText();
  expect(cost).toMatch(/The fan gets back\s+\$3\.00/);
  expect(cost).toMatch(/From what is held of this tip\s+−\$2\.61/);
  expect(cost).toMatch(/Repaid from your next income\s+−\$0\.39/);
  await page.getByText('Refund this tip…').focus();
  await page.keyboard.press('Enter');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Yes, refund $3.00' }).focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await page.waitForURL(/refund=asked/);
  const id = new URL(page.url()).pathname.split('/').at(-1) ?? '';
  await expect.poll(async () => (await readTip(id)).tip.status, { timeout: 20_000 }).toBe('refunded');
  await page.reload();
  await page.getByText('Refunded', { exact: true }).waitFor();
  expect(await page.getByText('Refund this tip…').count()).toBe(0);
  await expectEqualRecords(app().sandbox);
});

test('a tip that is available is refunded without JavaScript too', async () => {
  const page = await openAs(OWNER, `/dashboard/tips/${freed}`, { javaScriptEnabled: false });
  expect(await page.locator('main').innerText()).toMatch(/From your available money/);
  await page.getByText('Refund this tip…').click();
  await page.getByRole('button', { name: 'Yes, refund $5.00' }).click();
  await expect.poll(async () => (await readTip(freed)).tip.status, { timeout: 20_000 }).toBe('refunded');
});

test('the file downloads whole, and only for its owner', async () => {
  const page = await openAs(OWNER, '/dashboard/tips');
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'All as CSV' }).click()]);
  expect(download.suggestedFilename()).toMatch(/^tuppence-tips-\d{4}-\d\d-\d\d\.csv$/);
  const answer = await page.request.get(`${app().url}/dashboard/tips/csv`);
  expect(answer.headers()['content-type']).toBe('text/csv; charset=utf-8');
  expect(answer.headers()['cache-control']).toContain('no-store');
  expect((await answer.text()).trim().split('\r\n')).toHaveLength(4);
  expect((await fetch(`${app().url}/dashboard/tips/csv`, { redirect: 'manual' })).status).toBe(303);
});

test('another creator’s tip is not there', async () => {
  const page = await openAs('other@fans.example', `/dashboard/tips/${freed}`);
  expect((await page.reload())?.status()).toBe(404);
  expect(await page.locator('main').innerText()).not.toContain('For the boat');
});

test('the link in a mail asks before it ends the mails; a mail program’s one click ends them at once', async () => {
  const choice = async () => (await getDb().select({ is: creator.notifyTips }).from(creator).where(eq(creator.id, to.id)))[0]?.is;
  const set = (is: 'each' | 'never') => getDb().update(creator).set({ notifyTips: is }).where(eq(creator.id, to.id));
  const token = unsubscribeToken(to.id);
  await set('each');
  const page = await browser.open();
  await page.goto(`${app().url}/api/unsubscribe/${token}`);
  await expectAccessible(page);
  expect(await choice()).toBe('each');
  await page.getByRole('button', { name: 'Stop these mails' }).click();
  await page.getByText('Done. No more mails about tips.').waitFor();
  expect(await choice()).toBe('never');
  await set('each');
  const oneClick = (of: string) => fetch(`${app().url}/api/unsubscribe/${of}`, { method: 'POST', body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }) });
  expect([(await oneClick(unsubscribeToken(other.id).slice(0, -1))).status, await choice()]).toEqual([404, 'each']);
  expect([(await oneClick(token)).status, await choice()]).toEqual([200, 'never']);
});
