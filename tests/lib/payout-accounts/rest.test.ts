import { expect, test } from 'vitest';
import { getDb, inTransaction } from '@/db/client';
import { formerAddress, payoutAccount } from '@/db/schema';
import { everybody } from '@/lib/dates';
import { newId } from '@/lib/ids';
import { accountObstacle, lockPayoutAccount, payoutObstacle, readPayoutAccount, refuseObstacle } from '@/lib/payout-accounts';
import { useTestDatabase } from '../../support/database';
import { addOwnPage, refusalOf } from '../../support/own-page';

useTestDatabase();

const NOW = new Date('2026-11-21T12:00:00Z');
const hoursAgo = (hours: number) => new Date(NOW.getTime() - hours * 3_600_000);

async function addAccount(change: Partial<typeof payoutAccount.$inferInsert> = {}) {
  const page = await addOwnPage();
  const id = newId();
  await getDb().insert(payoutAccount).values({
    id, creatorId: page.creatorId, country: 'US', status: 'active', stripeAccountId: `acct_${id}`, createdAt: hoursAgo(2_000), firstActiveAt: hoursAgo(1_900), ...change,
  });
  return page;
}

test('an account that never changed does not rest, and without one nobody is paid', async () => {
  const { creatorId } = await addAccount();
  const account = await readPayoutAccount(getDb(), creatorId);
  expect([account?.restsUntil, payoutObstacle(account, NOW)]).toEqual([null, null]);
  const other = await addOwnPage();
  const none = await readPayoutAccount(getDb(), other.creatorId);
  expect([none, payoutObstacle(none, NOW)]).toEqual([null, { why: 'no_account' }]);
});

test('payouts rest for 72 hours after the account changed, to the minute', async () => {
  const { creatorId } = await addAccount({ changedAt: hoursAgo(71) });
  const account = await inTransaction((tx) => lockPayoutAccount(tx, creatorId));
  const until = new Date(NOW.getTime() + 3_600_000);
  expect(payoutObstacle(account, NOW)).toEqual({ why: 'resting', until });
  expect(accountObstacle(account)).toBeNull();
  expect(payoutObstacle(account, until)).toBeNull();
});

test('they rest as long after the sign-in address changed, the later of both counts', async () => {
  const { creatorId, personId } = await addAccount({ changedAt: hoursAgo(71) });
  await getDb().insert(formerAddress).values([
    { id: newId(), personId, email: 'old@fans.example', leftAt: hoursAgo(10) },
    { id: newId(), personId, email: 'older@fans.example', leftAt: hoursAgo(300) },
  ]);
  expect(payoutObstacle(await readPayoutAccount(getDb(), creatorId), NOW)).toEqual({ why: 'resting', until: new Date(NOW.getTime() + 62 * 3_600_000) });
});

test.each([
  ['onboarding', 'PayoutAccountNotReady'],
  ['restricted', 'PayoutAccountRestricted'],
] as const)('nothing is paid to an account that is %s, rested or not', async (status, code) => {
  const { creatorId } = await addAccount({ status, changedAt: hoursAgo(10) });
  const obstacle = payoutObstacle(await readPayoutAccount(getDb(), creatorId), NOW);
  expect(obstacle).toEqual({ why: status });
  expect(await refusalOf(Promise.resolve().then(() => refuseObstacle(obstacle, everybody)))).toBe(code);
});
