import { and, asc, eq, isNull } from 'drizzle-orm';
import type { Page } from 'playwright';
import { beforeAll, expect, test, vi } from 'vitest';
import { getDb } from '@/db/client';
import { bill, entitlement, fan, mailMessage, tabLine } from '@/db/schema';
import { newId } from '@/lib/ids';
import { verifyLedger } from '@/lib/ledger';
import { useApp } from '../support/app';
import { DESK, expectAccessible, PHONE, useBrowser } from '../support/pages';
import { addTier } from '../support/pledges';
import { expectEqualRecords } from '../support/records';
import { control } from '../support/sandbox-controls';
import { signInPage } from '../support/sign-in';
import { expectSoundTabs } from '../support/sound-tabs';
import { addCreator } from '../support/tips';

const app = useApp();
const browser = useBrowser();
/** A month of thirty days lies before the next billing day, so that nine of them cost 30¢. */
const BEGIN = '2026-11-02T12:00:00Z';
const EMAIL = 'reader@fans.example';

type Page0 = Awaited<ReturnType<typeof addCreator>>;
const creators: { page: Page0; tierId: string }[] = [];
let ownerEmail = '';

beforeAll(async () => {
  await setClock(BEGIN);
  for (let at = 1; at <= 11; at += 1) {
    const { personId, email } = at === 1 ? await owner() : { personId: null, email: '' };
    if (email) ownerEmail = email;
    const page = await addCreator({ handle: `maker-${String(at).padStart(2, '0')}`, name: `Maker ${at}`, personId, createdAt: new Date(BEGIN) });
    const { id: tierId } = await addTier({ creatorId: page.id, name: 'Penny', createdAt: new Date(BEGIN) });
    creators.push({ page, tierId });
  }
}, 60_000);

async function owner() {
  const { signIn } = await import('../support/sign-in');
  const email = `maker-${newId().slice(-6)}@makers.example`;
  return { personId: (await signIn(email)).personId, email };
}

async function setClock(iso: string): Promise<void> {
  await control(app().sandbox, 'POST', '/clock', { offset_ms: new Date(iso).getTime() - Date.now() });
}

test('ten pledges in one sitting, one card, one charge that evening, one bill a month, and a card that is mended', async () => {
  const page = await browser.open({ viewport: PHONE, timezoneId: 'UTC' });
  const { personId } = await signInPage(page, app().url, EMAIL, { displayName: 'Ada' });

  await pledgeTo(page, 0, { isFirst: true });
  for (let at = 1; at < 10; at += 1) await pledgeTo(page, at, { isFirst: false });
  await page.goto(`${app().url}/account/tab`);
  await expectAccessible(page);
  expect(await page.getByText('$10.00').first().isVisible()).toBe(true);

  await setClock('2026-11-02T20:01:00Z');
  await runAsAdmin('billing');
  const first = await paidBill(personId, 1_000);
  expect(first).toMatchObject({ lineCount: 10, cause: 'billing_day', billingOn: '2026-11-02', processorFeeMinor: 59 });
  const shares = (await linesOf(first.id)).map(({ feeShareMinor }) => feeShareMinor);
  expect(shares.filter((share) => share === 6)).toHaveLength(9);
  expect(shares.filter((share) => share === 5)).toHaveLength(1);
  await seesOnlyTheirOwnLine();

  await setClock('2026-11-23T12:00:00Z');
  for (let at = 0; at < 3; at += 1) await tipOnTab(page, at);
  await pledgeTo(page, 10, { isFirst: false, days: '$0.30' });
  await setClock('2026-12-02T20:01:00Z');
  await runAsAdmin('billing');
  const second = await paidBill(personId, 1_280);
  expect(second).toMatchObject({ lineCount: 15, billingOn: '2026-12-02' });
  await page.goto(`${app().url}/account/bills/${second.id}`);
  await page.getByText('$12.80').first().waitFor();
  await expectAccessible(page);
  await expect.poll(async () => (await receiptMails()).length, { timeout: 30_000 }).toBe(2);

  await changesPausesAndCancels(page);
  await undoesAndIsStoppedByTheCap(page);
  await cardExpires(page, personId);
  await expectSoundTabs();
  expect(await verifyLedger(getDb())).toEqual([]);
  // The fee of the last charge is told a moment after it.
  await vi.waitFor(() => expectEqualRecords(app().sandbox), { timeout: 30_000, interval: 250 });
}, 300_000);

/** From the creator's page: a press on the tier and a press on the button, the card asked for once. */
async function pledgeTo(page: Page, at: number, { isFirst, days = '$1.00' }: { isFirst: boolean; days?: string }): Promise<void> {
  const { page: to, tierId } = creators[at] ?? { page: null, tierId: '' };
  await page.goto(`${app().url}/${to?.handle}`);
  await page.locator(`a[href$="/join/${tierId}"]`).first().click();
  await page.getByText(days, { exact: true }).first().waitFor();
  if (isFirst) await expectAccessible(page);
  const tick = page.getByRole('checkbox', { name: /agree/i });
  if (await tick.count()) await tick.check();
  await page.getByRole('button', { name: 'Pledge $1 a month, charged to your card' }).click();
  if (isFirst) await saveCardOn(page);
  await page.waitForURL((url) => url.pathname.startsWith('/account/') || url.pathname.startsWith('/pledges'), { timeout: 30_000 });
  await vi.waitFor(async () => {
    const [line] = await getDb().select().from(tabLine).where(eq(tabLine.creatorId, to?.id ?? ''));
    if (!line) throw new Error('the pledge is not on the tab yet');
  }, { timeout: 30_000 });
}

async function saveCardOn(page: Page): Promise<void> {
  await page.getByLabel('Test card number').fill('4242424242424242');
  await page.getByLabel('Expiry').fill('12/34');
  await page.getByLabel('Security code').fill('123');
  await page.getByRole('button', { name: 'Save card' }).click();
}

async function tipOnTab(page: Page, at: number, amount = '0.50'): Promise<void> {
  await sendTip(page, at, amount);
  await page.waitForURL(/\/account\/tab/, { timeout: 30_000 });
}

async function sendTip(page: Page, at: number, amount: string): Promise<void> {
  await page.goto(`${app().url}/${creators[at]?.page.handle}`);
  const form = page.getByRole('form', { name: /^Tip Maker/ });
  await form.getByRole('radio', { name: 'Other' }).check();
  await form.getByRole('textbox', { name: /amount/i }).fill(amount);
  await form.getByRole('button', { name: /tab/i }).click();
}

async function changesPausesAndCancels(page: Page): Promise<void> {
  const pledges = `${app().url}/account/pledges`;
  await page.goto(pledges);
  await expectAccessible(page);
  await page.getByRole('article', { name: 'Maker 2', exact: true }).getByRole('link', { name: /^Change/ }).click();
  await page.getByLabel('A month, in USD').fill('2');
  await page.getByRole('button', { name: 'Show what it means' }).click();
  await page.getByText('Today, the difference for').waitFor();
  await page.getByRole('button', { name: 'Change to $2 a month, charged to your card' }).click();
  await page.waitForURL(/\/account\/pledges/);
  for (const [name, ask, button] of [['Maker 3', /^Pause/, 'Pause it'], ['Maker 4', /^Cancel/, 'Cancel it']] as const) {
    await page.goto(pledges);
    const item = page.getByRole('article', { name, exact: true });
    await item.locator('summary').filter({ hasText: ask }).click();
    await item.getByRole('button', { name: button }).click();
    await page.getByRole('article', { name, exact: true }).getByText(/paused|until/i).first().waitFor();
  }
}

async function undoesAndIsStoppedByTheCap(page: Page): Promise<void> {
  await tipOnTab(page, 4, '2.50');
  await page.getByRole('button', { name: /undo/i }).first().click();
  await expect.poll(() => page.getByRole('button', { name: /undo/i }).count()).toBe(0);
  await page.goto(`${app().url}/account/tab`);
  await page.locator('summary').filter({ hasText: 'Set a cap' }).click();
  await page.getByLabel('At most, a month, in USD').fill('15');
  await page.getByRole('button', { name: 'Set the cap' }).click();
  await page.getByText('$15').first().waitFor();
  await tipOnTab(page, 4, '2.50');
  await sendTip(page, 4, '2.50');
  await page.getByText(/would pass your cap of \$15 a month/).first().waitFor();
}

/** The admin presses the button, and the worker does it. */
async function runAsAdmin(job: string): Promise<void> {
  const page = await browser.open({ viewport: DESK });
  await signInPage(page, app().url, 'admin@tuppence.example', { isAdmin: true, factor: true });
  await page.goto(`${app().url}/admin/jobs`);
  await page.getByRole('form', { name: `Run ${job}` }).getByRole('button').click();
  await page.waitForURL(/\/admin\/jobs/);
}

async function paidBill(personId: string, amountMinor: number) {
  return vi.waitFor(async () => {
    const [found] = await getDb().select({ bill }).from(bill).innerJoin(fan, eq(fan.id, bill.fanId))
      .where(and(eq(fan.personId, personId), eq(bill.amountMinor, amountMinor)));
    if (found?.bill.status !== 'paid' || found.bill.processorFeeMinor === null) throw new Error('the bill is not paid yet');
    return found.bill;
  }, { timeout: 60_000, interval: 250 });
}

function linesOf(billId: string) {
  return getDb().select().from(tabLine).where(eq(tabLine.billId, billId)).orderBy(asc(tabLine.id));
}

/** The first creator's dashboard knows their dollar and nobody else's. */
async function seesOnlyTheirOwnLine(): Promise<void> {
  const page = await browser.open({ viewport: DESK });
  await signInPage(page, app().url, ownerEmail);
  await page.goto(`${app().url}/dashboard`);
  await page.getByText(/9[45]¢ of \$1\.00/).first().waitFor();
  expect(await page.getByText('$10.00').count()).toBe(0);
  await expectAccessible(page);
}

async function receiptMails() {
  const mails = await getDb().select().from(mailMessage).where(eq(mailMessage.recipient, EMAIL));
  return mails.filter(({ key }) => /receipt/.test(key));
}

/** One mail, one page, one new card mends everything, and no access blinks. */
async function cardExpires(page: Page, personId: string): Promise<void> {
  const [me] = await getDb().select().from(fan).where(eq(fan.personId, personId));
  await control(app().sandbox, 'POST', `/payment_methods/${me?.stripeCustomerId ?? ''}/expire`);
  const open = () => getDb().select().from(entitlement).where(and(eq(entitlement.fanId, me?.id ?? ''), isNull(entitlement.closedAt)));
  const before = (await open()).length;
  await setClock('2027-01-02T20:01:00Z');
  await runAsAdmin('billing');
  const refused = await vi.waitFor(async () => {
    const [found] = await getDb().select().from(bill).where(and(eq(bill.fanId, me?.id ?? ''), eq(bill.status, 'failing')));
    if (!found) throw new Error('the bill is not refused yet');
    return found;
  }, { timeout: 60_000, interval: 250 });
  expect(await open()).toHaveLength(before);
  await page.goto(`${app().url}/account/cards`);
  const tick = page.getByRole('checkbox', { name: /agree/i });
  if (await tick.count()) await tick.check();
  await page.getByRole('button', { name: /Save another card|Save a card/ }).click();
  await saveCardOn(page);
  await vi.waitFor(async () => {
    const [found] = await getDb().select().from(bill).where(eq(bill.id, refused.id));
    if (found?.status !== 'paid') throw new Error('the new card has not mended the bill yet');
  }, { timeout: 60_000, interval: 250 });
  const after = await open();
  expect(after).toHaveLength(before);
  expect(after.every(({ graceBillId }) => graceBillId === null)).toBe(true);
}
