import { beforeAll, expect, test } from 'vitest';
import { getPool } from '@/db/client';
import { billPath } from '@/lib/billing';
import { addDays } from '@/lib/dates';
import { newId } from '@/lib/ids';
import { runJob } from '@/lib/jobs';
import { tipOnTab } from '@/lib/tips';
import { useApp } from '../support/app';
import { addPayer } from '../support/billing';
import { billNow, readBill } from '../support/bills';
import { DESK, expectAccessible, PHONE, useBrowser } from '../support/pages';
import { addPerson } from '../support/people';
import { signInPage } from '../support/sign-in';
import { addCreator, wishFor } from '../support/tips';

const app = useApp();
const browser = useBrowser();
const NARROW = { width: 320, height: 720 };

let billId: string;
let email: string;
let owner: string;

/** Three dollars on two pages, on a card that can be saved and is declined whenever it is charged. */
beforeAll(async () => {
  const yesterday = addDays(new Date(), -1);
  const fan = await addPayer(app().sandbox, { card: 'pm_card_chargeCustomerFail', now: yesterday });
  const { rows } = await getPool().query<{ email: string }>('select email from person where id = $1', [fan.personId]);
  email = rows[0]?.email ?? '';
  const person = await addPerson();
  owner = person.email ?? '';
  const pages = [await addCreator({ name: 'River Notes', personId: person.id }), await addCreator({ name: 'Open Synth' })];
  for (const [at, page] of pages.entries()) {
    await tipOnTab({ key: newId(), creatorId: page.id, wish: wishFor(100 * (at + 1)), payer: { personId: fan.personId, connection: null }, agrees: true, now: yesterday });
  }
  billId = (await billNow(fan.id, new Date())).id;
  await runJob('billing', new Date());
});

test('a refused bill is mended by its mailed link alone, without script: why, one button, the hosted page, paid', async () => {
  await expect.poll(async () => (await readBill(billId)).status, { timeout: 20_000 }).toBe('failing');
  const page = await browser.open({ javaScriptEnabled: false, viewport: PHONE });
  const answer = await page.goto(app().url + billPath(billId));
  expect(answer?.headers()['cache-control']).toContain('no-store');
  expect(await page.locator('meta[name=robots]').getAttribute('content')).toContain('noindex');
  const main = page.locator('main');
  expect(await main.innerText()).toContain('Your bank refused the charge and gave no reason.');
  expect(await main.innerText()).toMatch(/River Notes[^]*\$1\.00[^]*Open Synth[^]*\$2\.00[^]*\$3\.00/);
  // Who is not its owner is not told whose it is, nor led into an account.
  expect(await main.innerText()).not.toContain(email);
  await main.getByRole('button', { name: 'Pay $3.00' }).click();
  await page.waitForURL(`${app().sandbox.url}/**`);
  const typed = page.getByLabel('E-mail');
  if ((await typed.count()) > 0) await typed.fill(email);
  await page.getByLabel('Test card number').fill('4242 4242 4242 4242');
  await page.getByLabel('Expiry').fill('12/34');
  await page.getByLabel('Security code').fill('123');
  await page.getByRole('button', { name: /^Pay/ }).click();
  await page.waitForURL(`${app().url}/bills/**`);
  await expect.poll(async () => (await readBill(billId)).processorFeeMinor, { timeout: 30_000 }).toBe(39);
  await page.goto(app().url + billPath(billId));
  expect(await main.innerText()).toMatch(/Paid\. These are the actual cents\.[^]*\u2212\$0\.39[^]*\$2\.61/);
  expect(await main.getByRole('button', { name: /Pay/ }).count()).toBe(0);
  const pdf = await page.request.get(`${app().url}${billPath(billId)}/pdf`);
  expect([pdf.status(), pdf.headers()['content-type']]).toEqual([200, 'application/pdf']);
});

test('its owner finds it in the account; to anybody else it is not there', async () => {
  const page = await browser.open({ viewport: DESK });
  await signInPage(page, app().url, email);
  await page.goto(`${app().url}/account/bills`);
  await page.locator('main').getByRole('link', { name: /20\d\d/ }).first().click();
  await page.waitForURL(`${app().url}/account/bills/${billId}`);
  await expect.poll(() => page.locator('main').innerText()).toContain('$2.61');
  const pdf = await page.request.get(`${app().url}/account/bills/${billId}/pdf`);
  expect(pdf.headers()['content-disposition']).toMatch(/tuppence-B[0-9A-F-]+\.pdf/);
  const stranger = await browser.open();
  await signInPage(stranger, app().url, 'stranger@fans.example');
  for (const path of [`/account/bills/${billId}`, `/account/bills/${billId}/pdf`, '/account/bills/none', `${billPath(billId)}x`, '/bills/none']) {
    expect((await stranger.request.get(app().url + path)).status(), path).toBe(404);
  }
});

test('bills, statements and supporters read well on every screen, and axe finds nothing', async () => {
  const month = new Date().toISOString().slice(0, 7);
  const rooms: [string, string[]][] = [
    [email, ['/account/bills', `/account/bills/${billId}`]],
    [owner, ['/dashboard', '/dashboard/supporters', '/dashboard/supporters?state=left', '/dashboard/statements', `/dashboard/statements/${month}`]],
  ];
  for (const [who, paths] of rooms) {
    for (const [viewport, colorScheme] of [[NARROW, 'dark'], [DESK, 'light']] as const) {
      const page = await browser.open({ viewport, colorScheme });
      await signInPage(page, app().url, who);
      for (const path of paths) {
        await page.goto(app().url + path);
        await expectAccessible(page);
      }
    }
  }
});

test('a creator’s month is there as a page, a PDF and a file, and not before it began', async () => {
  const page = await browser.open();
  await signInPage(page, app().url, owner);
  const month = new Date().toISOString().slice(0, 7);
  for (const [kind, type] of [['pdf', 'application/pdf'], ['csv', 'text/csv; charset=utf-8']] as const) {
    const answer = await page.request.get(`${app().url}/dashboard/statements/${month}/${kind}`);
    expect([answer.status(), answer.headers()['content-type']]).toEqual([200, type]);
  }
  for (const never of ['2099-01', '2026-13', 'x']) {
    expect((await page.request.get(`${app().url}/dashboard/statements/${never}`)).status(), never).toBe(404);
  }
  const supporters = await page.request.get(`${app().url}/dashboard/supporters/csv`);
  expect(await supporters.text()).toContain('State,Name,Tier');
  const tippers = await page.request.get(`${app().url}/dashboard/supporters/tips/csv`);
  expect([tippers.status(), await tippers.text()]).toEqual([200, expect.stringContaining('Name,Tips,Currency,Together')]);
});
