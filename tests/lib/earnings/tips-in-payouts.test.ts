import { expect, it } from 'vitest';
import { getDb } from '@/db/client';
import { listTips, readTipFilter } from '@/lib/earnings';
import { approvePayout, sendPayouts } from '@/lib/payouts';
import { addAdmin, addAvailable, addPayee, ask, later } from '../../support/payouts';
import { useWorld } from '../../support/world';

const { sandbox } = useWorld();

it('a creator finds tips by where their money is: available, in a payout, paid out; each in one place', async () => {
  const payee = await addPayee(sandbox());
  await addAvailable(payee, [3_000]);
  const found = async () => {
    const by = async (state: string) => (await listTips(getDb(), payee.id, readTipFilter({ state }), { cursor: null, limit: 10 })).rows.map((row) => [row.state, row.sums.grossMinor]);
    return { available: await by('available'), reserved: await by('reserved'), paid: await by('paid'), disputed: await by('disputed') };
  };
  const none = { available: [], reserved: [], paid: [], disputed: [] };
  expect(await found()).toEqual({ ...none, available: [['available', 3_000]] });
  const payoutId = await ask(payee);
  expect(await found()).toEqual({ ...none, reserved: [['reserved', 3_000]] });
  await approvePayout({ payoutId, adminId: await addAdmin(), now: later() });
  await sendPayouts(later());
  expect(await found()).toEqual({ ...none, paid: [['paid', 3_000]] });
});
