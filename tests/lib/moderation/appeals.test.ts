import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { getDb, inTransaction } from '@/db/client';
import { appeal, auditLog, creator, mailMessage, suspension } from '@/db/schema';
import { liftPage, suspendPage } from '@/lib/admin';
import { addDays } from '@/lib/dates';
import { decideAppeal, findSuspension, listOpenAppeals, writeAppeal } from '@/lib/moderation';
import { deletePerson } from '@/lib/privacy';
import { changeSetting } from '@/lib/settings';
import { textsTo, useTwoAdmins } from '../../support/appeals';
import { addOwnPage, refusalOf } from '../../support/own-page';
import { addPerson } from '../../support/people';
import { useWorld } from '../../support/world';

useWorld();
const NOW = new Date('2026-11-21T12:00:00Z');
const WORDS = 'I have the written permission of the photographer.';
const admins = useTwoAdmins();

async function suspendedPage() {
  const page = await addOwnPage();
  await suspendPage({ actorId: admins.suspender, creatorId: page.creatorId, reason: 'Stolen pictures', now: NOW });
  return page;
}

async function appealed() {
  const page = await suspendedPage();
  await writeAppeal({ personId: page.personId, body: WORDS, now: addDays(NOW, 1) });
  const { appeal: written } = await findSuspension(getDb(), page.creatorId);
  if (!written) throw new Error('the appeal was not written');
  return { ...page, appealId: written.id };
}

async function statusOf(creatorId: string) {
  const [page] = await getDb().select().from(creator).where(eq(creator.id, creatorId));
  return page?.status;
}

test('an appeal is taken until the end of the day that was told, and not a moment later', async () => {
  const [late, inTime] = [await suspendedPage(), await suspendedPage()];
  expect(await refusalOf(writeAppeal({ personId: late.personId, body: WORDS, now: new Date('2026-12-06T00:00:00Z') }))).toBe('AppealTooLate');
  await writeAppeal({ personId: inTime.personId, body: WORDS, now: new Date('2026-12-05T23:59:59Z') });
  expect((await findSuspension(getDb(), inTime.creatorId)).appeal).toMatchObject({ status: 'open', body: WORDS, suspendedBy: admins.suspender });
  expect((await findSuspension(getDb(), late.creatorId)).appeal).toBeNull();
});

test('there is one appeal for a suspension, also when it is sent twice at once', async () => {
  const { personId, creatorId } = await suspendedPage();
  const sent = { personId, body: WORDS, now: NOW };
  const outcomes = await Promise.allSettled([writeAppeal(sent), writeAppeal(sent)]);
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(await refusalOf(writeAppeal(sent))).toBe('AppealWritten');
  expect((await listOpenAppeals(getDb())).filter((row) => row.creatorId === creatorId)).toHaveLength(1);
});

test('who is not suspended has nothing to appeal, and empty words are refused', async () => {
  const { personId } = await addOwnPage();
  expect(await refusalOf(writeAppeal({ personId, body: WORDS, now: NOW }))).toBe('NothingToAppeal');
  const suspended = await suspendedPage();
  expect(await refusalOf(writeAppeal({ personId: suspended.personId, body: 'Please', now: NOW }))).toBe('FieldRefused:body');
});

test('another admin grants an appeal: the page is back and its owner reads why', async () => {
  const { appealId, creatorId, personId } = await appealed();
  await decideAppeal({ actorId: admins.other, appealId, verdict: 'lift', reason: 'The permission is genuine', now: addDays(NOW, 2) });
  expect(await statusOf(creatorId)).toBe('active');
  expect(await findSuspension(getDb(), creatorId)).toMatchObject({ suspension: { status: 'lifted', liftedBy: admins.other }, appeal: { status: 'lifted', decidedBy: admins.other } });
  expect((await textsTo(personId)).at(-1)).toContain('The permission is genuine');
  const acts = await getDb().select().from(auditLog).where(eq(auditLog.subjectId, creatorId));
  expect(acts.map(({ action }) => action).sort()).toEqual(['appeal.lift', 'creator.lift', 'creator.suspend']);
});

test('another admin refuses an appeal: the page stays hidden and its owner reads why', async () => {
  const { appealId, creatorId, personId } = await appealed();
  await decideAppeal({ actorId: admins.other, appealId, verdict: 'keep', reason: 'The permission is forged', now: NOW });
  expect(await statusOf(creatorId)).toBe('suspended');
  expect((await findSuspension(getDb(), creatorId)).appeal).toMatchObject({ status: 'kept', decision: 'The permission is forged' });
  expect((await textsTo(personId)).at(-1)).toContain('The permission is forged');
  expect(await refusalOf(decideAppeal({ actorId: admins.other, appealId, verdict: 'lift', reason: 'On second thought', now: NOW }))).toBe('AppealDecided');
  expect(await refusalOf(writeAppeal({ personId, body: WORDS, now: NOW }))).toBe('AppealWritten');
});

test('neither who suspended nor the owner decides an appeal; the database refuses it too', async () => {
  const { appealId, creatorId, personId } = await appealed();
  const deciding = { appealId, verdict: 'keep' as const, reason: 'My own matter', now: NOW };
  expect(await refusalOf(decideAppeal({ ...deciding, actorId: admins.suspender }))).toBe('OwnSuspension');
  expect(await refusalOf(decideAppeal({ ...deciding, actorId: personId }))).toBe('OwnMatter');
  await expect(
    getDb().update(appeal).set({ status: 'kept', decidedBy: admins.suspender, decidedAt: NOW, decision: 'Past the code' }).where(eq(appeal.id, appealId)),
  ).rejects.toMatchObject({ cause: { constraint: 'appeal_is_judged_by_another' } });
  expect((await findSuspension(getDb(), creatorId)).appeal?.status).toBe('open');
});

test('of two admins who decide one appeal at once one does', async () => {
  const { appealId } = await appealed();
  const third = (await addPerson({ isAdmin: true })).id;
  const outcomes = await Promise.allSettled([
    decideAppeal({ actorId: admins.other, appealId, verdict: 'lift', reason: 'At once', now: NOW }),
    decideAppeal({ actorId: third, appealId, verdict: 'keep', reason: 'At once', now: NOW }),
  ]);
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
});

test('lifting a suspension by hand leaves nothing of its appeal to decide, and a new suspension allows a new one', async () => {
  const { appealId, creatorId, personId } = await appealed();
  await liftPage({ actorId: admins.suspender, creatorId, reason: 'A mistake of mine', now: NOW });
  expect((await findSuspension(getDb(), creatorId)).appeal?.status).toBe('moot');
  expect(await refusalOf(decideAppeal({ actorId: admins.other, appealId, verdict: 'keep', reason: 'Too late', now: NOW }))).toBe('AppealDecided');
  await suspendPage({ actorId: admins.other, creatorId, reason: 'Found again', now: addDays(NOW, 5) });
  await writeAppeal({ personId, body: WORDS, now: addDays(NOW, 6) });
  expect((await findSuspension(getDb(), creatorId)).appeal).toMatchObject({ status: 'open', suspendedBy: admins.other });
});

test('the operator sets the days to appeal, and who was told a date keeps it', async () => {
  const before = await suspendedPage();
  await inTransaction((tx) => changeSetting(tx, { name: 'appealDays', value: 30, actorId: admins.suspender }));
  const after = await suspendedPage();
  await inTransaction((tx) => changeSetting(tx, { name: 'appealDays', value: 14, actorId: admins.suspender }));
  const until = async (id: string) => (await findSuspension(getDb(), id)).suspension?.appealUntil.toISOString().slice(0, 10);
  expect([await until(before.creatorId), await until(after.creatorId)]).toEqual(['2026-12-05', '2026-12-21']);
});

test('who deletes their account takes the words of their appeal along', async () => {
  const { appealId, creatorId, personId, handle } = await appealed();
  await deletePerson(personId, handle, NOW);
  expect(await getDb().select().from(appeal).where(eq(appeal.id, appealId))).toMatchObject([{ body: null }]);
  expect(await getDb().select().from(suspension).where(eq(suspension.creatorId, creatorId))).toMatchObject([{ status: 'standing' }]);
  expect(await getDb().select().from(mailMessage).where(eq(mailMessage.key, `appeal:${appealId}`))).toEqual([]);
});
