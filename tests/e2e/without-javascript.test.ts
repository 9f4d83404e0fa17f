import { beforeAll, expect, test } from 'vitest';
import { seedDemo } from '@/db/seed/seed-demo';
import { useApp } from '../support/app';
import { expectAccessible, useBrowser } from '../support/pages';

const app = useApp();
const browser = useBrowser();

beforeAll(async () => {
  await seedDemo(() => undefined);
});

test('with JavaScript off a tip goes through a page with its exact sums, and the message through no address', async () => {
  const page = await browser.open({ javaScriptEnabled: false });
  await page.goto(`${app().url}/night-bakery`);
  const form = page.getByRole('form', { name: 'Tip Night Bakery' });
  await form.getByRole('radio', { name: 'Other' }).check();
  await form.getByLabel('Your amount in EUR').fill('4.50');
  await form.getByRole('textbox', { name: 'Message' }).fill('Für die Steinmühle');
  await form.getByRole('button', { name: /^Tip/ }).click();

  await page.getByRole('heading', { name: 'Your tip for Night Bakery' }).waitFor();
  expect(page.url()).toMatch(/\/night-bakery\/tip\/[0-9a-f-]{36}$/);
  expect(await page.getByText('€4.50').first().isVisible()).toBe(true);
  await page.getByRole('button', { name: 'Tip €4.50' }).click();

  await page.getByLabel('E-mail').fill('nojs@fans.example');
  await page.getByLabel('Test card number').fill('4242424242424242');
  await page.getByLabel('Expiry').fill('12/34');
  await page.getByLabel('Security code').fill('123');
  await page.getByRole('button', { name: /^Pay/ }).click();
  await page.getByRole('heading', { name: 'Thank you, says Night Bakery' }).waitFor();
  await expect.poll(async () => (await page.reload(), page.getByText('These are the actual cents.').isVisible()), { timeout: 15_000 }).toBe(true);
});

test('with JavaScript off a refusal stands beside its field and what was typed is still there', async () => {
  const page = await browser.open({ javaScriptEnabled: false });
  await page.goto(`${app().url}/river-notes`);
  const form = page.getByRole('form', { name: 'Tip River Notes' });
  await form.getByRole('radio', { name: 'Other' }).check();
  await form.getByLabel('Your amount in USD').fill('0.40');
  await form.getByRole('textbox', { name: 'Message' }).fill('Keep going');
  await form.getByRole('button', { name: /^Tip/ }).click();
  await page.getByRole('alert').getByText('$1.00').waitFor();
  expect(await page.getByRole('textbox', { name: 'Message' }).inputValue()).toBe('Keep going');
  expect(await page.getByLabel('Your amount in USD').inputValue()).toBe('0.40');
});

// In light colours: pages.test.ts sees the dark ones, and no script changes a colour.
test('every page works at 320 px, and axe finds nothing on any of them', async () => {
  const page = await browser.open({ viewport: { width: 320, height: 640 }, colorScheme: 'light' });
  for (const address of ['/', '/explore', '/explore?q=zzz', '/river-notes', '/last-ferry', '/fees', '/mailbox', '/nobody', '/receipts/x']) {
    await page.goto(app().url + address);
    await expectAccessible(page);
  }
});
