import { eq } from 'drizzle-orm';
import type { Page } from 'playwright';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { getDb } from '@/db/client';
import { creator, fan, pledge, signInLink } from '@/db/schema';
import { useApp } from '../support/app';
import { addTier } from '../support/pledges';
import { DESK, expectAccessible, PHONE, useBrowser } from '../support/pages';
import { signInPage } from '../support/sign-in';
import { addCreator } from '../support/tips';

const app = useApp();
const browser = useBrowser();
let river: Awaited<ReturnType<typeof addCreator>>;
let bakery: Awaited<ReturnType<typeof addCreator>>;

beforeAll(async () => {
  [river, bakery] = [await addCreator({ name: 'River Notes' }), await addCreator({ name: 'Night Bakery' })];
  await addTier({ creatorId: bakery.id, name: 'Crumbs', description: 'A loaf diary, each week.', benefits: ['The diary', 'The recipes'] });
});

async function openAs(email: string, path: string, options: Parameters<typeof browser.open>[0] = {}): Promise<Page> {
  const page = await browser.open(options);
  await signInPage(page, app().url, email);
  await page.goto(app().url + path);
  return page;
}

async function saveCard(page: Page): Promise<void> {
  await page.getByText('Test payment: no money moves').first().waitFor();
  const email = page.getByLabel('E-mail');
  if ((await email.count()) > 0 && (await email.first().isEditable())) await email.first().fill('ada@fans.example');
  await page.getByLabel('Test card number').fill('4242424242424242');
  await page.getByLabel('Expiry').fill('12/34');
  await page.getByLabel('Security code').fill('123');
  await page.getByRole('button', { name: 'Save card' }).click();
}

async function openTier(page: Page, handle: string, tier: string): Promise<void> {
  await page.goto(`${app().url}/${handle}`);
  await page.getByRole('link', { name: new RegExp(`^${tier}`) }).click();
  await page.getByRole('heading', { level: 1, name: tier }).waitFor();
}

test('a creator makes tiers and orders them, and the page shows what is offered', async () => {
  const page = await openAs('river@fans.example', '/');
  const { personId } = await signInPage(page, app().url, 'river@fans.example');
  await getDb().update(creator).set({ personId }).where(eq(creator.id, river.id));
  await page.goto(`${app().url}/dashboard/tiers`);
  for (const [name, price] of [['Bridge', '3'], ['Pennies', '1']] as const) {
    const form = page.getByRole('form', { name: 'New tier' });
    await form.getByLabel('Name').fill(name);
    await form.getByLabel(/A month, in/).fill(price);
    await form.getByLabel('What they get').fill('Every essay\nThe scans');
    await form.getByRole('button', { name: 'Put it on your page' }).click();
    await page.getByRole('heading', { level: 2, name }).waitFor();
  }
  await page.getByRole('button', { name: 'Move Pennies up' }).click();
  const order = async () => (await page.getByRole('list', { name: 'Tiers on your page' }).getByRole('heading', { level: 2 }).allInnerTexts()).join();
  await expect.poll(order, { timeout: 15_000 }).toBe('Pennies,Bridge');
  await expectAccessible(page);
  await page.goto(`${app().url}/${river.handle}`);
  await page.getByRole('heading', { name: 'Every month' }).waitFor();
  expect(await page.getByRole('link', { name: /a month.*Join$/s }).count()).toBe(2);
  await expectAccessible(page);
});

describe.each([['on a phone in daylight', PHONE, 'light'], ['on a desk at night', DESK, 'dark']] as const)('a fan %s', (where, viewport, colorScheme) => {
  test('joins with a new card, then another with two presses, and changes, pauses, goes on and cancels', async () => {
    const page = await openAs(`fan-${colorScheme}@fans.example`, '/', { viewport, colorScheme });
    await openTier(page, bakery.handle, 'Crumbs');
    await page.getByText(/^Let it wait.*unless you change it$/).waitFor();
    expect(await page.getByText('33\u00a0%').isVisible()).toBe(true);
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Pledge $1 a month, charged to your card' }).click();
    await page.getByText('Please tick that your card may be charged').waitFor();
    await page.getByRole('checkbox', { name: /I agree/ }).check();
    await page.getByRole('button', { name: 'Pledge $1 a month, charged to your card' }).click();
    await saveCard(page);
    await page.getByText('You pledge to Night Bakery: Crumbs is open to you.').waitFor({ timeout: 20_000 });

    await openTier(page, river.handle, 'Pennies');
    await page.getByText('Charged to your card, Visa ending 4242.').waitFor();
    await page.getByRole('button', { name: 'Pledge $1 a month, charged to your card' }).click();
    await page.getByText('You pledge to River Notes: Pennies is open to you.').waitFor();
    await expectAccessible(page);

    const item = page.getByRole('article', { name: 'River Notes' });
    await item.getByRole('link', { name: /Change/ }).click();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Change to $3 a month, charged to your card' }).click();
    await page.getByText('Changed: Bridge, $3.00 a month.').waitFor();
    await press(page, 'Pause', 'Pause it');
    await page.getByText('Your pledge to River Notes is paused.').waitFor();
    await press(page, 'Go on', 'Go on');
    await page.getByText('Your pledge to River Notes goes on.').waitFor();
    await press(page, 'Cancel', 'Cancel it');
    await page.getByText('Your pledge to River Notes is cancelled.').waitFor();
    await press(page, 'Keep it', 'Keep it');
    await page.getByText('Your pledge to River Notes stays.').waitFor();
    expect(where).toContain('on a');
  });
});

async function press(page: Page, opens: string, does: string): Promise<void> {
  const item = page.getByRole('article', { name: 'River Notes' });
  await item.locator('summary').filter({ hasText: opens }).click();
  await item.getByRole('button', { name: does, exact: true }).click();
}

test('a guest pledges, is asked by mail, signs in as that address, and only then it is theirs', async () => {
  const email = 'guest@fans.example';
  const page = await browser.open({ timezoneId: 'Asia/Tokyo' });
  await openTier(page, bakery.handle, 'Crumbs');
  await page.getByLabel(/You give a month/).fill('2.50');
  await page.getByRole('textbox', { name: 'Your e-mail address' }).fill(email);
  await page.getByRole('checkbox', { name: /I agree/ }).check();
  await page.getByRole('button', { name: 'Pledge $2.50 a month, charged to your card' }).click();
  await saveCard(page);
  await page.getByRole('heading', { name: 'Look into your mailbox' }).waitFor();
  await expectAccessible(page);
  const [guest] = await getDb().select().from(fan).where(eq(fan.email, email));
  expect(guest).toMatchObject({ status: 'unproven', timeZone: 'Asia/Tokyo' });

  await openMail(page, /Is this pledge yours/, '/pledges/confirm/');
  await page.getByRole('heading', { name: 'Is this pledge yours?' }).waitFor();
  await expectAccessible(page);
  expect(await page.locator('main').innerText()).not.toContain('guest@');
  await page.getByRole('button', { name: 'Yes, it is mine: sign in' }).click();
  await vi.waitUntil(async () => (await getDb().select().from(signInLink).where(eq(signInLink.email, email))).length === 1);
  await openMail(page, /Sign in to Tuppence/, '/sign-in/confirm');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('button', { name: /Yes: pledge \$2\.50 a month/ }).click();
  await page.getByRole('article', { name: 'Night Bakery' }).waitFor();
  const [joined] = await getDb().select({ fan, pledge }).from(fan).innerJoin(pledge, eq(pledge.fanId, fan.id)).where(eq(fan.id, guest?.id ?? ''));
  expect(joined).toMatchObject({ fan: { status: 'proven', email: null }, pledge: { status: 'active', amountMinor: 250 } });
});

test('whoever reads the mailbox refuses with the link alone, and nothing is left of it', async () => {
  const page = await browser.open();
  await openTier(page, bakery.handle, 'Crumbs');
  await page.getByRole('textbox', { name: 'Your e-mail address' }).fill('stranger@fans.example');
  await page.getByRole('checkbox', { name: /I agree/ }).check();
  await page.getByRole('button', { name: 'Pledge $1 a month, charged to your card' }).click();
  await saveCard(page);
  await page.getByRole('heading', { name: 'Look into your mailbox' }).waitFor();
  await openMail(page, /Is this pledge yours\? \$1/, '/pledges/confirm/');
  await page.getByText('No, it is not mine').click();
  await page.getByRole('button', { name: 'Refuse it' }).click();
  await page.getByRole('heading', { name: 'It is gone' }).waitFor();
  await page.goBack();
  await page.reload();
  await page.getByRole('heading', { name: 'This link has ended' }).waitFor();
});

/** Opens the newest mail of this subject in the mailbox, and the link in it that leads to this path. */
async function openMail(page: Page, subject: RegExp, path: string): Promise<void> {
  await vi.waitUntil(async () => {
    await page.goto(`${app().url}/mailbox`);
    return (await page.getByRole('link', { name: subject }).count()) > 0;
  }, { timeout: 20_000, interval: 300 });
  await page.getByRole('link', { name: subject }).first().click();
  const link = page.getByRole('article').locator(`a[href*="${path}"]`).first();
  await page.goto((await link.getAttribute('href')) ?? '');
}
