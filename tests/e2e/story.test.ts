import type { Page } from 'playwright';
import { beforeAll, describe, expect, test } from 'vitest';
import { seedDemo } from '@/db/seed/seed-demo';
import { useApp } from '../support/app';
import { DESK, expectAccessible, PHONE, useBrowser } from '../support/pages';
import { expectEqualRecords } from '../support/records';
import { control } from '../support/sandbox-controls';

const app = useApp();
const browser = useBrowser();

beforeAll(async () => {
  await seedDemo(() => undefined);
  // As long as a person would notice: the receipt must first say "about".
  await control(app().sandbox, 'POST', '/delays', { fee_ms: 4_000 });
});

describe.each([
  ['a phone in daylight', PHONE, 'light'],
  ['a desk at night', DESK, 'dark'],
] as const)('the first tip, on %s', (_where, viewport, colorScheme) => {
  test('goes from the creator’s page through a declined card and 3-D Secure to a receipt in actual cents', async () => {
    const page = await browser.open({ viewport, colorScheme });
    const said = `To the pencil, on ${colorScheme} paper`;

    await page.goto(app().url);
    await expectAccessible(page);
    await page.getByRole('link', { name: 'River Notes' }).first().click();
    await page.getByRole('heading', { level: 1, name: 'River Notes' }).waitFor();
    await expectAccessible(page);

    await fillTip(page, said);
    await expect.poll(() => page.getByText('$2.61').first().isVisible()).toBe(true);
    await page.getByRole('button', { name: 'Tip $3' }).click();

    await page.getByText('Test payment: no money moves').first().waitFor();
    await expectAccessible(page);
    await payWith(page, '4000000000000002');
    await page.getByText(/declined/i).first().waitFor();
    await payWith(page, '4000000000003220');
    await page.getByRole('button', { name: /complete|approve/i }).click();

    await page.getByRole('heading', { name: 'Thank you, says River Notes' }).waitFor();
    await page.getByText('Card fee, about').waitFor();
    await expectAccessible(page);
    await page.getByText('These are the actual cents.').waitFor({ timeout: 20_000 });
    expect(await page.getByText('Card fee, about').count()).toBe(0);
    expect(await page.getByText('$2.61').isVisible()).toBe(true);

    await findsItsMail(page);
    await standsOnThePage(page, said);
    await expectEqualRecords(app().sandbox);
  });
});

test('the receipt opens as a PDF, and for nobody who only guesses its address', async () => {
  const page = await browser.open();
  await page.goto(`${app().url}/mailbox`);
  await page.getByRole('link', { name: /Your tip to/ }).first().click();
  const receipt = await page.getByRole('link', { name: /\/receipts\/[A-Za-z0-9_-]{46}$/ }).first().getAttribute('href');
  const pdf = await fetch(`${receipt}/pdf`);
  expect(pdf.headers.get('content-type')).toBe('application/pdf');
  expect(Buffer.from(await pdf.arrayBuffer()).subarray(0, 5).toString()).toBe('%PDF-');
  expect(pdf.headers.get('cache-control')).toContain('no-store');
  const guessed = `${receipt?.slice(0, -1)}${receipt?.endsWith('A') ? 'B' : 'A'}`;
  for (const address of [guessed, `${guessed}/pdf`]) expect((await fetch(address)).status).toBe(404);
});

async function fillTip(page: Page, said: string): Promise<void> {
  const form = page.getByRole('form', { name: 'Tip River Notes' });
  await form.getByRole('radio', { name: '$3' }).check();
  await form.getByRole('textbox', { name: 'Message' }).fill(said);
  await form.getByRole('radio', { name: 'Everyone' }).check();
  await form.getByRole('textbox', { name: 'Your name' }).fill('Ada');
}

async function payWith(page: Page, number: string): Promise<void> {
  await page.getByLabel('E-mail').fill('ada@fans.example');
  await page.getByLabel('Test card number').fill(number);
  await page.getByLabel('Expiry').fill('12/34');
  await page.getByLabel('Security code').fill('123');
  await page.getByRole('button', { name: /^Pay/ }).click();
}

async function findsItsMail(page: Page): Promise<void> {
  await page.goto(`${app().url}/mailbox`);
  await page.getByRole('link', { name: /Your tip to River Notes: \$3\.00/ }).first().click();
  const mail = page.getByRole('article');
  await mail.getByText('ada@fans.example').waitFor();
  expect(await mail.innerText()).toContain('$2.61');
  await expectAccessible(page);
  await page.getByRole('link', { name: 'As a mail program shows it' }).click();
  await page.getByText('$2.61').filter({ visible: true }).first().waitFor();
}

/** "At the next look, at most five seconds later": the page cache may answer once with an older page. */
async function standsOnThePage(page: Page, said: string): Promise<void> {
  const until = Date.now() + 5_000;
  await expect
    .poll(async () => {
      await page.goto(`${app().url}/river-notes`);
      return page.getByText(said).isVisible();
    }, { timeout: 6_000, interval: 500 })
    .toBe(true);
  expect(Date.now()).toBeLessThan(until + 1_000);
}
