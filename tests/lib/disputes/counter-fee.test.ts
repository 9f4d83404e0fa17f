import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { getDb } from '@/db/client';
import { dispute } from '@/db/schema';
import { answerDispute } from '@/lib/disputes';
import { runJob } from '@/lib/jobs';
import { balanceOf } from '@/lib/ledger';
import { listKinds, readBalances } from '@/lib/reconcile';
import { addPerson } from '../../support/people';
import { expectEqualBalance } from '../../support/records';
import { control } from '../../support/sandbox-controls';
import { addCreator, beginAndPay, readTip, wishFor } from '../../support/tips';
import { useWorld } from '../../support/world';

const { sandbox } = useWorld();
const later = () => new Date(Date.now() + 3_600_000);
/** STRIPE.md: in the US $15 for each dispute, which stays, and $15 more for countering it, returned when it is won. */
const RECEIVING = 1_500;
const COUNTERING = 1_500;

async function countered(evidence: 'winning_evidence' | 'losing_evidence') {
  const before = await costs();
  const begun = await beginAndPay((await addCreator()).id, wishFor(700));
  await runJob('reconcile', new Date());
  const { payment } = await readTip(begun.tip.id);
  await control(sandbox(), 'POST', `/charges/${payment.chargeId}/dispute`);
  await runJob('reconcile', new Date());
  const [row] = await getDb().select().from(dispute).where(eq(dispute.paymentId, payment.id));
  expect((await costs()) - before).toBe(RECEIVING);
  await answerDispute({ disputeId: row?.id ?? '', actorId: (await addPerson()).id, kind: 'counter', words: evidence, now: new Date() });
  await runJob('refunds', new Date());
  await runJob('reconcile', new Date());
  await runJob('reconcile', later());
  const [over] = await getDb().select().from(dispute).where(eq(dispute.paymentId, payment.id));
  return { status: over?.status, costMinor: (await costs()) - before };
}

const costs = () => balanceOf(getDb(), { kind: 'processor_costs', owner: null, currency: 'USD' });

async function expectNoGap() {
  expect(await runJob('reconcile', later())).toMatchObject({ gaps: 0 });
  for (const line of await readBalances(getDb())) expect(line).toMatchObject({ gapMinor: 0, explainedMinor: 0 });
  const kinds = await listKinds(getDb(), new Date());
  expect(kinds.filter(({ unmatched }) => unmatched > 0)).toEqual([]);
  expect(kinds.map(({ type }) => type)).toContain('stripe_fee');
  await expectEqualBalance(sandbox());
}

it('the fee for countering a dispute is the operator’s cost, comes back when it is won, and the books agree at gap zero', async () => {
  expect(await countered('winning_evidence')).toEqual({ status: 'won', costMinor: RECEIVING });
  await expectNoGap();
});

it('lost, it stays with the processor beside the fee of the dispute, and no creator bears it', async () => {
  expect(await countered('losing_evidence')).toEqual({ status: 'lost', costMinor: RECEIVING + COUNTERING });
  await expectNoGap();
});
