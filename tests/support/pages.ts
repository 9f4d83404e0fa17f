import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContext, Page } from 'playwright';
import { afterAll, beforeAll, expect } from 'vitest';
import { launchBrowser } from './browser';

export const PHONE = { width: 390, height: 844 };
export const DESK = { width: 1280, height: 900 };

type Options = Parameters<Browser['newContext']>[0];

/** A browser for one test file; every page it opens fails the test on an error in its console. */
export function useBrowser(): { open: (options?: Options) => Promise<Page> } {
  let browser: Browser | null = null;
  const contexts: BrowserContext[] = [];
  const faults: string[] = [];

  beforeAll(async () => {
    browser = await launchBrowser();
  });

  afterAll(async () => {
    for (const context of contexts) await context.close();
    await browser?.close();
    expect(faults, 'errors in the console').toEqual([]);
  });

  return {
    async open(options) {
      if (!browser) throw new Error('the browser runs only inside tests');
      const context = await browser.newContext({ viewport: PHONE, locale: 'en-US', ...options });
      contexts.push(context);
      const page = await context.newPage();
      page.on('pageerror', (error) => faults.push(`${page.url()}: ${error.message}`));
      // The browser reports expected 4xx answers of pages here too; those are asserted where they occur.
      page.on('console', (message) => {
        if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) {
          faults.push(`${page.url()}: ${message.text()}`);
        }
      });
      return page;
    },
  };
}

/** axe finds nothing, and nothing is wider than the screen (WCAG 2.2 AA, 1.4.10 Reflow). */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`);
  expect(found, `axe on ${page.url()}`).toEqual([]);
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(wider, `${page.url()} is wider than its screen`).toBeLessThanOrEqual(0);
}
