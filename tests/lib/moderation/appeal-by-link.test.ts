import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { getDb } from '@/db/client';
import { creator, person } from '@/db/schema';
import { liftPerson, readAppealToken, suspendPage, suspendPerson } from '@/lib/admin';
import { decideAppeal, findShutOut, findSuspension, writeAppeal, writeAppealByLink } from '@/lib/moderation';
import { textsTo, useTwoAdmins } from '../../support/appeals';
import { addOwnPage, refusalOf } from '../../support/own-page';
import { useWorld } from '../../support/world';

useWorld();
const NOW = new Date('2026-11-21T12:00:00Z');
const WORDS = 'The pictures are mine; I can show the negatives.';
const admins = useTwoAdmins();

async function shutOut() {
  const page = await addOwnPage();
  await suspendPerson({ actorId: admins.suspender, personId: page.personId, reason: 'Stolen pictures', now: NOW });
  const [mail] = await textsTo(page.personId);
  const suspensionId = readAppealToken(/\/appeal\/([A-Za-z0-9_-]+)/.exec(mail ?? '')?.[1] ?? '');
  if (!suspensionId) throw new Error('the mail leads nowhere');
  return { ...page, suspensionId };
}

async function statuses({ personId, creatorId }: { personId: string; creatorId: string }) {
  const [who] = await getDb().select({ status: person.status }).from(person).where(eq(person.id, personId));
  const [page] = await getDb().select({ status: creator.status }).from(creator).where(eq(creator.id, creatorId));
  return [who?.status, page?.status];
}

test('who is shut out appeals by the link of the mail about it, once, until the day that it told', async () => {
  const page = await shutOut();
  const { suspensionId } = page;
  expect(await refusalOf(writeAppealByLink({ suspensionId, body: WORDS, now: new Date('2026-12-06T00:00:00Z') }))).toBe('AppealTooLate');
  await writeAppealByLink({ suspensionId, body: WORDS, now: NOW });
  expect(await refusalOf(writeAppealByLink({ suspensionId, body: WORDS, now: NOW }))).toBe('AppealWritten');
  expect(await findShutOut(getDb(), suspensionId)).toMatchObject({ appeal: { status: 'open', body: WORDS, suspendedBy: admins.suspender } });
  expect((await textsTo(page.personId)).at(-1)).toContain('/appeal/');
});

test('a granted appeal lets them in and brings their page back; a refused one leaves both as they are', async () => {
  const [granted, refused] = [await shutOut(), await shutOut()];
  for (const { suspensionId } of [granted, refused]) await writeAppealByLink({ suspensionId, body: WORDS, now: NOW });
  const appealOf = async (creatorId: string) => (await findSuspension(getDb(), creatorId)).appeal?.id ?? '';
  const ofGranted = await appealOf(granted.creatorId);
  expect(await refusalOf(decideAppeal({ actorId: admins.suspender, appealId: ofGranted, verdict: 'lift', reason: 'Mine', now: NOW }))).toBe('OwnSuspension');
  await decideAppeal({ actorId: admins.other, appealId: ofGranted, verdict: 'lift', reason: 'They are', now: NOW });
  await decideAppeal({ actorId: admins.other, appealId: await appealOf(refused.creatorId), verdict: 'keep', reason: 'They are not', now: NOW });
  expect(await statuses(granted)).toEqual(['active', 'active']);
  expect(await statuses(refused)).toEqual(['suspended', 'suspended']);
  expect((await textsTo(granted.personId)).at(-1)).toContain('They are');
  expect((await textsTo(refused.personId)).at(-1)).not.toContain('sign in');
});

test('the link opens nothing of a page that is suspended for itself, and nothing once they are let in', async () => {
  const page = await shutOut();
  await liftPerson({ actorId: admins.other, personId: page.personId, reason: 'A mistake', now: NOW });
  expect(await refusalOf(writeAppealByLink({ suspensionId: page.suspensionId, body: WORDS, now: NOW }))).toBe('NothingToAppeal');
  await suspendPage({ actorId: admins.suspender, creatorId: page.creatorId, reason: 'For itself', now: NOW });
  const { suspension } = await findSuspension(getDb(), page.creatorId);
  expect(await findShutOut(getDb(), suspension?.id ?? '')).toBeNull();
  expect(await refusalOf(writeAppealByLink({ suspensionId: suspension?.id ?? '', body: WORDS, now: NOW }))).toBe('NothingToAppeal');
  await writeAppeal({ personId: page.personId, body: WORDS, now: NOW });
});
