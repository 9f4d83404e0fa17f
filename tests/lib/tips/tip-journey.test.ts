import { describe, expect, it } from 'vitest';
import { getDb } from '@/db/client';
import { balanceOf } from '@/lib/ledger';
import { runJob } from '@/lib/jobs';
import { recentPublicTips, tipTotals } from '@/lib/tips';
import { addCreator, addCreatorIn, beginAndPay, readTip, wishFor } from '../../support/tips';
import { useWorld } from '../../support/world';

useWorld();

/** With no webhook configured at all: everything here arrives by reconciliation. */
const arrive = () => runJob('reconcile', new Date());

describe('a tip', () => {
  it('of $3 is collected, held for its creator, and leaves $2.61 once the fee is known', async () => {
    const creator = await addCreator();
    const begun = await beginAndPay(creator.id, wishFor(300, { message: 'For the pencil', displayName: 'Ada' }));
    await arrive();
    const { tip, payment } = await readTip(begun.tip.id);
    expect(tip).toMatchObject({ status: 'received', heldMinor: 261, grossMinor: 300 });
    expect(payment).toMatchObject({ status: 'succeeded', processorFeeMinor: 39, feeState: 'known', method: 'card' });
    const held = { kind: 'creator_held', owner: creator.ledgerOwner, currency: 'USD' } as const;
    expect(await balanceOf(getDb(), held)).toBe(261);
    expect(await recentPublicTips(getDb(), creator.id, 5)).toMatchObject([{ name: 'Ada', message: 'For the pencil', amountMinor: 300 }]);
    expect(await tipTotals(getDb(), creator.id)).toMatchObject({ tipsReceived: 1 });
  });

  it.each([
    ['EUR', 300, 30], ['GBP', 300, 26], ['JPY', 300, 11],
  ] as const)('in %s settles in its own currency', async (currency, amountMinor, feeMinor) => {
    const creator = await addCreatorIn(currency);
    const begun = await beginAndPay(creator.id, wishFor(amountMinor));
    await arrive();
    const { tip, payment } = await readTip(begun.tip.id);
    expect(payment.processorFeeMinor).toBeGreaterThan(0);
    expect({ held: tip.heldMinor + (payment.processorFeeMinor ?? 0), fee: payment.processorFeeMinor !== null }).toEqual({ held: amountMinor, fee: true });
    expect(Math.abs((payment.processorFeeMinor ?? 0) - feeMinor)).toBeLessThan(12);
  });
});
