import { eq } from 'drizzle-orm';
import { beforeAll, expect, test } from 'vitest';
import { getDb } from '@/db/client';
import { auditLog, creator, payout, payoutAccount, payoutNote, person } from '@/db/schema';
import { newId } from '@/lib/ids';
import { useApp } from '../support/app';
import { DESK, expectAccessible, useBrowser } from '../support/pages';
import { addAvailable, addPayee, ask, readOne, type Payee } from '../support/payouts';
import { signInPage } from '../support/sign-in';

// Two payouts are made larger past the commands, so the books are not asked.
const app = useApp({ worker: false, verify: false });
const browser = useBrowser();
const SMALLEST = { width: 320, height: 640 };
const ADMIN = { isAdmin: true, factor: true } as const;
const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000);
let small: { payee: Payee; payoutId: string };
let large: { payee: Payee; payoutId: string };

beforeAll(async () => {
  small = await waiting('Night Bakery', 5);
  large = await waiting('Open Synth', 50);
  await getDb().update(payout).set({ amountMinor: 104_000 }).where(eq(payout.id, large.payoutId));
}, 120_000);

/** A page whose creator asked for a payout so many hours ago. */
async function waiting(name: string, hours: number) {
  const payee = await addPayee(app().sandbox, { name });
  await getDb().update(payoutAccount).set({ destination: newId() }).where(eq(payoutAccount.creatorId, payee.id));
  await addAvailable(payee, [3_000, 500]);
  const payoutId = await ask(payee);
  await getDb().update(payout).set({ requestedAt: hoursAgo(hours) }).where(eq(payout.id, payoutId));
  return { payee, payoutId };
}

/** The same of a creator who was paid long before. */
async function waitingAgain(name: string, hours: number) {
  const asked = await waiting(name, hours);
  const then = hoursAgo(1_500);
  await getDb().insert(payout).values({
    id: newId(), creatorId: asked.payee.id, currency: 'USD', amountMinor: 3_000, costMinor: 25, askedBy: 'creator', status: 'paid',
    requestedAt: then, approvedAt: then, sentAt: then, endedAt: then, stripeTransferId: `tr_${newId()}`,
  });
  return asked;
}

async function openAs(email: string, options: Parameters<typeof signInPage>[3], context: Parameters<typeof browser.open>[0] = { viewport: DESK }) {
  const page = await browser.open(context);
  return { page, ...(await signInPage(page, app().url, email, options)) };
}

test('to everybody but an admin with their factor there is no queue, no case and no evidence', async () => {
  const stranger = await browser.open();
  const paths = ['/admin/payouts', `/admin/payouts/${small.payoutId}`, `/admin/payouts/${small.payoutId}/evidence/own-card`];
  for (const path of paths) expect((await stranger.request.get(app().url + path, { maxRedirects: 0 })).status(), path).toBe(307);
  const { page: fan } = await openAs('fan@fans.example', {});
  for (const path of paths) expect((await fan.request.get(app().url + path)).status(), path).toBe(404);
  const { page } = await openAs('ada@tuppence.example', ADMIN);
  for (const path of ['/admin/payouts/x', `/admin/payouts/${newId()}`, `/admin/payouts/${small.payoutId}/evidence/drop`, `/admin/payouts/${newId()}/evidence/own-card`]) {
    expect((await page.request.get(app().url + path)).status(), path).toBe(404);
  }
  for (const path of ['/admin/payouts?level=x&state=paid&only=z&past=requested&at=y', '/admin/payouts?level=low&level=stop', '/admin/payouts?past=paid']) {
    expect((await page.request.get(app().url + path)).status(), path).toBe(200);
  }
});

test('queue, case and evidence fit the smallest phone and a desk, and leave axe nothing to say', async () => {
  for (const context of [{ viewport: SMALLEST, colorScheme: 'dark' }, { viewport: DESK, colorScheme: 'light' }] as const) {
    const { page } = await openAs('ada@tuppence.example', ADMIN, context);
    for (const path of ['', `/${small.payoutId}`, `/${small.payoutId}/evidence/shared-card`]) {
      await page.goto(`${app().url}/admin/payouts${path}`);
      for (const summary of await page.locator('details.confirm > summary').all()) await summary.click();
      await expectAccessible(page);
    }
  }
});

test('by keys alone: the late one stands first, a opens the approval, and above the limit another admin has to agree', async () => {
  const { page, personId } = await openAs('ada@tuppence.example', ADMIN);
  await page.goto(`${app().url}/admin/payouts`, { waitUntil: 'networkidle' });
  await page.getByText('2 days, late').waitFor();
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Open Synth' }).waitFor();
  await page.getByText('Above $500: two admins have to agree.').waitFor();
  await page.waitForLoadState('networkidle');
  await page.keyboard.press('a');
  await page.getByText('Yours is the first of two approvals').waitFor();
  await page.keyboard.press('Enter');
  await page.getByText('You approved it. Another admin has to agree.').waitFor();
  expect(await readOne(large.payoutId)).toMatchObject({ status: 'in_review', approvedAt: null });

  const { page: other } = await openAs('bo@tuppence.example', { ...ADMIN, displayName: 'Bo' });
  await other.goto(`${app().url}/admin/payouts/${large.payoutId}`, { waitUntil: 'networkidle' });
  await other.keyboard.press('a');
  await other.keyboard.press('Enter');
  await other.getByText('Approved. The transfer is on its way').waitFor();
  expect((await readOne(large.payoutId)).status).toBe('approved');
  const acts = await getDb().select().from(auditLog).where(eq(auditLog.subjectId, large.payoutId));
  expect(acts.filter(({ actorId }) => actorId === personId).map(({ action }) => action)).toEqual(expect.arrayContaining(['payout.look', 'payout.approve']));
});

test('without script: a note, a hold with its reason, off hold again, and approved with the factor shown', async () => {
  const { page } = await openAs('ada@tuppence.example', ADMIN, { viewport: DESK, javaScriptEnabled: false });
  await page.goto(`${app().url}/admin/payouts/${small.payoutId}`);
  await page.getByRole('textbox', { name: 'Note' }).fill('Wrote to the bank.');
  await page.getByRole('button', { name: 'Keep the note' }).click();
  await page.getByText('Wrote to the bank.', { exact: true }).waitFor();
  await page.getByText('Hold…').click();
  const holding = page.getByRole('form', { name: 'Put it on hold' });
  await holding.getByRole('button', { name: 'Put it on hold' }).click();
  await page.getByText('Write the reason').waitFor();
  await page.getByText('Hold…').click();
  await holding.getByLabel('Reason').fill('We asked your bank about the name.');
  await holding.getByRole('button', { name: 'Put it on hold' }).click();
  await page.getByText('We asked your bank about the name.').first().waitFor();
  expect((await readOne(small.payoutId)).status).toBe('on_hold');
  await page.getByRole('button', { name: 'Take it off hold' }).click();
  await page.getByText(/^Approve \$35\.00…|Approve \$\d+\.\d\d…/).click();
  await page.getByRole('button', { name: /^Approve \$/ }).click();
  await page.getByText('Approved. The transfer is on its way').waitFor();
  expect((await readOne(small.payoutId)).status).toBe('approved');
  expect(await getDb().select().from(payoutNote).where(eq(payoutNote.payoutId, small.payoutId))).toHaveLength(1);
});

test('one’s own payout is another admin’s: nothing of its review is shown, and it cannot be decided', async () => {
  const own = await waiting('My Own Page', 1);
  const [owner] = await getDb().select({ email: person.email }).from(person).innerJoin(creator, eq(creator.personId, person.id)).where(eq(creator.id, own.payee.id));
  const { page, personId } = await openAs(owner?.email ?? '', ADMIN);
  await getDb().update(person).set({ isAdmin: true }).where(eq(person.id, personId));
  await page.goto(`${app().url}/admin/payouts`);
  await page.getByText('Yours: another admin decides').waitFor();
  await page.goto(`${app().url}/admin/payouts/${own.payoutId}`);
  await page.getByRole('heading', { name: 'Your own payout' }).waitFor();
  expect(await page.content()).not.toMatch(/First payout|Why to look|Keep the note/);
  await page.goto(`${app().url}/admin/payouts/${own.payoutId}/evidence/own-card`);
  await page.getByRole('heading', { name: 'Your own payout' }).waitFor();
  expect((await readOne(own.payoutId)).status).toBe('requested');
});

test('anybody reads how long reviews took', async () => {
  const page = await browser.open();
  await page.goto(`${app().url}/payouts`);
  await page.getByText('Answered in 90 days').waitFor();
  expect(await page.locator('.receipt').innerText()).toMatch(/Answered in 90 days\s+2[^]*Waiting now\s+1/);
});

test('by keys alone low scores go together: x ticks, the sum is said before and what went after, and a first payout has no tick', async () => {
  const known = [await waitingAgain('Tidal Clock', 3), await waitingAgain('Paper Moth', 2)];
  await waiting('Glass Harbour', 1);
  const { page } = await openAs('ada@tuppence.example', ADMIN);
  await page.goto(`${app().url}/admin/payouts?level=low`, { waitUntil: 'networkidle' });
  expect(await page.getByRole('checkbox').count()).toBe(2);
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  await page.locator('summary', { hasText: 'Approve 2…' }).focus();
  await page.keyboard.press('Enter');
  await page.getByText(/^In all \$\d+\.\d\d\.$/).waitFor();
  await expectAccessible(page);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByText('2 payouts were let go.').waitFor();
  await expect.poll(() => page.getByRole('checkbox').count(), { timeout: 30_000 }).toBe(0);
  for (const { payoutId } of known) expect((await readOne(payoutId)).status).toBe('approved');
});
