import { AxeBuilder } from '@axe-core/playwright';
import { createServer, type Server } from 'node:http';
import type { Browser, BrowserContextOptions, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser } from '../support/browser';
import { CARD_3DS, CARD_DECLINED, CARD_OK, useSandbox } from '../support/sandbox';

const sandbox = useSandbox();
let browser: Browser | null = null;
let shop: Server | null = null;
let shopUrl = '';

beforeAll(async () => {
  browser = await launchBrowser();
  shop = createServer((request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(`<!doctype html><html lang="en"><title>Shop</title><h1>${request.url ?? ''}</h1></html>`);
  });
  await new Promise<void>((resolve) => shop?.listen(0, '127.0.0.1', resolve));
  const address = shop.address();
  if (address !== null && typeof address !== 'string') shopUrl = `http://localhost:${address.port}`;
}, 60_000);
afterAll(async () => {
  await browser?.close();
  shop?.closeAllConnections();
  shop?.close();
});

/** A session that leads back to a page of ours on another origin, as the app's does. */
function session(currency = 'usd') {
  return sandbox().session(300, currency, {
    success_url: `${shopUrl}/thanks?session={CHECKOUT_SESSION_ID}`,
    cancel_url: `${shopUrl}/back`,
    branding_settings: { display_name: 'River Notes' },
  });
}

/** Opens a page and collects what the browser complains about (a broken policy, a script error). */
async function open(url: string | null, options: BrowserContextOptions = {}): Promise<{ page: Page; complaints: string[] }> {
  if (browser === null) throw new Error('the browser runs only inside tests');
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    // The answer to a declined form is a page with status 402, which the browser reports.
    if (message.type() === 'error' && !message.text().includes('status of 4')) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(url ?? '');
  return { page, complaints };
}

async function violations(page: Page): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page }).analyze();
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

const width = (page: Page) => page.evaluate('document.documentElement.scrollWidth');

describe('the payment page', { timeout: 60_000 }, () => {
  test('takes a declined card, then one with 3-D Secure, by mouse', async () => {
    const { id, url } = await session();
    const { page, complaints } = await open(url, { viewport: { width: 390, height: 844 } });
    await page.getByLabel('E-mail for the receipt').fill('fan@example.com');
    await page.locator(`button[value="${CARD_DECLINED}"]`).first().click();
    await page.getByRole('button', { name: 'Pay $3.00' }).click();
    await page.getByRole('alert').getByText('Your card was declined.').waitFor();
    expect(await violations(page)).toEqual([]);
    await page.locator(`button[value="${CARD_3DS}"]`).first().click();
    await page.getByRole('button', { name: 'Pay $3.00' }).click();
    await page.getByRole('button', { name: 'Complete: it is me' }).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Complete: it is me' }).click();
    await page.waitForURL(`${shopUrl}/thanks?session=${id}`);
    expect(complaints).toEqual([]);
    await page.goto(`${sandbox().url}/c/pay/${id}`);
    await page.getByRole('heading', { name: 'This payment is done' }).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.context().close();
  });

  test('works without JavaScript, test numbers included, with a failed 3-D Secure in between', async () => {
    const { id, url } = await session();
    const { page } = await open(url, { javaScriptEnabled: false });
    await page.getByLabel('E-mail for the receipt').fill('fan@example.com');
    await page.locator(`button[value="${CARD_3DS}"]`).first().click();
    expect(await page.getByLabel('E-mail for the receipt').inputValue()).toBe('fan@example.com');
    expect(await page.getByLabel('Test card number').inputValue()).toBe('4000 0000 0000 3220');
    await page.getByRole('button', { name: 'Pay $3.00' }).click();
    await page.getByRole('button', { name: 'Fail: it is not me' }).click();
    await page.getByRole('alert').waitFor();
    await page.getByLabel('E-mail for the receipt').fill('fan@example.com');
    await page.locator(`button[value="${CARD_OK}"]`).first().click();
    await page.getByRole('button', { name: 'Pay $3.00' }).click();
    await page.waitForURL(`${shopUrl}/thanks?session=${id}`);
    await page.context().close();
  });

  test('works by keyboard alone: typed and sent with Enter', async () => {
    const { id, url } = await session();
    const { page } = await open(url);
    await page.getByLabel('E-mail for the receipt').focus();
    const keys = page.keyboard;
    await keys.type('fan@example.com');
    await keys.press('Tab');
    await keys.press('Tab');
    for (const text of ['4242 4242 4242 4242', '12/34', '123']) {
      await keys.type(text);
      await keys.press('Tab');
    }
    await keys.press('Enter');
    await page.waitForURL(`${shopUrl}/thanks?session=${id}`);
    await page.context().close();
  });

  test('shows only the fields of the chosen way: SEPA debit, PayPal', async () => {
    const { id, url } = await session('eur');
    const { page } = await open(url);
    await page.getByLabel('E-mail for the receipt').fill('fan@example.com');
    await page.getByLabel('PayPal').check();
    expect(await page.getByLabel('Test card number').isVisible()).toBe(false);
    await page.getByLabel('SEPA debit').check();
    await page.locator('button[value="DE89370400440532013000"]').first().click();
    await page.getByRole('button', { name: 'Pay €3.00' }).click();
    await page.waitForURL(`${shopUrl}/thanks?session=${id}`);
    expect((await sandbox().stripe.checkout.sessions.retrieve(id)).payment_status).toBe('unpaid');
    await page.context().close();
  });

  test('saves a card: says that nothing is charged, takes 3-D Secure, works by keyboard', async () => {
    const owner = await sandbox().stripe.customers.create({ email: 'fan@example.com' });
    const { id, url } = await sandbox().stripe.checkout.sessions.create({
      mode: 'setup',
      customer: owner.id,
      currency: 'usd',
      allowed_payment_method_types: ['card'],
      branding_settings: { display_name: 'River Notes' },
      success_url: `${shopUrl}/saved?session={CHECKOUT_SESSION_ID}`,
      cancel_url: `${shopUrl}/back`,
    });
    const { page, complaints } = await open(url, { viewport: { width: 390, height: 844 }, colorScheme: 'dark' });
    await page.getByText('Nothing is charged now.').waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByLabel('Test card number').focus();
    for (const text of ['4000 0000 0000 3220', '12/34', '123']) {
      await page.keyboard.type(text);
      await page.keyboard.press('Tab');
    }
    await page.keyboard.press('Enter');
    await page.getByText('asks to charge you later, and nothing now').waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Complete: it is me' }).click();
    await page.waitForURL(`${shopUrl}/saved?session=${id}`);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test('says what is missing beside the field, and cancelling leads back', async () => {
    const { url } = await session();
    const { page } = await open(url);
    await page.getByRole('button', { name: 'Pay $3.00' }).click();
    await page.getByText('Some things are missing.').waitFor();
    const described = await page.getByLabel('Test card number').getAttribute('aria-describedby');
    expect(await page.locator(`#${described}`).textContent()).toContain('Enter a test card number');
    expect(await violations(page)).toEqual([]);
    await page.getByRole('link', { name: 'Cancel and go back' }).click();
    await page.waitForURL(`${shopUrl}/back`);
    await page.context().close();
  });

  test.each([
    ['a small phone', 320, 'light'],
    ['a phone at night', 390, 'dark'],
    ['a desk', 1280, 'light'],
    ['a desk at night', 1280, 'dark'],
  ] as const)('axe finds nothing on %s, and nothing is wider than the window', async (_name, pixels, colorScheme) => {
    const { url } = await session('eur');
    const { page, complaints } = await open(url, { viewport: { width: pixels, height: 800 }, colorScheme });
    for (const summary of await page.locator('summary').all()) {
      if ((await summary.locator('..').getAttribute('open')) === null) await summary.click();
    }
    expect(await violations(page)).toEqual([]);
    expect(await width(page)).toBe(pixels);
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});
