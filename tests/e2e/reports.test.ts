import { eq } from 'drizzle-orm';
import { beforeAll, expect, test } from 'vitest';
import { getDb, inTransaction } from '@/db/client';
import { auditLog, creator, mailMessage, report } from '@/db/schema';
import { seedDemoCreators } from '@/db/seed/demo/seed-creators';
import { newId } from '@/lib/ids';
import { useApp } from '../support/app';
import { DESK, expectAccessible, useBrowser } from '../support/pages';
import { signInPage } from '../support/sign-in';
import { addCreator } from '../support/tips';

const app = useApp();
const browser = useBrowser();
const SMALLEST = { width: 320, height: 640 };
const OWNER = 'rhea@fans.example';
const REPORTER = 'someone@fans.example';
let number = '';

beforeAll(() => inTransaction((tx) => seedDemoCreators(tx, new Date())), 120_000);

async function openAs(email: string, options: Parameters<typeof signInPage>[3], context: Parameters<typeof browser.open>[0] = { viewport: DESK }) {
  const page = await browser.open(context);
  return { page, ...(await signInPage(page, app().url, email, options)) };
}

async function mailTo(recipient: string, subject: RegExp): Promise<string> {
  const mails = await getDb().select().from(mailMessage).where(eq(mailMessage.recipient, recipient));
  return mails.find((mail) => subject.test(mail.subject))?.bodyText ?? '';
}

async function pageStatus(): Promise<number> {
  return (await fetch(`${app().url}/river-notes`)).status;
}

test('without script and without an account, on the smallest phone: from the foot of a page to a receipt with a number', async () => {
  const { personId } = await openAs(OWNER, { displayName: 'Rhea' });
  await getDb().update(creator).set({ personId }).where(eq(creator.handle, 'river-notes'));
  const page = await browser.open({ viewport: SMALLEST, javaScriptEnabled: false });
  await page.goto(`${app().url}/river-notes`);
  await page.getByRole('link', { name: 'Report this page' }).click();
  await page.getByLabel('Fraud').check();
  await page.getByLabel('What is wrong?').fill('Short');
  await page.getByRole('button', { name: 'Send the report' }).click();
  await page.getByText('Please write at least 10 characters').waitFor();
  expect(await page.getByLabel('What is wrong?').inputValue()).toBe('Short');
  expect(await page.getByLabel('Fraud').isChecked()).toBe(true);
  await page.getByLabel('What is wrong?').fill('The pictures are mine, taken from my own site.');
  await page.getByLabel(/Your e-mail address/).fill(REPORTER);
  await page.getByRole('button', { name: 'Send the report' }).click();
  await page.getByRole('heading', { name: 'Your report is here' }).waitFor();
  number = new URL(page.url()).pathname.split('/').at(-1) ?? '';
  expect(number).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/);
  expect(await mailTo(REPORTER, /is here/)).toContain(number);
});

test('the form and the receipt fit the smallest phone and leave axe nothing to say', async () => {
  const page = await browser.open({ viewport: SMALLEST, colorScheme: 'dark' });
  for (const path of ['/report/river-notes', `/report/river-notes/${number}`]) {
    await page.goto(app().url + path);
    await expectAccessible(page);
  }
  for (const path of ['/report/nobody-is-here', '/report/river-notes/0000-0000-0000', '/report/river-notes/x']) {
    expect((await page.request.get(app().url + path)).status(), path).toBe(404);
  }
});

test('the queue is for admins; j and Enter open what waits longest, and suspending tells everybody why', async () => {
  const stranger = await browser.open();
  expect((await stranger.request.get(`${app().url}/admin/reports`, { maxRedirects: 0 })).status()).toBe(307);
  const { page, personId } = await openAs('ada@tuppence.example', { isAdmin: true, factor: true, displayName: 'Ada' });
  await page.goto(`${app().url}/admin/reports`, { waitUntil: 'networkidle' });
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/admin/reports/*-*');
  await page.getByText('The pictures are mine').waitFor();
  expect(await page.content()).not.toContain(REPORTER);
  await page.getByRole('textbox', { name: 'Note' }).fill('Compared both sites.');
  await page.getByRole('button', { name: 'Keep the note' }).click();
  await page.getByText('Compared both sites.', { exact: true }).first().waitFor();
  await page.getByText('Suspend the page…').click();
  await expectAccessible(page);
  const form = page.getByRole('form', { name: 'Suspend this page' });
  await form.getByLabel('Reason').fill('Pictures of somebody else');
  await form.getByRole('button', { name: 'Suspend it now' }).click();
  await page.waitForURL('**/admin/reports?did=upheld');
  await page.getByText('Upheld. The page is suspended').waitFor();
  await page.getByText('No report waits.').waitFor();
  await expect.poll(pageStatus, { timeout: 15_000 }).toBe(404);
  expect(await mailTo(REPORTER, /is decided/)).toMatch(/is suspended[^]*Pictures of somebody else/);
  expect(await mailTo(OWNER, /is suspended/)).toMatch(/Pictures of somebody else[^]*dashboard\/appeal/);
  expect(await mailTo(OWNER, /is suspended/)).not.toContain('someone');
  const acts = await getDb().select({ action: auditLog.action }).from(auditLog).where(eq(auditLog.actorId, personId));
  for (const action of ['report.look', 'report.note', 'report.uphold', 'creator.suspend']) expect(acts.map((act) => act.action)).toContain(action);
});

test('the owner reads why and appeals without script; another admin grants it, who suspended cannot', async () => {
  const { page: owner } = await openAs(OWNER, {}, { viewport: SMALLEST, javaScriptEnabled: false });
  await owner.goto(`${app().url}/dashboard`);
  await owner.getByRole('link', { name: 'Read more and appeal' }).click();
  await owner.getByText('Pictures of somebody else').waitFor();
  await owner.getByLabel('Why should your page be back?').fill('The photographer is my brother, and he agreed.');
  await owner.getByRole('button', { name: 'Send the appeal' }).click();
  await owner.getByText('It is here.').waitFor();

  const { page: ada } = await openAs('ada@tuppence.example', { isAdmin: true, factor: true });
  await ada.goto(`${app().url}/admin/reports`);
  await ada.getByText('Another admin: you suspended it').waitFor();
  const { page: bea } = await openAs('bea@tuppence.example', { isAdmin: true, factor: true, displayName: 'Bea' }, { viewport: SMALLEST, colorScheme: 'dark' });
  await bea.goto(`${app().url}/admin/reports`);
  await expectAccessible(bea);
  await bea.getByRole('link', { name: /river-notes/ }).click();
  await bea.getByText('The photographer is my brother').waitFor();
  await bea.getByText('Show the page again…').click();
  await expectAccessible(bea);
  const form = bea.getByRole('form', { name: 'Grant the appeal' });
  await form.getByLabel('Reason').fill('The permission is genuine');
  await form.getByRole('button', { name: 'Show it again' }).click();
  await bea.getByText('No appeal waits.').waitFor();
  await expect.poll(pageStatus, { timeout: 15_000 }).toBe(200);
  expect(await mailTo(OWNER, /is open again/)).toContain('The permission is genuine');
});

test('who is shut out appeals by the link of the mail, without script and without signing in; another link leads nowhere', async () => {
  const { personId } = await openAs(OWNER, {});
  const { page: ada } = await openAs('ada@tuppence.example', { isAdmin: true, factor: true });
  await ada.goto(`${app().url}/admin/people/${personId}`);
  await ada.getByText('Suspend…').click();
  const form = ada.getByRole('form', { name: 'Suspend this person' });
  await form.getByLabel('Reason').fill('Collected for a hospital that knows nothing of it');
  await form.getByRole('button', { name: 'Suspend now' }).click();
  await expect.poll(() => mailTo(OWNER, /account is suspended/)).toContain('/appeal/');
  const link = /\/appeal\/[\w-]+/.exec(await mailTo(OWNER, /account is suspended/))?.[0] ?? '';

  const page = await browser.open({ viewport: SMALLEST, colorScheme: 'dark' });
  expect((await page.request.get(`${app().url}${link.slice(0, -1)}`)).status()).toBe(404);
  await page.goto(app().url + link);
  await page.getByText('Collected for a hospital').waitFor();
  await expectAccessible(page);
  const plain = await browser.open({ viewport: SMALLEST, javaScriptEnabled: false });
  await plain.goto(app().url + link);
  await plain.getByRole('textbox').fill('The hospital’s own letter is on its way.');
  await plain.getByRole('button', { name: 'Send the appeal' }).click();
  await plain.getByText('It is here.').waitFor();
  expect(await plain.getByRole('button', { name: 'Send the appeal' }).count()).toBe(0);
  await page.reload();
  await expectAccessible(page);
});

test('a queue longer than a page goes on where it ended, and back to its beginning', async () => {
  const pages = await Promise.all(Array.from({ length: 101 }, () => addCreator()));
  await getDb().insert(report).values(pages.map(({ id }, at) => ({
    id: newId(), key: newId(), number: `10000000${at + 1_000}`, creatorId: id, kind: 'spam' as const, body: 'The same link on every page.', createdAt: new Date(Date.now() - 86_400_000 + at), status: 'open' as const,
  })));
  const { page } = await openAs('ada@tuppence.example', { isAdmin: true, factor: true });
  await page.goto(`${app().url}/admin/reports?kind=spam`);
  const rows = page.getByRole('table', { name: 'Reported pages' }).locator('tbody tr');
  expect(await rows.count()).toBe(100);
  await page.getByRole('link', { name: 'The next ones' }).click();
  await page.getByRole('link', { name: 'From the beginning' }).waitFor();
  expect(await rows.count()).toBe(1);
  await rows.getByText(pages[100]?.handle ?? '').waitFor();
  await expectAccessible(page);
  await page.getByRole('link', { name: 'From the beginning' }).click();
  await rows.getByText(pages[0]?.handle ?? '').waitFor();
});

test('security.txt stands where finders look, once somebody is named in it', async () => {
  const answer = await fetch(`${app().url}/.well-known/security.txt`);
  expect(answer.status).toBe(404);
  expect(await answer.text()).toContain('has not named an address');
});
