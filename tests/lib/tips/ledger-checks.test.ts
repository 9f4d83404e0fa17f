import { eq, sql } from 'drizzle-orm';
import { beforeEach, expect, it } from 'vitest';
import { getDb } from '@/db/client';
import { payment, refund, tip } from '@/db/schema';
import { verifyLedger } from '@/lib/ledger';
import { runJob } from '@/lib/jobs';
import { askRefund } from '@/lib/payments';
import { tipLedgerChecks } from '@/lib/tips';
import { addCreator, beginAndPay } from '../../support/tips';
import { useWorld } from '../../support/world';

useWorld({ verify: false });

let paymentId = '';
let tipId = '';

beforeEach(async () => {
  const begun = await beginAndPay((await addCreator()).id);
  await runJob('reconcile', new Date());
  [paymentId, tipId] = [begun.payment.id, begun.tip.id];
});

/** Which checks find something once `harm` was done behind the code's back; then it is undone. */
async function findings(harm: () => Promise<unknown>): Promise<string[]> {
  await harm();
  return [...new Set((await verifyLedger(getDb(), tipLedgerChecks)).map(({ invariant }) => invariant))];
}

it('holds for a tip as it is', async () => {
  expect(await findings(() => Promise.resolve())).toEqual([]);
});

it('finds a tip that says received without its money, and a charge without its tip', async () => {
  const harm = () => getDb().update(payment).set({ chargeId: 'ch_invented' }).where(eq(payment.id, paymentId));
  expect(await findings(harm)).toEqual(['a received tip is collected in the ledger', 'a collected charge has its tip']);
  await getDb().execute(sql`update payment set charge_id = l.external_ref from ledger_transfer l
    join ledger_transfer_kind k on k.code = l.kind and k.name = 'tip_collected'
    where charge_id = 'ch_invented' and not exists (select from payment p where p.charge_id = l.external_ref)`);
});

it('finds a fee that was shown and never posted', async () => {
  expect(await findings(() => getDb().update(payment).set({ processorFeeMinor: 40 }).where(eq(payment.id, paymentId)))).toEqual(['a known fee is posted']);
  await getDb().update(payment).set({ processorFeeMinor: 39 }).where(eq(payment.id, paymentId));
});

it('finds a creator whose tips say more than is held', async () => {
  expect(await findings(() => getDb().update(tip).set({ heldMinor: 262 }).where(eq(tip.id, tipId)))).toEqual(['what tips and pledge days hold is what is held']);
  await getDb().update(tip).set({ heldMinor: 261 }).where(eq(tip.id, tipId));
});

it('finds a refund that the ledger does not know', async () => {
  await askRefund(paymentId, 'duplicate', new Date());
  const harm = () => getDb().update(refund).set({ status: 'succeeded', settledAt: new Date() }).where(eq(refund.paymentId, paymentId));
  expect(await findings(harm)).toEqual(['a refund that went out is posted']);
});
