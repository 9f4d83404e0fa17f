import { eq } from 'drizzle-orm';
import { Secret, TOTP } from 'otpauth';
import type { Page } from 'playwright';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { getDb, inTransaction } from '@/db/client';
import { auditLog, creator, fraudWarning, person, refund } from '@/db/schema';
import { seedDemoCreators } from '@/db/seed/demo/seed-creators';
import { accountId } from '@/lib/ledger';
import { useApp } from '../support/app';
import { DESK, expectAccessible, PHONE, useBrowser } from '../support/pages';
import { control } from '../support/sandbox-controls';
import { signInPage } from '../support/sign-in';
import { beginAndPay, readTip } from '../support/tips';

const app = useApp();
const browser = useBrowser();
const SMALLEST = { width: 320, height: 640 };
const ADMIN = { isAdmin: true, factor: true, displayName: 'Ada' };

type Tip = Awaited<ReturnType<typeof readTip>>;
let first: Tip;
let second: Tip;

beforeAll(async () => {
  await inTransaction((tx) => seedDemoCreators(tx, new Date()));
  const [page] = await getDb().select().from(creator).where(eq(creator.handle, 'river-notes'));
  const begun = [await beginAndPay(page?.id ?? ''), await beginAndPay(page?.id ?? '')];
  [first, second] = await Promise.all(begun.map(({ tip }) => collected(tip.id))) as [Tip, Tip];
}, 120_000);

async function collected(tipId: string): Promise<Tip> {
  return vi.waitFor(async () => {
    const found = await readTip(tipId);
    if (found.payment.feeState !== 'known') throw new Error('the fee of a tip is not known yet');
    return found;
  }, { timeout: 60_000, interval: 200 });
}

async function openAs(email: string, options: Parameters<typeof signInPage>[3], context: Parameters<typeof browser.open>[0] = { viewport: DESK }) {
  const page = await browser.open(context);
  return { page, ...(await signInPage(page, app().url, email, options)) };
}

async function statusOf(page: Page, path: string): Promise<number> {
  const answer = await page.request.get(app().url + path, { maxRedirects: 0 });
  expect(answer.headers()['cache-control'] ?? 'no-store').toContain('no-store');
  return answer.status();
}

test('an admin comes in with a second factor and not before; to others there is no such page', async () => {
  const paths = ['/admin', `/admin/payments/${first.payment.id}`, '/admin/people', '/admin/audit', '/admin/settings'];
  const stranger = await browser.open();
  const { page: fan } = await openAs('only-a-fan@fans.example', { factor: true });
  for (const path of paths) {
    expect(await statusOf(stranger, path), path).toBe(307);
    expect(await statusOf(fan, path), path).toBe(404);
  }
  const { page } = await openAs('new-admin@tuppence.example', { isAdmin: true });
  await page.goto(`${app().url}/admin`);
  await page.getByRole('button', { name: 'Begin' }).click();
  const secret = (await page.locator('.sign-secret').innerText()).replaceAll(' ', '');
  await page.getByLabel(/code/i).fill(new TOTP({ secret: Secret.fromBase32(secret) }).generate());
  await page.getByRole('button', { name: 'Confirm' }).click();
  await page.getByText(/recovery codes/i).first().waitFor();
  await page.goto(`${app().url}/admin`);
  await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
});

test('by keyboard: "/" finds a payment by Stripe’s id; its T-accounts; its address on request; refunded with a reason', async () => {
  const { page, personId } = await openAs('ada@tuppence.example', ADMIN);
  await page.goto(`${app().url}/admin`, { waitUntil: 'networkidle' });
  await page.keyboard.press('/');
  await page.keyboard.type(first.payment.chargeId ?? '');
  await page.keyboard.press('Enter');
  await page.waitForURL(`**/admin/payments/${first.payment.id}`);
  const ledger = page.locator('.transaction').first();
  expect(await ledger.innerText()).toMatch(/processor clearing[^]*\$3\.00[^]*creator held[^]*\$3\.00[^]*Debits \$3\.00 = credits \$3\.00/);

  expect(await page.getByText('fan@fans.example', { exact: true }).count()).toBe(0);
  await page.getByRole('button', { name: 'Show' }).click();
  await page.getByText('fan@fans.example', { exact: true }).waitFor();

  await page.getByText('Refund $3.00…').click();
  await page.getByText('The fan gets back').waitFor();
  const refund = page.getByRole('form', { name: 'Refund this payment' });
  await refund.getByRole('button', { name: 'Refund $3.00 now' }).click();
  await refund.getByText('Write the reason, in 3 to 500 characters.').waitFor();
  await refund.getByLabel('Reason').fill('Asked for by mail');
  await refund.getByRole('button', { name: 'Refund $3.00 now' }).click();
  await page.getByText('Refund of $3.00 asked').waitFor();
  await expect.poll(async () => (await readTip(first.tip.id)).tip.status, { timeout: 30_000 }).toBe('refunded');
  await page.reload();
  await page.getByText('Refund of $3.00 sent').waitFor();

  await page.goto(`${app().url}/admin/audit?actor=${personId}`);
  const log = await page.locator('.records').innerText();
  for (const line of ['refunded a payment', 'Asked for by mail', 'saw a payer’s address', 'opened a payment']) expect(log).toContain(line);
});

test('a suspended person is out at once, in the browser that is open, and their page is gone', async () => {
  const owner = await openAs('river-notes-owner@fans.example', { displayName: 'Rhea' });
  await getDb().update(creator).set({ personId: owner.personId }).where(eq(creator.handle, 'river-notes'));
  expect(await statusOf(owner.page, '/account')).toBe(200);

  const { page } = await openAs('ada@tuppence.example', ADMIN);
  await page.goto(`${app().url}/admin/search?q=river-notes-owner`);
  await page.waitForURL(`**/admin/people/${owner.personId}`);
  await page.getByText('Suspend…').click();
  await page.getByLabel('Reason').fill('Not what it says it is');
  await page.getByRole('button', { name: 'Suspend now' }).click();
  await page.getByText('Not what it says it is').first().waitFor();
  await expectAccessible(page);

  expect(await statusOf(owner.page, '/account')).toBe(307);
  await expect.poll(async () => (await owner.page.request.get(`${app().url}/river-notes`)).status(), { timeout: 15_000 }).toBe(404);
  await owner.page.goto(`${app().url}/mailbox`);
  await owner.page.getByRole('link', { name: /account is suspended/ }).first().click();
  await owner.page.getByText('Not what it says it is').waitFor();

  await page.getByText('Let in again…').click();
  await page.getByLabel('Reason').fill('It is what it says it is');
  await page.getByRole('button', { name: 'Let in again' }).click();
  await expect.poll(async () => (await owner.page.request.get(`${app().url}/river-notes`)).status(), { timeout: 15_000 }).toBe(200);
  expect(await statusOf(owner.page, '/account')).toBe(307);
});

test('the ledger is verified from the page, which tells how far it is until it is done', async () => {
  const { page } = await openAs('ada@tuppence.example', ADMIN);
  await page.goto(`${app().url}/admin/ledger`);
  await page.getByRole('button', { name: 'Verify every invariant' }).click();
  await page.waitForURL('**/admin/jobs/runs/*');
  await page.getByRole('heading', { name: 'It is done' }).waitFor({ timeout: 30_000 });
  await page.getByText(/checked \d+/).waitFor();
  await page.getByText('by Ada').waitFor();
});

test('without JavaScript an admin filters, opens an account, runs a job and announces a fee', async () => {
  const { page } = await openAs('ada@tuppence.example', ADMIN, { viewport: PHONE, javaScriptEnabled: false });
  await page.goto(`${app().url}/admin/payments`);
  await page.getByLabel('State').selectOption('succeeded');
  await page.getByLabel('Creator’s handle').fill('river-notes');
  await page.getByRole('button', { name: 'Filter' }).click();
  await expect.poll(() => page.locator('.records tbody tr').count()).toBe(2);

  await page.goto(`${app().url}/admin/jobs/outbox`);
  await page.getByRole('button', { name: 'Run now' }).click();
  await expect.poll(async () => {
    await page.reload();
    return page.getByRole('heading', { name: 'It is done' }).count();
  }, { timeout: 30_000 }).toBe(1);

  await page.goto(`${app().url}/admin/fees`);
  await page.getByLabel('Fee in percent').fill('2.5');
  await page.getByLabel('Applies from (UTC)').fill(new Date().toISOString().slice(0, 10));
  await page.getByRole('button', { name: 'Announce it on /fees' }).click();
  await page.getByText(/can apply from \d{4}-\d{2}-\d{2} at the earliest/).waitFor();
  expect(await page.getByLabel('Fee in percent').inputValue()).toBe('2.5');
});

// What fits the smallest phone fits a larger one, and colours do not depend on the width: two screens see it all.
describe.each([
  ['the smallest phone at night', SMALLEST, 'dark'],
  ['a desk', DESK, 'light'],
] as const)('on %s', (_where, viewport, colorScheme) => {
  test('every page fits and leaves axe nothing to say', async () => {
    const { page } = await openAs('ada@tuppence.example', ADMIN, { viewport, colorScheme });
    const { creatorId, currency } = second.tip;
    const [owner] = await getDb().select({ alias: creator.ledgerOwner }).from(creator).where(eq(creator.id, creatorId));
    const [ada] = await getDb().select({ id: person.id }).from(person).where(eq(person.email, 'ada@tuppence.example'));
    const held = accountId({ kind: 'creator_held', owner: owner?.alias ?? null, currency });
    const paths = [
      '', '/payments', `/payments/${second.payment.id}`, '/refunds', '/people', `/people/${ada?.id}`, '/creators', `/creators/${creatorId}`, '/ledger',
      '/ledger?kind=creator_held', `/ledger/accounts/${held}`, '/fees', '/settings', '/jobs', '/jobs/verify', '/audit', '/disputes', '/reconciliation', '/mails', '/events', '/search?q=r',
    ];
    for (const path of paths) {
      await page.goto(`${app().url}/admin${path}`);
      await expectAccessible(page);
    }
    await page.goto(`${app().url}/admin/payments/${second.payment.id}`);
    for (const summary of await page.locator('details.confirm > summary').all()) await summary.click();
    await expectAccessible(page);
    await page.locator('.transaction a').first().click();
    await page.getByRole('heading', { name: 'T-accounts' }).waitFor();
    await expectAccessible(page);
  });
});

test('every look and every act of the above is on record', async () => {
  const acts = new Set((await getDb().select({ action: auditLog.action }).from(auditLog)).map(({ action }) => action));
  for (const action of ['person.look', 'payment.look', 'creator.look', 'person.search', 'payment.refund', 'person.suspend', 'person.lift', 'job.run']) {
    expect([...acts]).toContain(action);
  }
});

test('where the operator decides each, a warning of fraud waits first of all, and is sent back with a reason', async () => {
  const { page } = await openAs('ada@tuppence.example', ADMIN);
  await page.goto(`${app().url}/admin/settings`);
  const setting = page.getByRole('form', { name: 'Warnings of fraud' });
  await setting.getByLabel('Send what was warned of back at once').uncheck();
  await setting.getByRole('button', { name: 'Save' }).click();
  await setting.getByText(/^Changed .* by Ada$/).waitFor();
  expect(await setting.getByLabel('Send what was warned of back at once').isChecked(), 'it shows what is kept now').toBe(false);
  await control(app().sandbox, 'POST', `/charges/${second.payment.chargeId}/warn`);
  await expect.poll(async () => (await getDb().select().from(fraudWarning)).length, { timeout: 30_000 }).toBe(1);
  await page.goto(`${app().url}/admin/disputes`);
  await page.getByText('Not yet: decide').waitFor();
  await page.getByRole('link', { name: /^A tip to River Notes/ }).click();
  await page.getByText('Nothing was sent back yet.').waitFor();
  await page.getByText('Send it back…').click();
  await expectAccessible(page);
  const form = page.getByRole('form', { name: 'Send it back' });
  await form.getByLabel('Reason').fill('The card was reported stolen.');
  await form.getByRole('button', { name: 'Send it back' }).click();
  await expect.poll(async () => (await getDb().select().from(refund).where(eq(refund.paymentId, second.payment.id)))[0]?.status, { timeout: 60_000 }).toBe('succeeded');
  await page.goto(page.url().split('?')[0] ?? '');
  await page.getByText('Refunded').waitFor();
  await expectAccessible(page);
});

test('an address that somebody wrote by hand shows a page or none, and never fails', async () => {
  const { page } = await openAs('ada@tuppence.example', ADMIN);
  const held = accountId({ kind: 'creator_held', owner: null, currency: 'USD' });
  const odd = [
    '/payments?at=o99999999999999.x', '/payments?day=2026-02-31', '/payments?day=0000-00-00', '/payments?status=paid&currency=XXX&person=1', '/payments?creator=%00',
    '/payments?status=failed&status=open', '/people?q=%25', '/people?only=all', '/audit?actor=x&action=drop&kind=person&subject=x', '/ledger?kind=cash&owner=x&at=y&ref=%27',
    '/search?q=%E2%80%AE', `/search?q=${'a'.repeat(3_000)}`, '/mails?state=sent', '/events?state=done',
  ];
  for (const path of odd) expect(await statusOf(page, `/admin${path}`), path).toBe(200);
  for (const path of ['/payments/1', '/people/x', `/ledger/accounts/${held}`, '/ledger/transactions/0', '/jobs/toString', '/jobs/runs/x', `/payments/${second.tip.id}`, '/creators/%00']) {
    expect(await statusOf(page, `/admin${path}`), path).toBe(404);
  }
});
