import { eq } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { getDb, inTransaction } from '@/db/client';
import { creator } from '@/db/schema';
import { seedDemoCreators } from '@/db/seed/demo/seed-creators';
import { useApp } from '../support/app';
import { DESK, expectAccessible, PHONE, useBrowser } from '../support/pages';

const app = useApp({ worker: false });
const browser = useBrowser();
const SMALLEST = { width: 320, height: 640 };
const PUBLIC = ['/', '/explore', '/payouts', '/explore?q=zebra', '/river-notes', '/mizu-kiln', '/nobody-here'];

beforeAll(async () => {
  await inTransaction((tx) => seedDemoCreators(tx, new Date()));
  await getDb().update(creator).set({ status: 'suspended' }).where(eq(creator.handle, 'last-ferry'));
});

// What fits the smallest phone fits a larger one, and colours do not depend on the width: two screens see it all.
describe.each([
  ['the smallest phone at night', SMALLEST, 'dark'],
  ['a desk', DESK, 'light'],
] as const)('on %s', (_where, viewport, colorScheme) => {
  test.each(PUBLIC)('%s fits, breaks no rule of the policy and leaves axe nothing to say', async (address) => {
    const page = await browser.open({ viewport, colorScheme });
    await page.goto(app().url + address, { waitUntil: 'networkidle' });
    await expectAccessible(page);
    await page.close();
  });
});

test('the receipt follows what is typed: fee share of small tips, covered fees, a tip for Tuppence', async () => {
  const page = await browser.open({ viewport: PHONE });
  await page.goto(`${app().url}/river-notes`);
  const receipt = page.locator('form .receipt');
  expect(await receipt.innerText()).toMatch(/You pay\s+\$3\.00[^]*\u2212\$0\.39[^]*receives\s+\$2\.61/);

  await page.getByRole('radio', { name: '$1', exact: true }).check();
  await page.getByText('33 % of $1 goes to the card fee').waitFor();
  await page.getByLabel('Cover the fees').check();
  await page.getByText('$1.34').waitFor();
  await page.getByText('Add something for Tuppence').click();
  await page.getByLabel(/Nothing is added unless you type it/).fill('0.50');
  await page.getByText('Your tip for Tuppence').waitFor();

  await page.getByRole('radio', { name: 'Other' }).check();
  await page.getByLabel('Your amount in USD').fill('7');
  await page.getByRole('button', { name: 'Tip $7' }).waitFor();
  await page.getByLabel('Your amount in USD').fill('7,5');
  await page.getByRole('button', { name: 'Tip', exact: true }).waitFor();
  expect(await receipt.innerText()).toMatch(/receives\s+–/);
});

test('a refusal stands beside its field, is spoken, holds the focus, and nothing typed is lost', async () => {
  const page = await browser.open({ viewport: PHONE });
  await page.goto(`${app().url}/river-notes`);
  await page.getByRole('radio', { name: 'Other' }).check();
  const amount = page.getByLabel('Your amount in USD');
  await amount.fill('0.20');
  await page.getByRole('textbox', { name: 'Message' }).fill('Keep going');
  await page.getByRole('button', { name: /^Tip/ }).click();
  await page.getByRole('alert').getByText('The smallest tip here is $1.00').waitFor();
  await expect.poll(() => amount.evaluate((field) => field === document.activeElement)).toBe(true);
  expect(await amount.getAttribute('aria-invalid')).toBe('true');
  expect(await amount.getAttribute('aria-describedby')).toBe(await page.getByRole('alert').first().getAttribute('id'));
  expect(await page.getByRole('textbox', { name: 'Message' }).inputValue()).toBe('Keep going');
  await expectAccessible(page);
});

test('the form can be filled by keyboard alone, and says what each choice of visibility shows', async () => {
  const page = await browser.open({ viewport: DESK });
  await page.goto(`${app().url}/river-notes`);
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to content');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await page.keyboard.press('ArrowRight');
  await page.getByRole('button', { name: 'Tip $5' }).waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.type('By hand');
  await page.keyboard.press('Tab');
  await page.getByText('River Notes sees name, message and amount.').waitFor();
  await page.keyboard.press('ArrowRight');
  await page.getByText('and never who you are').waitFor();
  expect(await page.getByRole('textbox', { name: 'Your name' }).isVisible()).toBe(false);
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await page.getByText('Name, message and amount stand on this page.').waitFor();
});

test('explore finds by words and kinds without JavaScript, and says so when there is nobody', async () => {
  const page = await browser.open({ javaScriptEnabled: false });
  await page.goto(`${app().url}/explore`);
  await page.getByRole('searchbox').fill('bread oven');
  await page.getByRole('button', { name: 'Search' }).click();
  await expect.poll(() => page.getByRole('heading', { level: 3 }).allInnerTexts()).toEqual(['Night Bakery']);
  await page.getByRole('link', { name: 'Music' }).click();
  await page.getByText('Nobody here by that word.').waitFor();
  await page.getByRole('link', { name: 'Show everybody' }).click();
  await expect.poll(() => page.getByRole('heading', { level: 3 }).count()).toBe(16);
});

test('a suspended page answers word for word like one that never was', async () => {
  const words = async (handle: string) => {
    const page = await browser.open();
    const answer = await page.goto(`${app().url}/${handle}`);
    // A title may come with the end of the answer.
    await page.waitForFunction(() => document.title !== '');
    return [answer?.status(), await page.title(), await page.locator('main').innerText()];
  };
  expect(await words('last-ferry')).toEqual(await words('never-was'));
  expect((await words('last-ferry'))[0]).toBe(404);
});

test('an address in capitals leads to the page; one that is no handle leads nowhere', async () => {
  const answer = await fetch(`${app().url}/River-Notes`, { redirect: 'manual' });
  expect([answer.status, answer.headers.get('location')]).toEqual([308, '/river-notes']);
  for (const address of ['/Never-Was', '/%2Fevil.example', '/%5Cevil.example', '/LAST-FERRY']) {
    expect([address, (await fetch(app().url + address, { redirect: 'manual' })).status]).toEqual([address, 404]);
  }
});

test('a link to a page shows who it is and our card; search engines learn of every page that can be visited', async () => {
  const html = await (await fetch(`${app().url}/river-notes`)).text();
  expect(html).toContain('<meta property="og:title" content="River Notes"/>');
  expect(html).toContain(`<meta property="og:image" content="${app().url}/art/tuppence-card.png"/>`);
  expect(html).toContain(`<link rel="canonical" href="${app().url}/river-notes"/>`);
  expect(html).toMatch(/rel="noopener nofollow ugc"/);
  const sitemap = await (await fetch(`${app().url}/sitemap.xml`)).text();
  expect(sitemap).toContain(`${app().url}/river-notes`);
  expect(sitemap).not.toContain('last-ferry');
  expect(await (await fetch(`${app().url}/robots.txt`)).text()).toContain('Disallow: /receipts/');
});

test('each page wears its own accent, by a style element that carries the nonce', async () => {
  const answer = await fetch(`${app().url}/braille-comics`);
  const nonce = /style-src 'self' 'nonce-([^']+)'/.exec(answer.headers.get('content-security-policy') ?? '')?.[1];
  const style = /<style nonce="([^"]+)">([^<]+)<\/style>/.exec(await answer.text());
  expect(style?.[1]).toBe(nonce);
  expect(style?.[2]).toMatch(/^:root\{--accent:#7a3b69;/);
});
