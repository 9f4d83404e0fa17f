import type { Page } from 'playwright';
import { beforeAll, expect, test } from 'vitest';
import { getPool, inTransaction } from '@/db/client';
import { seedDemoCreators } from '@/db/seed/demo/seed-creators';
import { useApp } from '../support/app';
import { DESK, expectAccessible, useBrowser } from '../support/pages';
import { signInPage } from '../support/sign-in';

const app = useApp();
const browser = useBrowser();
const SMALLEST = { width: 320, height: 640 };
const BAD_CARDS = ['4000000000000002', '4000000000009995', '4000000000000069', '4000000000000127', '4000000000000119'];

beforeAll(() => inTransaction((tx) => seedDemoCreators(tx, new Date())), 120_000);

async function pressTip(page: Page): Promise<void> {
  await page.goto(`${app().url}/river-notes`);
  const form = page.getByRole('form', { name: 'Tip River Notes' });
  await form.getByRole('radio', { name: '$3', exact: true }).check();
  const button = form.getByRole('button', { name: /^Tip/ });
  await button.focus();
  await page.keyboard.press('Enter');
}

/** Types bad cards on the open hosted page, as a script would. */
async function typeBadCards(page: Page, numbers: string[]): Promise<void> {
  for (const number of numbers) {
    const body = new URLSearchParams({ email: 'thief@mail.example', method: 'card', card_number: number, card_expiry: '12/34', card_cvc: '123' });
    expect((await fetch(page.url(), { method: 'POST', redirect: 'manual', body })).status).toBe(402);
  }
}

const browserStep = async () => (await getPool().query<{ step: string }>("select step from card_measure where limit_name = 'browser' order by began_at limit 1")).rows[0]?.step;

test('after five refused cards the browser is asked for a proof, says so, does it by itself and goes on; no page but that form loads its code', { timeout: 120_000 }, async () => {
  const page = await browser.open({ viewport: SMALLEST, colorScheme: 'dark' });
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await pressTip(page);
  await page.waitForURL(/\/c\/pay\//);
  await typeBadCards(page, BAD_CARDS);
  await expect.poll(browserStep, { timeout: 30_000 }).toBe('challenge');
  expect(asked).not.toContain('/api/challenge');
  // The answer is held back, so that what is shown meanwhile can be looked at.
  let goOn = () => {};
  const held = new Promise<void>((resolve) => { goOn = resolve; });
  await page.route('**/api/challenge', async (route) => {
    if (route.request().method() === 'POST') await held;
    await route.continue();
  });
  await pressTip(page);
  const told = page.getByRole('alert').getByText('a short calculation');
  await told.waitFor();
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent ?? '')).toContain('a short calculation');
  await page.getByRole('progressbar', { name: 'Your browser is calculating.' }).waitFor();
  await expectAccessible(page);
  goOn();
  await page.waitForURL(/\/c\/pay\//, { timeout: 60_000 });
  await page.getByLabel('E-mail').fill('honest@fans.example');
  await page.getByLabel('Test card number').fill('4242424242424242');
  await page.getByLabel('Expiry').fill('12/34');
  await page.getByLabel('Security code').fill('123');
  await page.getByRole('button', { name: /^Pay/ }).click();
  await page.getByRole('heading', { name: 'Thank you, says River Notes' }).waitFor();
});

test('an admin sees who is held up and why, and lifts it with a reason', { timeout: 120_000 }, async () => {
  const page = await browser.open({ viewport: DESK });
  await signInPage(page, app().url, 'admin@people.example', { isAdmin: true, factor: true, displayName: 'Ada' });
  await page.goto(`${app().url}/admin/defence`);
  await expectAccessible(page);
  const held = page.getByRole('article', { name: /^A browser or account/ });
  await held.getByText('Asked for a proof').waitFor();
  await held.getByText('Lift it…').click();
  await held.getByRole('button', { name: 'Lift it' }).click();
  await held.getByText('Please say why').waitFor();
  await held.getByLabel('Reason').fill('It was my own test');
  await held.getByRole('button', { name: 'Lift it' }).click();
  await page.getByText('It is lifted.').waitFor();
  await page.getByText('lifted by Ada: It was my own test').waitFor();
  await page.setViewportSize(SMALLEST);
  await expectAccessible(page);
});
