import { afterEach, expect, it } from 'vitest';
import { getDb } from '@/db/client';
import { runJob } from '@/lib/jobs';
import { askRefund } from '@/lib/payments';
import { sendPayouts } from '@/lib/payouts';
import { listKinds, readBalances } from '@/lib/reconcile';
import { addApproved, later as payoutTime, readOne } from '../../support/payouts';
import { control, sdkOf } from '../../support/sandbox-controls';
import { addCreator, beginAndPay, readTip, wishFor } from '../../support/tips';
import { useWorld } from '../../support/world';

const { sandbox } = useWorld();
const later = () => new Date(Date.now() + 3_600_000);
const seen = new Set<string>();

/** After each of them both sides say the same, to the cent, and nothing waits to be found. */
afterEach(async () => {
  expect(await runJob('reconcile', later())).toMatchObject({ gaps: 0 });
  for (const line of await readBalances(getDb())) expect(line).toMatchObject({ gapMinor: 0, explainedMinor: 0 });
  const kinds = await listKinds(getDb(), new Date());
  for (const { type } of kinds) seen.add(type);
  expect(kinds.filter(({ unmatched }) => unmatched > 0)).toEqual([]);
});

async function received(amountMinor: number, number = '4242424242424242') {
  const { tip } = await beginAndPay((await addCreator()).id, wishFor(amountMinor), { email: 'fan@fans.example', method: 'card', number });
  await runJob('reconcile', new Date());
  return (await readTip(tip.id)).payment;
}

async function dispute(chargeId: string | null): Promise<string> {
  const answer = await control(sandbox(), 'POST', `/charges/${chargeId}/dispute`, {});
  await runJob('reconcile', new Date());
  return answer && typeof answer === 'object' && 'id' in answer ? String(answer.id) : '';
}

it('a charge and its refund', async () => {
  const payment = await received(900);
  await askRefund(payment.id, 'requested_by_fan', new Date());
  await runJob('refunds', new Date());
});

it('a dispute that is lost, with its fee', async () => {
  const id = await dispute((await received(1100)).chargeId);
  await control(sandbox(), 'POST', `/disputes/${id}/close`, { status: 'lost' });
});

it('a dispute that is won: the money is back, its fee stays', async () => {
  const id = await dispute((await received(1200)).chargeId);
  await control(sandbox(), 'POST', `/disputes/${id}/close`, { status: 'won' });
});

it('a payout to a creator, and one that Stripe took back', async () => {
  // What disputes took at once must be there before anything can leave.
  await received(20_000, '4000000000000077');
  const { payoutId } = await addApproved(sandbox(), [4000]);
  expect(await sendPayouts(payoutTime())).toBe(1);
  await runJob('reconcile', later());
  const { stripeTransferId } = await readOne(payoutId);
  await sdkOf(sandbox()).transfers.createReversal(stripeTransferId ?? '', {});
  await runJob('reconcile', payoutTime());
  expect(await readOne(payoutId)).toMatchObject({ status: 'failed' });
});

it('a payout to the operator’s bank, and one that came back', async () => {
  await received(5000, '4000000000000077');
  const payout = await sdkOf(sandbox()).payouts.create({ amount: 1500, currency: 'usd' });
  await runJob('reconcile', new Date());
  await sdkOf(sandbox()).payouts.cancel(payout.id);
});

it('these were all the kinds that a platform like this one moves', () => {
  expect([...seen].sort()).toEqual(['charge', 'dispute', 'dispute_reversal', 'payout', 'payout_cancel', 'refund', 'transfer', 'transfer_refund']);
});
