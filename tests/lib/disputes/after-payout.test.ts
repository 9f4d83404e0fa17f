import { describe, expect, it } from 'vitest';
import { runJob } from '@/lib/jobs';
import { addAvailable, addApproved, ask, later, purseOf, readOne, runPayouts } from '../../support/payouts';
import { expectEqualBalance } from '../../support/records';
import { control } from '../../support/sandbox-controls';
import { readTip } from '../../support/tips';
import { useWorld } from '../../support/world';

const { sandbox } = useWorld();

async function dispute(tipId: string): Promise<string> {
  const { payment } = await readTip(tipId);
  const opened = (await control(sandbox(), 'POST', `/charges/${payment.chargeId}/dispute`)) as { id: string };
  await runJob('reconcile', later());
  return opened.id;
}

describe('a dispute', () => {
  it('cancels the unsent payout that has its tip, takes it from what is free again, and is made good when won', async () => {
    const { payee, payoutId, tipIds } = await addApproved(sandbox(), [3_000, 3_000]);
    const { tip } = await readTip(tipIds[0] ?? '');
    const id = await dispute(tip.id);
    expect(await readOne(payoutId)).toMatchObject({ status: 'cancelled', reason: 'A bank took back a tip that is in it.' });
    expect(await purseOf(payee)).toMatchObject({ reserved: 0 });
    await control(sandbox(), 'POST', `/disputes/${id}/close`, { status: 'won' });
    await runJob('reconcile', later());
    const { available = 0, debt = 0 } = await purseOf(payee);
    expect([available - debt, debt]).toEqual([2 * tip.reservedMinor, 0]);
    await expectEqualBalance(sandbox());
  });

  it('after the money left is a debt, which the next payout repays first; won later, it comes back as money', async () => {
    const { payee, tipIds } = await addApproved(sandbox());
    await runPayouts();
    const id = await dispute(tipIds[0] ?? '');
    expect(await purseOf(payee)).toEqual({ held: 0, available: 0, reserved: 0, debt: 3_000 });
    await addAvailable(payee, [9_000]);
    const { available } = await purseOf(payee);
    const again = await ask(payee);
    expect((await readOne(again)).amountMinor).toBe(available);
    expect(await purseOf(payee)).toMatchObject({ debt: 0, reserved: available });
    await control(sandbox(), 'POST', `/disputes/${id}/close`, { status: 'won' });
    await runJob('reconcile', later());
    expect(await purseOf(payee)).toMatchObject({ debt: 0, available: 3_000, reserved: available });
    await expectEqualBalance(sandbox());
  });
});
