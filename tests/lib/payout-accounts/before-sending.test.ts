import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { getDb } from '@/db/client';
import { payout } from '@/db/schema';
import { addDays } from '@/lib/dates';
import { approvePayout, sendPayouts } from '@/lib/payouts';
import { addPayee } from '../../support/payees';
import { addAdmin, addAvailable, ask, later } from '../../support/payouts';
import { control, sdkOf } from '../../support/sandbox-controls';
import { useWorld } from '../../support/world';

const { sandbox } = useWorld();
const OTHER_BANK = { bank_number: '000111111113' };

async function addApproved() {
  const payee = await addPayee(sandbox(), new Date(), { createdAt: addDays(new Date(), -400) });
  await addAvailable({ id: payee.creatorId }, [3_000]);
  const payoutId = await ask({ id: payee.creatorId });
  await approvePayout({ payoutId, adminId: await addAdmin(), now: later() });
  return { ...payee, payoutId };
}
const statusOf = async (payoutId: string) => (await getDb().select().from(payout).where(eq(payout.id, payoutId)))[0]?.status;
const transfersTo = async (destination: string) => (await sdkOf(sandbox()).transfers.list({ destination })).data.length;

test('an approved payout does not leave for another bank account, though every event of the change was lost', async () => {
  const changed = await addApproved();
  const same = await addApproved();
  await control(sandbox(), 'POST', `/accounts/${changed.stripeAccountId}/bank`, OTHER_BANK);
  await sendPayouts(later());
  expect([await statusOf(changed.payoutId), await transfersTo(changed.stripeAccountId)]).toEqual(['cancelled', 0]);
  expect([await statusOf(same.payoutId), await transfersTo(same.stripeAccountId)]).toEqual(['sent', 1]);
});

test('while the processor does not say where it would go, it waits', async () => {
  const { payoutId, stripeAccountId } = await addApproved();
  await control(sandbox(), 'POST', '/chaos/api', { method: 'GET', path: '/v2/core/accounts/*', action: 'error_500', times: 3 });
  await sendPayouts(later());
  expect([await statusOf(payoutId), await transfersTo(stripeAccountId)]).toEqual(['approved', 0]);
  await control(sandbox(), 'DELETE', '/chaos');
  await sendPayouts(later());
  expect([await statusOf(payoutId), await transfersTo(stripeAccountId)]).toEqual(['sent', 1]);
});
