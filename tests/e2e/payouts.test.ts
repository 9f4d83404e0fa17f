import { eq } from 'drizzle-orm';
import { beforeAll, expect, test } from 'vitest';
import { getDb } from '@/db/client';
import { creator } from '@/db/schema';
import { approvePayout } from '@/lib/payouts';
import { useApp } from '../support/app';
import { DESK, expectAccessible, PHONE, useBrowser } from '../support/pages';
import { addAdmin, addAvailable, addPayee, purseOf, readOne, transfersTo, type Payee } from '../support/payouts';
import { control } from '../support/sandbox-controls';
import { signIn, signInPage } from '../support/sign-in';

const app = useApp();
const browser = useBrowser();
const MAKER = 'river@makers.example';
let payee: Payee;

beforeAll(async () => {
  payee = await addPayee(app().sandbox);
  await getDb().update(creator).set({ personId: (await signIn(MAKER)).personId }).where(eq(creator.id, payee.id));
  await addAvailable(payee, [4_000, 1_000]);
}, 60_000);

test('a creator sees what a payout costs, asks for it, cancels it, asks again without JavaScript, and follows it to the bank', async () => {
  const { available } = await purseOf(payee);
  const phone = await browser.open({ viewport: PHONE });
  await signInPage(phone, app().url, MAKER);
  await phone.goto(`${app().url}/dashboard/payouts`);
  await phone.getByText(/Sending it costs \$2\.\d\d at the payment processor/).waitFor();
  await phone.locator('summary', { hasText: 'Ask for $' }).click();
  await expectAccessible(phone);
  await phone.getByRole('button', { name: /^Yes, ask for/ }).click();
  await phone.getByRole('heading', { name: /^Payout of \$/ }).waitFor();
  await expectAccessible(phone);
  expect(await purseOf(payee)).toMatchObject({ available: 0, reserved: available });
  await phone.getByText('Cancel this payout…').click();
  await phone.getByRole('button', { name: 'Yes, cancel it' }).click();
  await phone.getByText('You cancelled it.').waitFor();

  const plain = await browser.open({ viewport: DESK, javaScriptEnabled: false });
  await signInPage(plain, app().url, MAKER);
  await plain.goto(`${app().url}/dashboard/payouts`);
  await plain.locator('summary', { hasText: 'Ask for $' }).click();
  await plain.getByRole('button', { name: /^Yes, ask for/ }).click();
  await plain.getByRole('heading', { name: /^Payout of \$/ }).waitFor();
  const payoutId = new URL(plain.url()).pathname.split('/').at(-1) ?? '';
  expect((await plain.request.get(`${plain.url()}/pdf`)).headers()['content-type']).toBe('application/pdf');
  expect(await (await plain.request.get(`${plain.url()}/csv`)).text()).toContain('Processor fee');

  await approvePayout({ payoutId, adminId: await addAdmin(), now: new Date() });
  await expect.poll(async () => (await readOne(payoutId)).status, { timeout: 90_000 }).toBe('sent');
  expect((await transfersTo(app().sandbox, payee)).map(({ amount }) => amount)).toEqual([available]);
  for (let days = 0; days < 6; days += 1) await control(app().sandbox, 'POST', '/clock', { advance_ms: 86_400_000 });
  await expect.poll(async () => (await readOne(payoutId)).status, { timeout: 90_000 }).toBe('paid');
  await phone.goto(`${app().url}/dashboard/payouts/${payoutId}`);
  await phone.getByText('At your bank').first().waitFor();
  await expectAccessible(phone);
}, 300_000);

test('a creator sets a schedule, and another’s payout is a page that does not exist', async () => {
  const desk = await browser.open({ viewport: DESK });
  await signInPage(desk, app().url, MAKER);
  await desk.goto(`${app().url}/dashboard/payouts`);
  await desk.getByLabel('Every Monday').check();
  await desk.getByLabel(/Only from this sum on/).fill('10');
  await desk.getByRole('button', { name: 'Save the schedule' }).click();
  await desk.getByText(/Leave this empty, or type at least that/).waitFor();
  await desk.getByLabel(/Only from this sum on/).fill('40');
  await desk.getByRole('button', { name: 'Save the schedule' }).click();
  await desk.getByText('The schedule is saved.').waitFor();
  await desk.getByText(/The next payout is asked for by itself on/).waitFor();
  const stranger = await browser.open({ viewport: DESK });
  await signInPage(stranger, app().url, 'fan@fans.example');
  expect((await stranger.request.get(`${app().url}/dashboard/payouts`, { maxRedirects: 0 })).status()).not.toBe(200);
}, 120_000);
