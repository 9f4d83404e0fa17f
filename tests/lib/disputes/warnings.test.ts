import { and, eq, like } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { getDb } from '@/db/client';
import { auditLog, creator, fanFreeze, fraudWarning, mailMessage, refund } from '@/db/schema';
import { countWaitingWarnings, findWarning, freezeOfWarning, freezesOfPerson, liftFreeze, listWarnings, refundWarned } from '@/lib/disputes';
import { addMilliseconds } from '@/lib/dates';
import { newId } from '@/lib/ids';
import { runJob } from '@/lib/jobs';
import { addOffers, eveningOn } from '../../support/billing';
import { addPaidBill } from '../../support/line-refunds';
import { addPerson } from '../../support/people';
import { expectEqualBalance } from '../../support/records';
import { control, sdkOf } from '../../support/sandbox-controls';
import { addCreator, beginAndPay, readTip, wishFor } from '../../support/tips';
import { useWorld } from '../../support/world';

const { sandbox } = useWorld();
const now = () => new Date();

async function warnedTip() {
  const owner = await addPerson();
  const page = await addCreator({ personId: owner.id });
  const begun = await beginAndPay(page.id, wishFor(700));
  await runJob('reconcile', now());
  const { payment } = await readTip(begun.tip.id);
  await control(sandbox(), 'POST', `/charges/${payment.chargeId}/warn`);
  return { owner, payment };
}

const warningOf = async (paymentId: string) => {
  const [row] = await getDb().select().from(fraudWarning).where(eq(fraudWarning.paymentId, paymentId));
  return findWarning(getDb(), row?.id ?? '');
};

it('a warning whose refund failed stands first and waits for an admin, who sends it again: of twenty at once it is one', async () => {
  const { owner, payment } = await warnedTip();
  const admin = await addPerson();
  // The processor refuses the refund that is asked for by itself.
  await control(sandbox(), 'POST', '/chaos/api', { action: 'invalid_request', times: 1, method: 'POST', path: '/v1/refunds' });
  await runJob('reconcile', now());
  await runJob('refunds', now());
  const failed = await warningOf(payment.id);
  expect(failed).toMatchObject({ refundStatus: 'failed', waits: true });
  expect((await listWarnings(getDb(), 20))[0]?.id).toBe(failed?.id);
  expect(await countWaitingWarnings(getDb())).toMatchObject({ count: 1, oldestAt: failed?.createdAt });

  const ask = (actorId: string, reason = 'The balance is there now.') => refundWarned({ warningId: failed?.id ?? '', actorId, reason, now: now() });
  await expect(ask(owner.id)).rejects.toMatchObject({ code: 'OwnDispute' });
  await expect(ask(admin.id, ' ')).rejects.toMatchObject({ code: 'DecisionReasonNeeded' });
  await expect(refundWarned({ warningId: newId(), actorId: admin.id, reason: 'None.', now: now() })).rejects.toMatchObject({ code: 'WarningNotFound' });
  const asked = await Promise.allSettled(Array.from({ length: 20 }, () => ask(admin.id)));
  expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  await runJob('refunds', now());
  await runJob('reconcile', now());
  expect(await warningOf(payment.id)).toMatchObject({ refundStatus: 'succeeded', waits: false });
  expect(await countWaitingWarnings(getDb())).toEqual({ count: 0, oldestAt: null });
  expect(await getDb().select().from(refund).where(and(eq(refund.paymentId, payment.id), eq(refund.status, 'succeeded')))).toHaveLength(1);
  expect((await sdkOf(sandbox()).refunds.list({ charge: payment.chargeId ?? '' })).data).toHaveLength(1);
  expect(await getDb().select().from(auditLog).where(eq(auditLog.action, 'warning.refund'))).toMatchObject([{ actorId: admin.id, subjectId: payment.id }]);
  await expectEqualBalance(sandbox());
});

it('is tried again by itself after an hour, six and a day; when all have failed every admin is told once', async () => {
  await addPerson({ isAdmin: true });
  const { payment } = await warnedTip();
  await control(sandbox(), 'POST', '/chaos/api', { action: 'invalid_request', times: 4, method: 'POST', path: '/v1/refunds' });
  await runJob('reconcile', now());
  await runJob('refunds', now());
  const tries = async () => (await getDb().select().from(refund).where(eq(refund.paymentId, payment.id))).length;
  const mails = async () => (await getDb().select().from(mailMessage).where(like(mailMessage.key, 'warning-stuck:%'))).map(({ subject }) => subject);
  let hours = 0;
  for (const [pause, count] of [[0.9, 1], [0.2, 2], [5.8, 2], [0.3, 3], [23.8, 3], [0.3, 4]] as const) {
    hours += pause;
    await runJob('refunds', addMilliseconds(now(), hours * 3_600_000));
    expect([hours, await tries()]).toEqual([hours, count]);
  }
  expect(await mails()).toEqual([]);
  for (const more of [1, 50]) await runJob('refunds', addMilliseconds(now(), (hours + more) * 3_600_000));
  expect(await tries()).toBe(4);
  expect(await mails()).toEqual(['A refund of $7.00 failed 4 times']);
  expect(await warningOf(payment.id)).toMatchObject({ refundStatus: 'failed', waits: true });
  await expectEqualBalance(sandbox());
});

it('what a warning froze is lifted by an admin with a reason, never by whom it is about, and the log says so on their file', async () => {
  const person = await addPerson();
  const admin = await addPerson();
  const owner = await addPerson();
  const offers = await addOffers(1);
  await getDb().update(creator).set({ personId: owner.id }).where(eq(creator.id, offers[0]?.creator.id ?? ''));
  const { payer, chargeId, bill } = await addPaidBill(sandbox(), offers, '2027-06-10', [300], { personId: person.id });
  await control(sandbox(), 'POST', `/charges/${chargeId}/warn`);
  const evening = eveningOn('2027-06-11');
  await runJob('reconcile', evening);
  const warning = await warningOf(bill.paymentId ?? '');
  expect(await freezesOfPerson(getDb(), person.id)).toMatchObject([{ fanId: payer.id, causes: [{ warningId: warning?.id, disputeId: null }] }]);
  expect(await freezeOfWarning(getDb(), warning?.id ?? '')).toMatchObject({ fanId: payer.id, personId: person.id });
  const lift = (actorId: string, reason = 'We spoke to them on the phone.') => liftFreeze({ fanId: payer.id, actorId, reason, now: evening });
  await expect(lift(person.id)).rejects.toMatchObject({ code: 'OwnDispute' });
  await expect(lift(owner.id)).rejects.toMatchObject({ code: 'OwnDispute' });
  await expect(lift(admin.id, '')).rejects.toMatchObject({ code: 'DecisionReasonNeeded' });
  expect(await freezesOfPerson(getDb(), person.id)).toHaveLength(1);
  await lift(admin.id);
  expect(await freezesOfPerson(getDb(), person.id)).toEqual([]);
  expect(await getDb().select().from(fanFreeze).where(eq(fanFreeze.fanId, payer.id))).toMatchObject([{ liftedBy: admin.id }]);
  expect(await getDb().select().from(auditLog).where(eq(auditLog.action, 'fan.thaw')))
    .toMatchObject([{ actorId: admin.id, subjectKind: 'person', subjectId: person.id, reason: 'We spoke to them on the phone.' }]);
  await expect(lift(admin.id)).rejects.toMatchObject({ code: 'NotFrozen' });
});
