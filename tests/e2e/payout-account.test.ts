import type { Page } from 'playwright';
import { expect, test } from 'vitest';
import { getDb } from '@/db/client';
import { operatorSetting } from '@/db/schema';
import { useApp } from '../support/app';
import { DESK, expectAccessible, PHONE, useBrowser } from '../support/pages';
import { addPerson } from '../support/people';
import { signIn, signInPage } from '../support/sign-in';
import { addCreator } from '../support/tips';

const app = useApp();
const browser = useBrowser();
const PAGE = '/dashboard/payout-account';

async function openAsCreator(email: string, options: Parameters<typeof browser.open>[0], country = 'US'): Promise<Page> {
  await addCreator({ personId: (await signIn(email)).personId, country });
  const page = await browser.open(options);
  await signInPage(page, app().url, email);
  await page.goto(app().url + PAGE);
  return page;
}

/** Fills in the processor's page and comes back. */
async function tellStripe(page: Page, bank: string): Promise<void> {
  await page.waitForURL(/\/setup\/e\//);
  await page.getByLabel('First name').fill('Jo');
  await page.getByLabel('Last name').fill('River');
  await page.getByLabel('Test account number or IBAN').fill(bank);
  await page.getByRole('button', { name: /^(Agree and finish|Save)$/ }).click();
  await page.waitForURL(/from=processor$/);
}

test('a creator connects an account, is told when it is ready, and another bank account lets payouts rest', async () => {
  const page = await openAsCreator('river@makers.example', { viewport: DESK });
  await page.getByRole('heading', { name: 'What a payout costs' }).waitFor();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Connect a payout account' }).click();
  await tellStripe(page, '000123456789');
  // The page follows by itself what the processor's events say.
  await page.getByText('Your payout account is ready: you can be paid.').waitFor({ timeout: 30_000 });
  await page.getByText('STRIPE TEST BANK •••• 6789').waitFor();
  await expectAccessible(page);

  // The processor is slow to answer, and meanwhile the page, which follows its events, asks for itself anew.
  await page.goto(`${app().url}${PAGE}?from=processor`);
  await page.route(/\/express\//, async (route) => {
    await page.waitForRequest((request) => request.url().includes('_rsc='));
    await route.continue();
  });
  await page.getByRole('button', { name: 'See your payouts at Stripe' }).click();
  await page.getByText('Your payouts from').waitFor();
  await page.goto(app().url + PAGE);
  await page.getByRole('button', { name: 'Change it at Stripe' }).click();
  await tellStripe(page, '000111111113');
  await page.getByText('Payouts rest until').waitFor({ timeout: 30_000 });
  await page.getByText('STRIPE TEST BANK •••• 1113').waitFor({ timeout: 30_000 });
  await expectAccessible(page);
  await page.goto(`${app().url}/mailbox`);
  await page.getByRole('link', { name: 'Your payouts go to another bank account' }).first().waitFor();
  await page.getByRole('link', { name: 'You can be paid now' }).first().waitFor();
}, 120_000);

test('without JavaScript it goes the same way, and a link that was used leads to another', async () => {
  const page = await openAsCreator('ink@makers.example', { viewport: PHONE, javaScriptEnabled: false });
  await page.getByRole('button', { name: 'Connect a payout account' }).click();
  await page.waitForURL(/\/setup\/e\//);
  const used = page.url();
  await page.goto(used);
  await page.waitForURL((url) => /\/setup\/e\//.test(url.href) && url.href !== used);
  // Whoever turns back reads what is still needed, and goes on.
  await page.goto(app().url + PAGE);
  await page.getByText('A bank account to be paid to').waitFor();
  await page.getByRole('button', { name: 'Go on at Stripe' }).click();
  await tellStripe(page, '000123456789');
  await expect.poll(async () => (await page.goto(app().url + PAGE), page.getByText('STRIPE TEST BANK •••• 6789').isVisible()), { timeout: 30_000 }).toBe(true);
}, 120_000);

test('who lives where nobody can be paid is told so, and nothing is connected', async () => {
  const admin = await addPerson();
  await getDb().insert(operatorSetting).values({ name: 'allowedCountries', value: ['US'], changedBy: admin.id });
  const page = await openAsCreator('loire@makers.example', { viewport: PHONE }, 'FR');
  await page.getByText('Nobody who lives in France can be paid here at the moment').waitFor();
  expect(await page.getByRole('button', { name: /Connect/ }).count()).toBe(0);
  await expectAccessible(page);
  await getDb().delete(operatorSetting);
}, 60_000);
