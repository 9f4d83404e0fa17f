import { sql } from 'drizzle-orm';
import type { Page } from 'playwright';
import { beforeAll, expect, test } from 'vitest';
import { getDb } from '@/db/client';
import { seedDemo } from '@/db/seed/seed-demo';
import { domainLedgerChecks, runJob } from '@/lib/jobs';
import { verifyLedger } from '@/lib/ledger';
import { readBalances } from '@/lib/reconcile';
import { useApp } from '../support/app';
import { useBrowser } from '../support/pages';

const app = useApp({ twin: true });
const browser = useBrowser();
const THANKS = 'Thank you, says River Notes';

beforeAll(async () => {
  await seedDemo(() => undefined);
});

/** Tips River Notes on one of the servers, up to the page where the card is typed. */
async function toTheCard(url: string, dollars: string): Promise<Page> {
  const page = await browser.open({ javaScriptEnabled: false });
  await page.goto(`${url}/river-notes`);
  const form = page.getByRole('form', { name: 'Tip River Notes' });
  await form.getByRole('radio', { name: 'Other' }).check();
  await form.getByLabel('Your amount in USD').fill(dollars);
  await form.getByRole('button', { name: /^Tip/ }).click();
  await page.getByRole('heading', { name: 'Your tip for River Notes' }).waitFor();
  await page.getByRole('button', { name: /^Tip/ }).click();
  await page.getByLabel('Test card number').waitFor();
  return page;
}

async function pay(page: Page, email: string): Promise<void> {
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Test card number').fill('4242424242424242');
  await page.getByLabel('Expiry').fill('12/34');
  await page.getByLabel('Security code').fill('123');
  await page.getByRole('button', { name: /^Pay/ }).click();
}

async function received(): Promise<string[]> {
  const { rows } = await getDb().execute<{ minor: string }>(sql`
    select t.gross_minor::text as minor from tip t join payment p on p.id = t.payment_id
    where p.payer_email like '%@at-once.example' and t.status = 'received' order by t.gross_minor`);
  return rows.map(({ minor }) => minor);
}

test('two servers driven at once, with one worker, take every tip once, and their books and Stripe’s agree to the cent', async () => {
  const sites = [app().url, app().twinUrl, app().url, app().twinUrl];
  await Promise.all(sites.map(async (site, at) => {
    const page = await toTheCard(site, `3.0${at}`);
    await pay(page, `fan-${at}@at-once.example`);
    await page.getByRole('heading', { name: THANKS }).waitFor();
    // Who started on a server comes back to it.
    expect(new URL(page.url()).origin).toBe(site);
  }));
  await expect.poll(received, { timeout: 20_000 }).toEqual(['300', '301', '302', '303']);
  await runJob('reconcile', new Date());
  for (const line of await readBalances(getDb())) expect(line).toMatchObject({ gapMinor: 0 });
  expect(await verifyLedger(getDb(), domainLedgerChecks)).toEqual([]);
}, 120_000);

test('a tip that was begun on a server which is gone by now arrives all the same, and the other serves on', async () => {
  const page = await toTheCard(app().twinUrl, '7.00');
  expect(await app().stop('twin')).toBe(0);
  await pay(page, 'left-behind@at-once.example').catch(() => undefined);
  await expect.poll(received, { timeout: 20_000 }).toContain('700');
  const other = await toTheCard(app().url, '8.00');
  await pay(other, 'served-on@at-once.example');
  await other.getByRole('heading', { name: THANKS }).waitFor();
  await app().start('twin');
  await expect.poll(received, { timeout: 20_000 }).toContain('800');
  expect((await fetch(`${app().twinUrl}/river-notes`)).status).toBe(200);
}, 120_000);
