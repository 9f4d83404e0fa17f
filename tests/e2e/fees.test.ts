import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContextOptions, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { useApp } from '../support/app';
import { launchBrowser } from '../support/browser';

const app = useApp({ worker: false });
let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
});

async function visit<T>(options: BrowserContextOptions, look: (page: Page) => Promise<T>): Promise<T> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, ...options });
  try {
    const page = await context.newPage();
    await page.goto(`${app().url}/fees`, { waitUntil: 'networkidle' });
    return await look(page);
  } finally {
    await context.close();
  }
}

/** The two receipts as text: one gift alone, and all of them on one bill. */
async function receipts(page: Page): Promise<string[]> {
  return page.locator('.receipt').allInnerTexts();
}

describe('/fees', () => {
  it('shows one dollar alone against ten on one bill, to the cent, without JavaScript', async () => {
    await visit({ javaScriptEnabled: false }, async (page) => {
      const [alone, together] = await receipts(page);
      expect(alone).toMatch(/\$1\.00[^]*\u2212\$0\.33[^]*\$0\.67/);
      expect(together).toMatch(/\$10\.00[^]*\u2212\$0\.59[^]*\$9\.41/);
      const main = page.locator('main');
      await main.getByText('67¢ of $1 arrives').waitFor();
      await main.getByText('94¢ of each $1 arrives').waitFor();
      await main.getByText('For one of the ten, the odd cent makes it 95¢.').waitFor();
      expect(await main.getByLabel('Each gift').isVisible()).toBe(false);
    });
  });

  it('reckons with other amounts, numbers and currencies, and says why it cannot', async () => {
    await visit({}, async (page) => {
      await page.getByLabel('Each gift').fill('2.50');
      await page.getByLabel('How many').fill('4');
      await page.getByText('Four times $2.50, one bill').waitFor();
      expect((await receipts(page))[1]).toMatch(/\$10\.00[^]*\u2212\$0\.59[^]*\$9\.41/);

      await page.getByLabel('Each gift').fill('1,50');
      await page.getByText('Write the amount with a point and without commas').waitFor();
      expect((await receipts(page))[1]).toContain('$9.41');

      await page.getByRole('radio', { name: 'EUR' }).check();
      await page.getByText('€1, charged alone').waitFor();
      expect((await receipts(page))[0]).toMatch(/\u2212€0\.27[^]*€0\.73/);

      await page.getByRole('radio', { name: 'JPY' }).check();
      await page.getByText('¥100, charged alone').waitFor();
      expect((await receipts(page))[0]).toMatch(/\u2212¥4[^]*¥96/);
    });
  });

  it('can be used by keyboard alone', async () => {
    await visit({}, async (page) => {
      await page.getByRole('radio', { name: 'USD' }).focus();
      await page.keyboard.press('ArrowRight');
      await page.getByText('€1, charged alone').waitFor();
      await page.keyboard.press('Tab');
      await page.keyboard.type('5');
      await page.keyboard.press('Tab');
      await page.keyboard.press('ArrowRight');
      await page.getByText('Eleven times €5, one bill').waitFor();
    });
  });

  it('names the fee of the platform, every change of it, and where each price was read', async () => {
    await visit({ javaScriptEnabled: false }, async (page) => {
      const main = page.locator('main');
      await main.getByText('Since the beginning').waitFor();
      const rows = await main.locator('table tbody tr').allInnerTexts();
      expect(rows.length).toBeGreaterThanOrEqual(11);
      expect(rows.find((row) => row.includes('Apple Pay'))).toContain('2.9\u00a0% + 30¢');
      for (const row of rows) expect(row).toMatch(/(stripe|paypal)\.com, (second-hand, )?\d+ \w+ 20\d\d/);
    });
  });

  it.each(['light', 'dark'] as const)('has nothing for axe to say in %s, and fits every screen', async (colorScheme) => {
    for (const width of [320, 390, 1280]) {
      await visit({ colorScheme, viewport: { width, height: 800 } }, async (page) => {
        const { violations } = await new AxeBuilder({ page }).analyze();
        expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.target)])).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
      });
    }
  });

  it('is a page for strangers: no cookie, kept in memory, nothing about its visitor', async () => {
    const response = await fetch(`${app().url}/fees`);
    expect(response.status).toBe(200);
    expect(response.headers.get('set-cookie')).toBeNull();
    expect(response.headers.get('content-security-policy')).toMatch(/'nonce-/);
  });
});
