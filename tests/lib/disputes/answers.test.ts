import { eq, like } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { getDb } from '@/db/client';
import { creator as creatorTable, dispute, disputeAnswer, mailMessage, person } from '@/db/schema';
import { addDays } from '@/lib/dates';
import { answerDispute, findDispute, lookAtDispute, readEvidence, tellDeadlines, toPaper } from '@/lib/disputes';
import { runJob } from '@/lib/jobs';
import { renderEvidencePdf } from '@/lib/receipts';
import { addPerson } from '../../support/people';
import { expectEqualBalance } from '../../support/records';
import { control, sdkOf } from '../../support/sandbox-controls';
import { addCreator, beginAndPay, wishFor, readTip } from '../../support/tips';
import { useWorld } from '../../support/world';

const { sandbox } = useWorld();
const now = () => new Date();

async function disputedTip(how: { inquiry?: boolean } = {}) {
  const creator = await addCreator({ personId: (await addPerson()).id });
  const begun = await beginAndPay(creator.id, wishFor(700));
  await runJob('reconcile', now());
  const { payment } = await readTip(begun.tip.id);
  await control(sandbox(), 'POST', `/charges/${payment.chargeId}/dispute`, how);
  await runJob('reconcile', now());
  const [row] = await getDb().select().from(dispute).where(eq(dispute.paymentId, payment.id));
  if (!row) throw new Error('there is a dispute');
  return { creator, payment, row };
}

async function addAdmin() {
  const admin = await addPerson();
  await getDb().update(person).set({ isAdmin: true }).where(eq(person.id, admin.id));
  return admin;
}

const statusOf = async (id: string) => (await getDb().select().from(dispute).where(eq(dispute.id, id)))[0]?.status;
const answerOf = async (id: string) => (await getDb().select().from(disputeAnswer).where(eq(disputeAnswer.disputeId, id)))[0];

describe('an answer to a dispute', () => {
  it('that counters it is sent with what we know of the payment, and winning evidence wins', async () => {
    const { row, payment } = await disputedTip();
    const admin = await addAdmin();
    await answerDispute({ disputeId: row.id, actorId: admin.id, kind: 'counter', words: 'winning_evidence', now: now() });
    await runJob('refunds', now());
    await runJob('reconcile', now());
    expect(await statusOf(row.id)).toBe('won');
    expect(await answerOf(row.id)).toMatchObject({ status: 'sent', kind: 'counter' });
    const { evidence } = await sdkOf(sandbox()).disputes.retrieve(row.stripeDisputeId);
    expect(evidence).toMatchObject({ customer_email_address: payment.payerEmail, service_date: payment.settledAt?.toISOString().slice(0, 10) });
    expect(evidence.product_description).toContain('River Notes');
    expect(evidence.refund_policy_disclosure).toContain('undone for ten minutes');
    await expectEqualBalance(sandbox());
  });

  it('is not given, and its case not opened, by whom it is about', async () => {
    const { creator, row } = await disputedTip();
    const admin = await addAdmin();
    await getDb().update(creatorTable).set({ personId: admin.id }).where(eq(creatorTable.id, creator.id));
    const facts = await readEvidence(getDb(), row.paymentId);
    await expect(lookAtDispute(admin.id, row.id, { personIds: facts?.personIds ?? [] })).rejects.toMatchObject({ code: 'OwnDispute' });
    await lookAtDispute((await addAdmin()).id, row.id, { personIds: facts?.personIds ?? [] });
  });

  it('that accepts it loses it, and the money stays with the bank', async () => {
    const { row } = await disputedTip();
    await answerDispute({ disputeId: row.id, actorId: (await addAdmin()).id, kind: 'accept', words: '', now: now() });
    await runJob('refunds', now());
    await runJob('reconcile', now());
    expect(await statusOf(row.id)).toBe('lost');
    await expectEqualBalance(sandbox());
  });

  it('of twenty at once is one, and never one’s own', async () => {
    const { row, creator } = await disputedTip();
    const admin = await addAdmin();
    const ask = (actorId: string) => answerDispute({ disputeId: row.id, actorId, kind: 'counter', words: 'It was them.', now: now() });
    await expect(ask(creator.personId ?? '')).rejects.toMatchObject({ code: 'OwnDispute' });
    const asked = await Promise.allSettled(Array.from({ length: 20 }, () => ask(admin.id)));
    expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await Promise.all([runJob('refunds', now()), runJob('refunds', now())]);
    await runJob('reconcile', now());
    expect(await statusOf(row.id)).toBe('under_review');
    await expect(answerDispute({ disputeId: crypto.randomUUID(), actorId: admin.id, kind: 'accept', words: '', now: now() })).rejects.toMatchObject({ code: 'DisputeNotFound' });
  });

  it('whose answer is lost is sent again; one that the processor takes no more is refused in our books', async () => {
    const { row } = await disputedTip();
    const admin = await addAdmin();
    await answerDispute({ disputeId: row.id, actorId: admin.id, kind: 'counter', words: 'losing_evidence', now: now() });
    await control(sandbox(), 'POST', '/chaos/api', { action: 'cut_after', times: 3, method: 'POST', path: '/v1/disputes/*' });
    await runJob('refunds', now());
    await control(sandbox(), 'DELETE', '/chaos');
    await runJob('refunds', now());
    await runJob('reconcile', now());
    expect(await answerOf(row.id)).toMatchObject({ status: 'sent' });
    expect(await statusOf(row.id)).toBe('lost');

    const other = await disputedTip();
    await answerDispute({ disputeId: other.row.id, actorId: admin.id, kind: 'accept', words: '', now: now() });
    await control(sandbox(), 'POST', `/disputes/${other.row.stripeDisputeId}/close`, { status: 'won' });
    await runJob('refunds', now());
    await runJob('reconcile', now());
    expect(await answerOf(other.row.id)).toMatchObject({ status: 'refused' });
    expect(await statusOf(other.row.id)).toBe('won');
    await expectEqualBalance(sandbox());
  });

  it('to an inquiry is none to the dispute that it becomes: that wants one of its own, and its day is told anew', async () => {
    const { row } = await disputedTip({ inquiry: true });
    const admin = await addAdmin();
    const near = () => addDays(now(), 7);
    expect(await tellDeadlines(near())).toBeGreaterThan(0);
    const answer = (words: string) => answerDispute({ disputeId: row.id, actorId: admin.id, kind: 'counter', words, now: now() });
    await answer('It was them.');
    await runJob('refunds', now());
    await control(sandbox(), 'POST', `/disputes/${row.stripeDisputeId}/escalate`);
    await runJob('reconcile', now());
    expect(await findDispute(getDb(), row.id)).toMatchObject({ dispute: { status: 'needs_response', takenMinor: 700 }, answer: null });
    expect(await tellDeadlines(near())).toBeGreaterThan(0);
    await answer('winning_evidence');
    await expect(answer('once more')).rejects.toMatchObject({ code: 'DisputeAnswered' });
    await runJob('refunds', now());
    await runJob('reconcile', now());
    expect(await findDispute(getDb(), row.id)).toMatchObject({ dispute: { status: 'won', takenMinor: 0 }, answer: { stage: 'dispute', status: 'sent' } });
    const told = await getDb().select().from(mailMessage).where(like(mailMessage.key, `dispute-due:${row.id}:%:${admin.id}`));
    expect(told.map(({ key }) => key.split(':')[2]).sort()).toEqual(['dispute', 'inquiry']);
    await expectEqualBalance(sandbox());
  });

  it('that nobody gave is asked for three days before its day, once', async () => {
    const { row } = await disputedTip();
    const admin = await addAdmin();
    await runJob('notices', addDays(row.openedAt, 2));
    const mails = () => getDb().select().from(mailMessage).where(eq(mailMessage.key, `dispute-due:${row.id}:dispute:${admin.id}`));
    expect(await mails()).toEqual([]);
    await runJob('notices', addDays(row.openedAt, 7));
    await runJob('notices', addDays(row.openedAt, 8));
    expect((await mails()).map(({ subject }) => subject)).toEqual([expect.stringContaining('A dispute of $7.00 must be answered by')]);
  });

  it('has its evidence on paper, the same bytes each time', async () => {
    const { row, payment } = await disputedTip();
    const facts = await readEvidence(getDb(), payment.id);
    if (!facts) throw new Error('there is a payment');
    expect(facts.things).toMatchObject([{ creatorName: 'River Notes', amountMinor: 700, kind: 'tip' }]);
    const paper = toPaper(facts, row);
    const pdf = await renderEvidencePdf(paper);
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    expect(pdf.equals(await renderEvidencePdf(paper))).toBe(true);
  });
});
