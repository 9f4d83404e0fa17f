import { eq } from 'drizzle-orm';
import type { Page } from 'playwright';
import { beforeAll, expect, test } from 'vitest';
import { getDb } from '@/db/client';
import { dispute, payout } from '@/db/schema';
import { domainLedgerChecks } from '@/lib/jobs';
import { verifyLedger } from '@/lib/ledger';
import { useApp } from '../support/app';
import { DESK, expectAccessible, PHONE, useBrowser } from '../support/pages';
import { addAvailable, purseOf } from '../support/payouts';
import { expectEqualBalance } from '../support/records';
import { control, sdkOf } from '../support/sandbox-controls';
import { signIn, signInPage } from '../support/sign-in';
import { addCreator, readTip } from '../support/tips';

const app = useApp();
const browser = useBrowser();
const [MAKER, ADA, BO] = ['river@makers.example', 'ada@tuppence.example', 'bo@tuppence.example'];
const ADMIN = { isAdmin: true, factor: true } as const;
let river: Awaited<ReturnType<typeof addCreator>>;

beforeAll(async () => {
  river = await addCreator({ name: 'River Notes', personId: (await signIn(MAKER)).personId, createdAt: new Date(Date.now() - 400 * 86_400_000) });
  // $49.95 less 2.9 % and 30¢.
  await addAvailable(river, [4_995]);
}, 60_000);

test('$48.20: a payout account is connected, the payout asked for, weighed, approved with the second factor, and sent', async () => {
  expect(await purseOf(river)).toMatchObject({ available: 4_820 });
  const maker = await openAs(MAKER, PHONE);
  await maker.goto(`${app().url}/dashboard/payouts`);
  await maker.getByText('To be paid, connect a payout account first.').waitFor();
  await maker.getByRole('link', { name: 'Connect a payout account' }).click();
  await maker.getByRole('heading', { name: 'What a payout costs' }).waitFor();
  await maker.getByRole('button', { name: 'Connect a payout account' }).click();
  await tellStripe(maker);
  await maker.getByText('Your payout account is ready: you can be paid.').waitFor({ timeout: 30_000 });

  await maker.goto(`${app().url}/dashboard/payouts`);
  await maker.getByText(/Sending it costs \$2\.\d\d at the payment processor/).waitFor();
  await maker.getByText('Ask for $48.20…').click();
  await maker.getByRole('button', { name: /^Yes, ask for \$48\.20/ }).click();
  await maker.getByRole('heading', { name: 'Payout of $48.20' }).waitFor();
  expect(await purseOf(river)).toMatchObject({ available: 0, reserved: 4_820 });

  const ada = await openAs(ADA, DESK, ADMIN);
  await ada.goto(`${app().url}/admin/payouts`);
  await ada.getByRole('link', { name: /River Notes/ }).first().click();
  await ada.getByRole('heading', { name: 'River Notes' }).waitFor();
  await ada.getByText(/first payout/i).first().waitFor();
  await expectAccessible(ada);
  await approve(ada, '$48.20');
  await expect.poll(() => transfers(), { timeout: 90_000 }).toEqual([4_820]);
  await expect.poll(() => purseOf(river), { timeout: 30_000 }).toMatchObject({ reserved: 0, available: 0 });
  await maker.reload();
  await maker.getByText('On its way to your bank').first().waitFor();
}, 300_000);

test('above $500 the second admin decides; the first alone sends nothing', async () => {
  await addAvailable(river, [60_000]);
  const maker = await openAs(MAKER, PHONE);
  await maker.goto(`${app().url}/dashboard/payouts`);
  await maker.getByText(/^Ask for \$5\d\d\.\d\d…/).click();
  await maker.getByRole('button', { name: /^Yes, ask for/ }).click();
  await maker.getByRole('heading', { name: /^Payout of \$/ }).waitFor();
  const id = new URL(maker.url()).pathname.split('/').at(-1) ?? '';
  const before = await transfers();
  const ada = await openAs(ADA, DESK, ADMIN);
  await ada.goto(`${app().url}/admin/payouts/${id}`);
  await approve(ada, '$5');
  await ada.getByText('Another admin has to agree.').first().waitFor();
  expect(await transfers()).toEqual(before);
  const bo = await openAs(BO, DESK, { ...ADMIN, displayName: 'Bo' });
  await bo.goto(`${app().url}/admin/payouts/${id}`);
  await approve(bo, '$5');
  await expect.poll(() => transfers().then(({ length }) => length), { timeout: 90_000 }).toBe(before.length + 1);
  await expect.poll(async () => (await getDb().select().from(payout).where(eq(payout.id, id)))[0]?.status, { timeout: 30_000 }).toBe('sent');
}, 300_000);

test('a stranger disputes a tip: the case opens with its evidence, the creator sees it, and once won all is as before', async () => {
  const [tipId = ''] = await addAvailable(river, [2_000]);
  const before = await purseOf(river);
  const { payment } = await readTip(tipId);
  await control(app().sandbox, 'POST', `/charges/${payment.chargeId}/dispute`, { reason: 'fraudulent' });
  await expect.poll(async () => (await getDb().select().from(dispute)).length, { timeout: 60_000 }).toBe(1);
  await expect.poll(async () => (await purseOf(river)).available, { timeout: 30_000 }).toBeLessThan(before.available ?? 0);
  const maker = await openAs(MAKER, PHONE);
  await maker.goto(`${app().url}/dashboard`);
  await maker.getByText('A fan’s bank has taken back one gift').waitFor();
  await expectAccessible(maker);

  const ada = await openAs(ADA, DESK, ADMIN);
  await ada.goto(`${app().url}/admin/disputes`);
  await ada.getByRole('link', { name: /^A tip to / }).first().click();
  await ada.getByRole('heading', { name: '$20.00 disputed' }).waitFor();
  await expectAccessible(ada);
  expect((await ada.request.get(`${ada.url()}/pdf`)).headers()['content-type']).toBe('application/pdf');
  await ada.getByText('Counter it…').click();
  await ada.getByLabel('What else the bank should know').fill('winning_evidence');
  await ada.getByRole('button', { name: 'Send the evidence' }).click();
  await expect.poll(async () => (await getDb().select().from(dispute))[0]?.status, { timeout: 60_000 }).toBe('won');
  await expect.poll(() => purseOf(river), { timeout: 30_000 }).toEqual(before);
  await expect.poll(async () => expectEqualBalance(app().sandbox).then(() => true, () => false), { timeout: 30_000 }).toBe(true);
  expect(await verifyLedger(getDb(), domainLedgerChecks)).toEqual([]);
}, 300_000);

async function openAs(email: string, viewport: typeof PHONE, options: Parameters<typeof signInPage>[3] = {}): Promise<Page> {
  const page = await browser.open({ viewport });
  await signInPage(page, app().url, email, options);
  return page;
}

async function tellStripe(page: Page): Promise<void> {
  await page.waitForURL(/\/setup\/e\//);
  await page.getByLabel('First name').fill('Jo');
  await page.getByLabel('Last name').fill('River');
  await page.getByLabel('Test account number or IBAN').fill('000123456789');
  await page.getByRole('button', { name: /^(Agree and finish|Save)$/ }).click();
  await page.waitForURL(/from=processor$/);
}

async function approve(page: Page, sum: string): Promise<void> {
  await page.getByText(new RegExp(`^Approve \\${sum}.*…`)).first().click();
  await page.getByRole('button', { name: /^Approve \$/ }).click();
  await page.getByText(/Approved\. The transfer|Another admin has to agree/).first().waitFor();
}

async function transfers(): Promise<number[]> {
  return (await sdkOf(app().sandbox).transfers.list({ limit: 100 })).data.map(({ amount }) => amount);
}
