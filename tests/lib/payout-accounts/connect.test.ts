import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { getDb } from '@/db/client';
import { mailMessage, operatorSetting, payoutAccount, person } from '@/db/schema';
import { continueOnboarding, lookAgain, openOnboarding, openProcessorPage } from '@/lib/payout-accounts';
import { addOwnPage, refusalOf } from '../../support/own-page';
import { accountOf, addPayee, onboard } from '../../support/payees';
import { addPerson } from '../../support/people';
import { control, sdkOf } from '../../support/sandbox-controls';
import { useWorld } from '../../support/world';

const { sandbox } = useWorld();
const now = () => new Date();

async function accountsAtProcessor(): Promise<string[]> {
  const ids: string[] = [];
  for await (const { id } of sdkOf(sandbox()).v2.core.accounts.list({ limit: 100 })) ids.push(id);
  return ids;
}
const chaos = (fault: object) => control(sandbox(), 'POST', '/chaos/api', { method: 'POST', path: '/v2/core/accounts', times: 1, ...fault });
const mailsTo = async (recipient: string) =>
  (await getDb().select().from(mailMessage).where(eq(mailMessage.recipient, recipient))).map(({ subject }) => subject);

test('a creator connects an account, and once the processor has looked at it they can be paid and are told', async () => {
  const { creatorId, personId } = await addOwnPage();
  const url = await openOnboarding(creatorId, now());
  expect(url).toContain(`${sandbox().url}/setup/e/`);
  expect(await accountOf(creatorId)).toMatchObject({ status: 'onboarding', country: 'US', firstActiveAt: null, changedAt: null });
  await lookAgain(creatorId, now());
  expect((await accountOf(creatorId)).requirements).toContain('defaults.payout_methods');
  const active = await onboard(sandbox(), creatorId, now());
  expect(active).toMatchObject({ status: 'active', requirements: [], destination: 'STRIPE TEST BANK •••• 6789', restsUntil: null });
  expect(active.firstActiveAt).not.toBeNull();
  const [owner] = await getDb().select().from(person).where(eq(person.id, personId));
  expect(await mailsTo(owner?.email ?? '')).toEqual(['You can be paid now']);
});

test('twenty clicks at once make one account, and each of them leads to a page of its own', async () => {
  const before = await accountsAtProcessor();
  const { creatorId } = await addOwnPage();
  const urls = await Promise.all(Array.from({ length: 20 }, () => openOnboarding(creatorId, now())));
  expect(new Set(urls).size).toBe(20);
  const made = (await accountsAtProcessor()).filter((id) => !before.includes(id));
  expect(made).toEqual([(await accountOf(creatorId)).stripeAccountId]);
});

test.each([
  ['the answer was cut off', { action: 'cut_after', times: 3 }],
  ['the processor fell over before', { action: 'cut_before', times: 3 }],
  ['the processor was slow', { action: 'slow', delay_ms: 300 }],
] as const)('when %s, the next click goes on with the same account', async (_what, fault) => {
  const before = await accountsAtProcessor();
  const { creatorId } = await addOwnPage();
  await chaos(fault);
  await openOnboarding(creatorId, now()).catch(() => undefined);
  await control(sandbox(), 'DELETE', '/chaos');
  await openOnboarding(creatorId, now());
  const made = (await accountsAtProcessor()).filter((id) => !before.includes(id));
  expect(made).toEqual([(await accountOf(creatorId)).stripeAccountId]);
});

test('an account whose answer was lost is found again a day later, and after its owner’s address changed', async () => {
  for (const isLater of [true, false]) {
    const before = await accountsAtProcessor();
    const { creatorId, personId } = await addOwnPage();
    await openOnboarding(creatorId, now());
    const { id, stripeAccountId } = await accountOf(creatorId);
    // As if the server had died after the processor answered.
    await getDb().update(payoutAccount).set({ stripeAccountId: null, status: 'new' }).where(eq(payoutAccount.id, id));
    await getDb().update(person).set({ email: `new-${id}@fans.example` }).where(eq(person.id, personId));
    await openOnboarding(creatorId, isLater ? new Date(Date.now() + 30 * 3_600_000) : now());
    expect((await accountOf(creatorId)).stripeAccountId).toBe(stripeAccountId);
    expect((await accountsAtProcessor()).filter((each) => !before.includes(each))).toEqual([stripeAccountId]);
  }
});

test('nothing is made for who lives where nobody can be paid', async () => {
  const before = await accountsAtProcessor();
  const { creatorId } = await addOwnPage({ country: 'FR' });
  const admin = await addPerson();
  await getDb().insert(operatorSetting).values({ name: 'allowedCountries', value: ['US'], changedBy: admin.id });
  expect(await refusalOf(openOnboarding(creatorId, now()))).toBe('CountryNotPaid');
  await getDb().delete(operatorSetting);
  expect(await getDb().select().from(payoutAccount).where(eq(payoutAccount.creatorId, creatorId))).toEqual([]);
  expect(await accountsAtProcessor()).toEqual(before);
});

test('who comes back for another link gets one only for an account that is there', async () => {
  const { creatorId } = await addOwnPage();
  expect(await continueOnboarding(creatorId)).toBeNull();
  expect(await refusalOf(openProcessorPage(creatorId))).toBe('NoPayoutAccount');
  await openOnboarding(creatorId, now());
  expect(await continueOnboarding(creatorId)).toContain('/setup/e/');
  expect(await refusalOf(openProcessorPage(creatorId))).toBe('PayoutAccountNotReady');
  const payee = await addPayee(sandbox(), now());
  const url = await openProcessorPage(payee.creatorId);
  expect(await (await fetch(url)).text()).toContain('Your payouts from');
});
