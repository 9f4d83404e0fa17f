import { and, eq } from 'drizzle-orm';
import { beforeEach, expect, test } from 'vitest';
import { getDb } from '@/db/client';
import { auditLog, creator, mailMessage, person, refund, session, webhookEvent } from '@/db/schema';
import {
  announcePlatformFee, askJob, isAddressShown, liftPage, liftPerson, lookAt, refundPayment, replayEvent, setOperatorValue,
  showAddress, suspendPage, suspendPerson,
} from '@/lib/admin';
import { addDays } from '@/lib/dates';
import { newId } from '@/lib/ids';
import { runJob } from '@/lib/jobs';
import { stopQueue } from '@/lib/queue';
import { readSetting } from '@/lib/settings';
import { addPerson } from '../../support/people';
import { addCreator, beginAndPay, readTip } from '../../support/tips';
import { useWorld } from '../../support/world';

useWorld();
let admin: string;

beforeEach(async () => {
  admin = (await addPerson({ isAdmin: true, displayName: 'Ada' })).id;
  return stopQueue;
});

async function actsOn(subjectId: string) {
  const rows = await getDb().select().from(auditLog).where(eq(auditLog.subjectId, subjectId)).orderBy(auditLog.id);
  return rows.map(({ action, actorId, reason }) => ({ action, actorId, reason }));
}

async function addSession(personId: string) {
  const id = newId();
  await getDb().insert(session).values({ id, tokenHash: id, personId, expiresAt: addDays(new Date(), 1) });
}

async function collectedTip(change: Parameters<typeof addCreator>[0] = {}) {
  const to = await addCreator(change);
  const begun = await beginAndPay(to.id);
  await runJob('reconcile', addDays(new Date(), 1));
  return readTip(begun.tip.id);
}

test('a suspended person is out at once, hidden, told why, and it is written down', async () => {
  const somebody = await addPerson();
  const page = await addCreator({ personId: somebody.id });
  await addSession(somebody.id);
  await addSession(somebody.id);
  await suspendPerson({ actorId: admin, personId: somebody.id, reason: 'Sold stolen goods', now: new Date() });
  expect(await getDb().select().from(session).where(eq(session.personId, somebody.id))).toEqual([]);
  expect(await readPerson(somebody.id)).toMatchObject({ status: 'suspended', suspendedReason: 'Sold stolen goods' });
  expect(await readPage(page.id)).toMatchObject({ status: 'suspended', suspendedWithOwner: true });
  const [mail] = await getDb().select().from(mailMessage).where(eq(mailMessage.recipient, somebody.email ?? ''));
  expect(mail?.bodyText).toContain('Sold stolen goods');
  expect(await actsOn(somebody.id)).toEqual([{ action: 'person.suspend', actorId: admin, reason: 'Sold stolen goods' }]);
});

test('lifting lets the person in and shows a page that went with them', async () => {
  const somebody = await addPerson();
  const page = await addCreator({ personId: somebody.id });
  await suspendPerson({ actorId: admin, personId: somebody.id, reason: 'A mistake', now: new Date() });
  await liftPerson({ actorId: admin, personId: somebody.id, reason: 'It was a mistake', now: new Date() });
  expect(await readPerson(somebody.id)).toMatchObject({ status: 'active', suspendedReason: null });
  expect(await readPage(page.id)).toMatchObject({ status: 'active', suspendedReason: null, suspendedWithOwner: false });
  await expect(liftPerson({ actorId: admin, personId: somebody.id, reason: 'Again', now: new Date() })).rejects.toMatchObject({ code: 'NotSuspended' });
});

test('a page that was hidden by its owner or suspended for itself does not come back with its owner', async () => {
  const [first, second] = [await addPerson(), await addPerson()];
  const hidden = await addCreator({ personId: first.id, status: 'unpublished' });
  const bad = await addCreator({ personId: second.id });
  await suspendPage({ actorId: admin, creatorId: bad.id, reason: 'Copied pictures', now: new Date() });
  for (const { id } of [first, second]) {
    await suspendPerson({ actorId: admin, personId: id, reason: 'To be looked at', now: new Date() });
    await liftPerson({ actorId: admin, personId: id, reason: 'Looked at', now: new Date() });
  }
  expect(await readPage(hidden.id)).toMatchObject({ status: 'unpublished' });
  expect(await readPage(bad.id)).toMatchObject({ status: 'suspended', suspendedReason: 'Copied pictures' });
  await liftPage({ actorId: admin, creatorId: bad.id, reason: 'Taken down by the owner', now: new Date() });
  expect(await readPage(bad.id)).toMatchObject({ status: 'active', suspendedReason: null });
});

test('of two admins who suspend at once one does, and one is told so', async () => {
  const somebody = await addPerson();
  const other = (await addPerson({ isAdmin: true })).id;
  const outcomes = await Promise.allSettled(
    [admin, other].map((actorId) => suspendPerson({ actorId, personId: somebody.id, reason: 'At once', now: new Date() })),
  );
  expect(outcomes.map((outcome) => outcome.status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(await actsOn(somebody.id)).toHaveLength(1);
  expect(await getDb().select().from(mailMessage).where(eq(mailMessage.recipient, somebody.email ?? ''))).toHaveLength(1);
});

test('admins do not act on themselves, their page, or payments from or to them', async () => {
  const own = await addCreator({ personId: admin });
  const OWN = { code: 'OwnMatter' };
  await expect(suspendPerson({ actorId: admin, personId: admin, reason: 'Myself', now: new Date() })).rejects.toMatchObject(OWN);
  await expect(liftPerson({ actorId: admin, personId: admin, reason: 'Myself', now: new Date() })).rejects.toMatchObject(OWN);
  await expect(suspendPage({ actorId: admin, creatorId: own.id, reason: 'My page', now: new Date() })).rejects.toMatchObject(OWN);
  await expect(liftPage({ actorId: admin, creatorId: own.id, reason: 'My page', now: new Date() })).rejects.toMatchObject(OWN);
  const begun = await beginAndPay(own.id);
  await runJob('reconcile', addDays(new Date(), 1));
  const refunding = { paymentId: begun.payment.id, kind: 'duplicate', reason: 'Twice', now: new Date() } as const;
  await expect(refundPayment({ actorId: admin, ...refunding })).rejects.toMatchObject(OWN);
  const payer = await addPerson({ isAdmin: true, email: 'fan@fans.example' });
  await expect(refundPayment({ actorId: payer.id, ...refunding })).rejects.toMatchObject(OWN);
  expect(await getDb().select().from(refund).where(eq(refund.paymentId, begun.payment.id))).toEqual([]);
  expect(await actsOn(admin)).toEqual([]);
});

test('a refund is asked for once, with its reason, and reaches the ledger', async () => {
  const { payment, tip } = await collectedTip();
  const asked = { actorId: admin, paymentId: payment.id, kind: 'requested_by_fan', reason: 'Asked by mail', now: new Date() } as const;
  const outcomes = await Promise.allSettled([refundPayment(asked), refundPayment(asked)]);
  expect(outcomes.map((outcome) => outcome.status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(await actsOn(payment.id)).toEqual([{ action: 'payment.refund', actorId: admin, reason: 'Asked by mail' }]);
  await runJob('refunds', new Date());
  expect((await readTip(tip.id)).tip).toMatchObject({ status: 'refunded', refundedMinor: payment.amountMinor });
});

test('what hurts somebody needs a reason, and without one nothing happens', async () => {
  const somebody = await addPerson();
  for (const reason of ['', '  ', 'no', 'x'.repeat(501)]) {
    await expect(suspendPerson({ actorId: admin, personId: somebody.id, reason, now: new Date() })).rejects.toMatchObject({ code: 'ReasonNeeded', field: 'reason' });
  }
  expect(await readPerson(somebody.id)).toMatchObject({ status: 'active' });
  expect(await actsOn(somebody.id)).toEqual([]);
});

test('what is not there is not there', async () => {
  const gone = newId();
  await expect(suspendPerson({ actorId: admin, personId: gone, reason: 'Nobody', now: new Date() })).rejects.toMatchObject({ status: 404 });
  await expect(suspendPage({ actorId: admin, creatorId: gone, reason: 'Nothing', now: new Date() })).rejects.toMatchObject({ status: 404 });
  await expect(refundPayment({ actorId: admin, paymentId: gone, kind: 'duplicate', reason: 'Nothing', now: new Date() })).rejects.toMatchObject({ status: 404 });
  expect(await actsOn(gone)).toEqual([]);
});

test('an address is shown for ten minutes to who asked, and every look is written down', async () => {
  const somebody = await addPerson();
  const at = { kind: 'person', id: somebody.id } as const;
  await lookAt(admin, at);
  expect(await isAddressShown(admin, at)).toBe(false);
  await showAddress(admin, at);
  expect(await isAddressShown(admin, at)).toBe(true);
  expect(await isAddressShown(admin, at, addDays(new Date(), 1))).toBe(false);
  expect(await isAddressShown((await addPerson()).id, at)).toBe(false);
  expect((await actsOn(somebody.id)).map(({ action }) => action)).toEqual(['person.look', 'person.show_address']);
});

test('settings, fees, jobs and parked events are changed in the name of who changed them', async () => {
  await setOperatorValue(admin, 'supportAddress', 'help@tuppence.example');
  expect(await readSetting(getDb(), 'supportAddress')).toBe('help@tuppence.example');
  const now = new Date();
  await expect(announcePlatformFee({ actorId: admin, basisPoints: 300, appliesFrom: addDays(now, 29), now })).rejects.toMatchObject({ code: 'FeeNoticeTooShort' });
  await announcePlatformFee({ actorId: admin, basisPoints: 300, appliesFrom: addDays(now, 31), now });
  const run = await askJob(admin, 'outbox');
  expect(await askJob(admin, 'outbox')).toBe(run);
  await getDb().insert(webhookEvent).values({
    id: 'evt_parked', type: 'charge.updated', objectId: 'ch_none', livemode: false, source: 'webhook', payload: {}, happenedAt: now, state: 'parked', attempts: 10,
  });
  await replayEvent(admin, 'evt_parked');
  await expect(replayEvent(admin, 'evt_parked')).rejects.toMatchObject({ code: 'NotParked' });
  expect(await getDb().select().from(webhookEvent).where(eq(webhookEvent.id, 'evt_parked'))).toMatchObject([{ state: 'waiting', attempts: 0 }]);
  const acts = await getDb().select().from(auditLog).where(and(eq(auditLog.actorId, admin))).orderBy(auditLog.id);
  expect(acts.map(({ action }) => action)).toEqual(['setting.change', 'fee.announce', 'job.run', 'job.run', 'event.replay']);
});

async function readPerson(id: string) {
  return (await getDb().select().from(person).where(eq(person.id, id)))[0];
}

async function readPage(id: string) {
  return (await getDb().select().from(creator).where(eq(creator.id, id)))[0];
}
