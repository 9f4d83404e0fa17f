import { eq, like } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { getDb } from '@/db/client';
import { dispute, mailMessage } from '@/db/schema';
import { readEvidence, toPaper } from '@/lib/disputes';
import { listTips, readDisputed, readTipFilter } from '@/lib/earnings';
import { runJob } from '@/lib/jobs';
import { fetchCharge, fetchDisputes } from '@/lib/stripe';
import { settleReports } from '@/lib/webhooks';
import { addPerson } from '../../support/people';
import { control, sdkOf } from '../../support/sandbox-controls';
import { addCreator, beginAndPay, readTip, wishFor } from '../../support/tips';
import { useWorld } from '../../support/world';

const { sandbox } = useWorld();
const now = () => new Date();

it('a creator is told when a bank takes a gift back and how it ended, once each, and sees it beside their balance', async () => {
  const creator = await addCreator({ personId: (await addPerson()).id });
  const begun = await beginAndPay(creator.id, wishFor(700));
  await runJob('reconcile', now());
  const { payment } = await readTip(begun.tip.id);
  const subjects = async () => {
    const [row] = await getDb().select().from(dispute);
    return (await getDb().select().from(mailMessage).where(like(mailMessage.key, `dispute:%:${row?.id ?? ''}:%`))).map(({ subject }) => subject);
  };
  const opened = (await control(sandbox(), 'POST', `/charges/${payment.chargeId}/dispute`)) as { id: string };
  await runJob('reconcile', now());
  await runJob('reconcile', now());
  expect(await subjects()).toEqual(['A bank took back $7.00 of yours, for now']);
  expect(await readDisputed(getDb(), creator.id, 'USD')).toEqual({ gifts: 1, minor: 700 });
  const first = async () => (await listTips(getDb(), creator.id, readTipFilter({}), { cursor: null, limit: 5 })).rows[0];
  expect(await first()).toMatchObject({ state: 'disputed', sums: { grossMinor: 700, disputedMinor: 700, refundedMinor: 0, platformFeeMinor: 0 } });
  await control(sandbox(), 'POST', `/disputes/${opened.id}/close`, { status: 'won' });
  await runJob('reconcile', now());
  await runJob('reconcile', now());
  expect((await subjects()).sort()).toEqual(['$7.00 is yours again', 'A bank took back $7.00 of yours, for now']);
  expect(await readDisputed(getDb(), creator.id, 'USD')).toEqual({ gifts: 0, minor: 0 });
  expect(await first()).toMatchObject({ state: 'held' });
});

it('is told also when the processor knows of the dispute before it knows of the money', async () => {
  const creator = await addCreator({ personId: (await addPerson()).id });
  const begun = await beginAndPay(creator.id, wishFor(700));
  await runJob('reconcile', now());
  const { payment } = await readTip(begun.tip.id);
  await control(sandbox(), 'POST', `/charges/${payment.chargeId}/dispute`);
  const charge = await fetchCharge(payment.checkoutSessionId ?? '');
  const disputes = await fetchDisputes(payment.chargeId ?? '');
  const early = disputes.map((each) => ({ ...each, movements: [] }));
  for (const known of [early, disputes, disputes]) await settleReports([{ ...charge, disputes: known }], now());
  const [row] = await getDb().select().from(dispute).where(eq(dispute.paymentId, payment.id));
  const mails = await getDb().select().from(mailMessage).where(like(mailMessage.key, `dispute:%:${row?.id ?? ''}:%`));
  expect(mails.map(({ subject }) => subject)).toEqual(['A bank took back $7.00 of yours, for now']);
});

it('is told of their own part of a tip, not of the tip for the platform, and of each change: given back in part, taken again', async () => {
  const creator = await addCreator({ personId: (await addPerson()).id });
  const begun = await beginAndPay(creator.id, wishFor(700, { platformTipMinor: 100 }));
  await runJob('reconcile', now());
  const { payment } = await readTip(begun.tip.id);
  const opened = (await control(sandbox(), 'POST', `/charges/${payment.chargeId}/dispute`)) as { id: string };
  await runJob('reconcile', now());
  for (const [path, body] of [['close', { status: 'won', amount: 400 }], ['overrule', { status: 'won' }], ['overrule', { status: 'lost' }]] as const) {
    await control(sandbox(), 'POST', `/disputes/${opened.id}/${path}`, body);
    await runJob('reconcile', now());
  }
  const [row] = await getDb().select().from(dispute).where(eq(dispute.paymentId, payment.id));
  const mails = await getDb().select().from(mailMessage).where(like(mailMessage.key, `dispute:%:${row?.id ?? ''}:%`)).orderBy(mailMessage.id);
  expect(mails.map(({ subject }) => subject)).toEqual([
    'A bank took back $7.00 of yours, for now', '$3.50 is yours again, and the bank kept $3.50', '$7.00 is yours again', 'The bank kept $7.00',
  ]);
});

it('is not told of a dispute about what they had given back already: it takes nothing of theirs', async () => {
  const creator = await addCreator({ personId: (await addPerson()).id });
  const begun = await beginAndPay(creator.id, wishFor(700));
  await runJob('reconcile', now());
  const { payment } = await readTip(begun.tip.id);
  await sdkOf(sandbox()).refunds.create({ charge: payment.chargeId ?? '' });
  await control(sandbox(), 'POST', `/charges/${payment.chargeId}/dispute`, { amount: 700 });
  await runJob('reconcile', now());
  const [row] = await getDb().select().from(dispute).where(eq(dispute.paymentId, payment.id));
  expect(row).toMatchObject({ takenMinor: 700, excessMinor: 700 });
  expect(await getDb().select().from(mailMessage).where(like(mailMessage.key, `dispute:%:${row?.id ?? ''}:%`))).toEqual([]);
  const paper = toPaper(await factsOf(payment.id), { id: row?.id ?? '', stripeDisputeId: 'du_1', reason: 'fraudulent', openedAt: now() });
  expect(paper.sections.flatMap(({ title, lines }) => (title === 'What went back already' ? lines : []))).toEqual([expect.stringMatching(/^\$7\.00 of this payment was refunded to the cardholder on \d{4}-/)]);
});

async function factsOf(paymentId: string) {
  const facts = await readEvidence(getDb(), paymentId);
  if (!facts) throw new Error('there is no such payment');
  return facts;
}
