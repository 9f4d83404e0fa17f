import { beforeAll, expect, test } from 'vitest';
import { getDb } from '@/db/client';
import { creator } from '@/db/schema';
import { eq } from 'drizzle-orm';
import { useApp } from '../support/app';
import { addOffers, type Offer } from '../support/billing';
import { addPaidBill, pursesOf, readLine } from '../support/line-refunds';
import { DESK, expectAccessible, PHONE, useBrowser } from '../support/pages';
import { signIn, signInPage } from '../support/sign-in';

const app = useApp();
const browser = useBrowser();
const [FAN, MAKER, ADMIN] = ['ada@fans.example', 'river@makers.example', 'ruth@tuppence.example'];
const ONE = '$1.00';
let offers: Offer[];
let bill: Awaited<ReturnType<typeof addPaidBill>>;

beforeAll(async () => {
  offers = await addOffers(10);
  await getDb().update(creator).set({ personId: (await signIn(MAKER)).personId }).where(eq(creator.id, offers[0]?.creator.id ?? ''));
  const { personId } = await signIn(FAN, { displayName: 'Ada' });
  bill = await addPaidBill(app().sandbox, offers, '2027-01-10', new Array<number>(10).fill(100), { personId });
}, 60_000);

function lineOf(at: number): string {
  return bill.lines.find(({ creatorId }) => creatorId === offers[at]?.creator.id)?.id ?? '';
}

/** The refund is sent by the app's own worker and learned by its own webhooks. */
async function comesBack(lineId: string): Promise<void> {
  await expect.poll(async () => (await readLine(lineId)).line.refundedMinor, { timeout: 30_000 }).toBe(100);
}

test('an admin sends one line of ten back, a creator another; eight creators notice nothing, and the fan reads it all', async () => {
  const before = await pursesOf(offers);
  const desk = await browser.open({ viewport: DESK });
  await signInPage(desk, app().url, ADMIN, { isAdmin: true, factor: true });
  await desk.goto(`${app().url}/admin/billing/${bill.bill.id}?line=${lineOf(1)}`);
  await desk.getByText(`Refund ${ONE}…`).click();
  await desk.getByText('This line goes back; no other creator is touched.').waitFor();
  await expectAccessible(desk);
  const form = desk.getByRole('form', { name: 'Refund this line' });
  expect(await form.innerText()).toMatch(/of what is held\s+\$0\.9\d[^]*as a debt\s+\$0\.0\d[^]*The fan gets back\s+\$1\.00/);
  await form.getByLabel('Reason').fill('Asked for by mail');
  await form.getByRole('button', { name: `Refund ${ONE} now` }).click();
  await desk.getByRole('heading', { name: 'Refunds', exact: true }).last().waitFor();
  await comesBack(lineOf(1));

  const fan = await browser.open({ viewport: PHONE });
  await signInPage(fan, app().url, FAN);
  await fan.goto(`${app().url}/account/bills/${bill.bill.id}`);
  await fan.getByLabel('Which line').selectOption(lineOf(0));
  await fan.getByLabel('What happened').fill('I pressed it twice.');
  await fan.getByRole('button', { name: 'Ask for it back' }).click();
  await fan.getByText('asked, no answer yet').waitFor();
  await expectAccessible(fan);

  const maker = await browser.open({ viewport: PHONE });
  await signInPage(maker, app().url, MAKER);
  await maker.goto(`${app().url}/dashboard`);
  await maker.getByText('A fan asks to have a gift back').getByRole('link', { name: ONE }).click();
  await maker.getByText('I pressed it twice.').waitFor();
  await maker.getByText('Refund this line…').click();
  await expectAccessible(maker);
  await maker.getByRole('button', { name: `Yes, refund ${ONE}` }).click();
  await comesBack(lineOf(0));
  await maker.reload();
  await maker.getByText('Given back to the fan').waitFor();
  expect(await maker.getByText('Refund this line…').count()).toBe(0);
  await maker.goto(`${app().url}/dashboard/supporters/${lineOf(2)}`);
  await maker.getByRole('heading', { level: 1 }).waitFor();
  expect(await maker.getByText('Refund this line…').count()).toBe(0);
  expect((await pursesOf(offers)).slice(2)).toEqual(before.slice(2));

  await fan.goto(`${app().url}/account/bills/${bill.bill.id}`);
  await fan.getByText(`, ${ONE}: given back to you`).waitFor();
  expect(await fan.getByText('given back to you').count()).toBe(3);
  expect(await fan.locator('main').innerText()).toMatch(/Came back to you\s+−\$2\.00/);
  await expectAccessible(fan);
  expect((await fan.request.get(`${app().url}/account/bills/${bill.bill.id}/pdf`)).status()).toBe(200);
  await fan.goto(`${app().url}/mailbox`);
  await fan.getByRole('link', { name: '$1.00 of your bill comes back' }).first().click();
  await fan.getByText('Banks show it within ten days.').first().waitFor();
}, 180_000);

test('what the refund left as a debt is told to its creator; given up by an admin it is gone, and a mail says so', async () => {
  const maker = await browser.open({ viewport: PHONE, colorScheme: 'dark' });
  await signInPage(maker, app().url, MAKER);
  await maker.goto(`${app().url}/dashboard`);
  const owed = /You owe (\$0\.0\d)/.exec(await maker.getByText(/You owe \$0\.0\d/).innerText())?.[1] ?? '';
  await maker.goto(`${app().url}/dashboard/payouts`);
  await maker.getByText(`You owe ${owed}`).waitFor();
  await expectAccessible(maker);

  const desk = await browser.open({ viewport: DESK });
  await signInPage(desk, app().url, ADMIN, { isAdmin: true, factor: true });
  await desk.goto(`${app().url}/admin/creators/${offers[0]?.creator.id ?? ''}`);
  await desk.getByText('Give it up…').click();
  await expectAccessible(desk);
  const form = desk.getByRole('form', { name: 'Give up this debt' });
  await form.getByLabel('Reason').fill('Too small to matter');
  await form.getByRole('button', { name: `Give up ${owed}` }).click();
  await expect.poll(() => desk.getByText(`They owe ${owed}`).count(), { timeout: 30_000 }).toBe(0);

  await maker.reload();
  await maker.getByRole('heading', { name: 'Available now' }).waitFor();
  expect(await maker.getByText(`You owe ${owed}`).count()).toBe(0);
  await maker.goto(`${app().url}/mailbox`);
  await maker.getByRole('link', { name: `You no longer owe ${owed}` }).first().waitFor();
}, 120_000);
