import { AxeBuilder } from '@axe-core/playwright';
import type { Browser } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser } from '../support/browser';
import { refusal, useSandbox } from '../support/sandbox';

const sandbox = useSandbox();
let browser: Browser | null = null;

beforeAll(async () => {
  browser = await launchBrowser();
}, 60_000);
afterAll(() => browser?.close());

async function account() {
  return sandbox().stripe.v2.core.accounts.create({
    dashboard: 'express',
    configuration: { recipient: { capabilities: { stripe_balance: { stripe_transfers: { requested: true } } } } },
  });
}

async function open(url: string, options = {}) {
  if (browser === null) throw new Error('the browser runs only inside tests');
  const page = await (await browser.newContext(options)).newPage();
  await page.goto(url);
  return page;
}

async function onboarding(id: string) {
  const urls = { refresh_url: `${sandbox().url}/refresh`, return_url: `${sandbox().url}/return` };
  const made = await sandbox().stripe.v2.core.accountLinks.create({
    account: id,
    use_case: { type: 'account_onboarding', account_onboarding: urls },
  });
  return made.url;
}

describe('the onboarding page', { timeout: 60_000 }, () => {
  test.each([320, 1280])('fits %i pixels, has no barriers, and says what is missing', async (width) => {
    const page = await open(await onboarding((await account()).id), { viewport: { width, height: 800 } });
    await page.getByRole('button', { name: 'Agree and finish' }).click();
    expect(await page.getByRole('alert').textContent()).toContain('Some things are missing');
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
    await page.context().close();
  });

  test('leads back without JavaScript, a test number filled in by its button', async () => {
    const page = await open(await onboarding((await account()).id), { javaScriptEnabled: false });
    await page.getByLabel('First name').fill('Jo');
    await page.getByLabel('Last name').fill('River');
    await page.getByRole('button', { name: /DE89/ }).click();
    expect(await page.getByLabel('First name').inputValue()).toBe('Jo');
    expect(await page.getByLabel('Country').inputValue()).toBe('DE');
    await page.getByRole('button', { name: 'Agree and finish' }).click();
    await page.waitForURL('**/return');
    await page.context().close();
  });
});

describe('a login link', { timeout: 60_000 }, () => {
  test('shows a payee their money and payouts, once, and needs an account that was onboarded', async () => {
    const { stripe } = sandbox();
    const { id } = await account();
    await refusal(stripe.accounts.createLoginLink(id));
    await sandbox().control(`/accounts/${id}/onboard`, {});
    const charge = await sandbox().charge(1000, 'usd', '4000000000000077');
    await stripe.transfers.create({ amount: 1000, currency: 'usd', destination: id, source_transaction: charge.id });
    const { url } = await stripe.accounts.createLoginLink(id);
    const page = await open(url);
    expect(await page.locator('main').textContent()).toContain('$10.00');
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    expect((await page.reload())?.status()).toBe(404);
    await page.context().close();
  });
});
