import type { Page } from 'playwright';
import { beforeAll, describe, expect, test } from 'vitest';
import { useApp } from '../support/app';
import { DESK, expectAccessible, PHONE, useBrowser } from '../support/pages';
import { control } from '../support/sandbox-controls';
import { signInPage } from '../support/sign-in';
import { addCreator } from '../support/tips';

const app = useApp();
const browser = useBrowser();
let river: Awaited<ReturnType<typeof addCreator>>;

beforeAll(async () => {
  river = await addCreator({ name: 'River Notes' });
});

/** Saves a card from the tab, which tells what it is for and charges nothing. */
async function openTab(page: Page): Promise<void> {
  await page.goto(`${app().url}/account/tab`);
  await page.getByRole('heading', { name: 'How a tab works' }).waitFor();
  await page.getByRole('button', { name: 'Save a card' }).click();
  await page.getByText('Please tick this if you agree.').waitFor();
  await page.getByRole('checkbox', { name: 'I agree' }).check();
  await page.getByRole('button', { name: 'Save a card' }).click();
  await page.getByText('Test payment: no money moves').first().waitFor();
  await page.getByLabel('Test card number').fill('4242424242424242');
  await page.getByLabel('Expiry').fill('12/34');
  await page.getByLabel('Security code').fill('123');
  await page.getByRole('button', { name: 'Save card' }).click();
  await expect.poll(async () => (await page.reload(), page.getByText('Your Visa ending 4242 is saved.').isVisible()), { timeout: 20_000 }).toBe(true);
}

async function give(page: Page, amount: string): Promise<void> {
  await page.goto(`${app().url}/${river.handle}`);
  const form = page.getByRole('form', { name: 'Tip River Notes' });
  await form.getByRole('radio', { name: 'Other' }).check();
  await form.getByLabel('Your amount in USD').fill(amount);
  await form.getByRole('radio', { name: /On your tab/ }).check();
  await expectAccessible(page);
  await form.getByRole('button', { name: /on your tab$|^Tip/ }).click();
}

describe.each([['on a phone in daylight', PHONE, 'light'], ['on a desk at night', DESK, 'dark']] as const)('a fan %s', (_where, viewport, colorScheme) => {
  test('saves a card, tips, undoes, sets a cap that stops them, pauses, moves their day and pays', async () => {
    const page = await browser.open({ viewport, colorScheme });
    await signInPage(page, app().url, `tab-${colorScheme}@fans.example`);
    await page.goto(`${app().url}/account/tab`);
    await expectAccessible(page);
    await openTab(page);

    await give(page, '0.60');
    await page.getByText('Your tip of $0.60 for River Notes is on your tab.').waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: /^Undo/ }).click();
    await page.getByText('Undone.').waitFor();
    expect(await page.getByText('Nothing is on your tab').isVisible()).toBe(true);

    await give(page, '0.80');
    await page.getByText('is on your tab.').waitFor();
    await page.getByText('Set a cap', { exact: true }).click();
    await page.getByLabel('At most, a month, in USD').fill('1');
    await page.getByRole('button', { name: 'Set the cap' }).click();
    await page.getByText('Your cap holds from now on.').waitFor();
    await give(page, '0.50');
    await page.getByRole('alert').getByText(/would pass your cap of \$1 a month: \$0.80 is used/).waitFor();

    await page.goto(`${app().url}/account/tab`);
    await page.getByText('Pause', { exact: true }).click();
    await page.getByRole('button', { name: 'Pause everything' }).click();
    await page.getByText('Everything is paused.').waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.getByText('Your tab goes on.').waitFor();
    await page.getByLabel('Another day').selectOption('12');
    await page.getByRole('button', { name: 'See what changes' }).click();
    await page.getByRole('button', { name: 'Move to the 12th' }).click();
    await page.getByText('The 12th of each month').waitFor();

    await control(app().sandbox, 'POST', '/clock', { advance_ms: 11 * 60_000 });
    await expect.poll(async () => (await page.goto(`${app().url}/account/tab`), page.getByText('Pay now', { exact: true }).isVisible()), { timeout: 20_000 }).toBe(true);
    await page.getByText('Pay now', { exact: true }).click();
    await page.getByRole('button', { name: 'Pay $0.80 now' }).click();
    await expect.poll(async () => (await page.goto(`${app().url}/account/tab`), page.getByText('Nothing is on your tab').isVisible()), { timeout: 30_000 }).toBe(true);
    // The worker charges it in a moment.
    await expect.poll(async () => (await page.goto(`${app().url}/account/bills`), page.getByText('Paid').first().isVisible()), { timeout: 30_000 }).toBe(true);

    await page.goto(`${app().url}/account/cards`);
    await expectAccessible(page);
    await page.getByText('Remove', { exact: true }).click();
    await page.getByRole('button', { name: 'Remove Visa ending 4242' }).or(page.getByRole('button', { name: 'Remove it' })).first().click();
    await page.getByText('The card is forgotten.').waitFor();
  });
});

test('with JavaScript off a tip goes on the tab through a page with its sums, and is undone there', async () => {
  const page = await browser.open({ javaScriptEnabled: false });
  await signInPage(page, app().url, 'tab-plain@fans.example');
  await openTab(page);
  await page.goto(`${app().url}/${river.handle}`);
  const form = page.getByRole('form', { name: 'Tip River Notes' });
  await form.getByRole('radio', { name: '$0.50' }).check();
  await form.getByRole('radio', { name: /On your tab/ }).check();
  await form.locator('button[type=submit]').click();
  await page.getByRole('heading', { name: 'Your tip for River Notes' }).waitFor();
  await page.getByRole('button', { name: 'Put $0.50 on your tab' }).click();
  await page.getByText('Your tip of $0.50 for River Notes is on your tab.').waitFor();
  await page.getByRole('button', { name: /^Undo/ }).click();
  await page.getByText('Undone.').waitFor();
});

test('a stranger is told what a tab saves, and the page is the same for everybody', async () => {
  const page = await browser.open();
  await page.goto(`${app().url}/${river.handle}`);
  await page.getByRole('radio', { name: '$1', exact: true }).check();
  await page.getByText(/33 % of \$1 goes to the card fee. On a tab, charged once a month with all else, about 6 %/).waitFor();
  await page.getByRole('link', { name: 'Open a tab' }).click();
  await page.waitForURL(/\/sign-in/);
});
