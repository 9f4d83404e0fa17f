import { eq } from 'drizzle-orm';
import { beforeEach, expect, test } from 'vitest';
import { getDb, inTransaction } from '@/db/client';
import { auditLog, person, session } from '@/db/schema';
import { endOtherSessions, endSession, findViewer, isFresh, listSessions, requireStepUp, startSession } from '@/lib/auth';
import { grantAdmin } from '@/lib/auth/grant-admin';
import { newId, newToken } from '@/lib/ids';
import { useWorld } from '../../support/world';

useWorld();
const BEGIN = new Date('2026-01-01T00:00:00Z');
const after = (hours: number) => new Date(BEGIN.getTime() + hours * 3_600_000);
const browser = { network: '203.0.113.0/24', device: 'Firefox on Linux' };

beforeEach(async () => {
  await getDb().delete(session);
});

async function somebody(isAdmin = false): Promise<string> {
  const id = newId();
  await getDb().insert(person).values({ id, email: `${id}@example.com`, isAdmin });
  return id;
}

async function open(personId: string, at = BEGIN): Promise<{ token: string; sessionId: string; expiresAt: Date }> {
  const token = newToken();
  return { token, ...(await inTransaction((tx) => startSession(tx, personId, token, browser, at))) };
}

const lives = async (token: string, hours: number) => (await findViewer(getDb(), token, after(hours))) !== null;

test('unused, a session ends after fourteen days; used daily, after thirty', async () => {
  const idle = await open(await somebody());
  expect([await lives(idle.token, 14 * 24 + 0.1)]).toEqual([false]);
  const used = await open(await somebody());
  for (let day = 1; day < 30; day += 1) expect(await lives(used.token, day * 24), `day ${day}`).toBe(true);
  expect(await lives(used.token, 30 * 24 + 0.1)).toBe(false);
  expect(used.expiresAt).toEqual(after(30 * 24));
});

test('an admin’s ends after twelve hours without use, and after a day', async () => {
  const idle = await open(await somebody(true));
  expect(await lives(idle.token, 12.1)).toBe(false);
  const used = await open(await somebody(true));
  for (const hours of [6, 12, 18, 23.9]) expect(await lives(used.token, hours)).toBe(true);
  expect(await lives(used.token, 24.1)).toBe(false);
});

test('whoever becomes an admin has an admin’s session at once, if they keep one at all', async () => {
  const id = await somebody();
  const { token } = await open(id);
  await getDb().update(person).set({ isAdmin: true }).where(eq(person.id, id));
  expect(await lives(token, 13)).toBe(false);
  expect(await findViewer(getDb(), token, after(1))).toMatchObject({ isAdmin: true });
});

test.each(['suspended', 'deleted'] as const)('somebody %s is nobody from the next request on', async (status) => {
  const id = await somebody();
  const { token } = await open(id);
  const gone = status === 'deleted' ? { email: null, deletedAt: BEGIN } : { suspendedReason: 'A test' };
  await getDb().update(person).set({ status, ...gone }).where(eq(person.id, id));
  expect(await lives(token, 1)).toBe(false);
});

test('sessions are listed, and ended one by one by their owner alone', async () => {
  const [ada, bo] = [await somebody(), await somebody()];
  const [here, there] = [await open(ada), await open(ada, after(1))];
  const listed = await listSessions(getDb(), ada, after(2));
  expect(listed.map(({ id }) => id)).toEqual([there.sessionId, here.sessionId]);
  expect(JSON.stringify(listed)).not.toContain(here.token);
  await expect(endSession(getDb(), { personId: bo, sessionId: here.sessionId })).rejects.toThrow('SessionGone');
  expect(await lives(here.token, 2)).toBe(true);
  await endSession(getDb(), { personId: ada, sessionId: here.sessionId });
  expect([await lives(here.token, 2), await lives(there.token, 2)]).toEqual([false, true]);
});

test('all others are ended at once, and the one in use stays', async () => {
  const ada = await somebody();
  const [here, ...others] = [await open(ada), await open(ada), await open(ada)];
  const strangers = await open(await somebody());
  expect(await endOtherSessions(getDb(), { personId: ada, sessionId: here.sessionId })).toBe(2);
  expect(await lives(here.token, 1)).toBe(true);
  for (const { token } of others) expect(await lives(token, 1)).toBe(false);
  expect(await lives(strangers.token, 1)).toBe(true);
});

test('a proof is fresh for fifteen minutes: of the factor for who has one, else of the sign-in', () => {
  const without = { hasFactor: false, factorAt: null, signedInAt: BEGIN };
  const withOne = { hasFactor: true, factorAt: BEGIN, signedInAt: after(5) };
  expect([isFresh(without, after(0.25)), isFresh(without, after(0.26))]).toEqual([true, false]);
  expect([isFresh(withOne, after(0.25)), isFresh(withOne, after(5))]).toEqual([true, false]);
  expect(isFresh({ ...withOne, factorAt: null }, after(5))).toBe(false);
  expect(() => requireStepUp(without, after(1))).toThrow('StepUpNeeded');
});

test('the command line makes an admin, ends their sessions and writes it down', async () => {
  const id = await somebody();
  const { token } = await open(id);
  expect(await grantAdmin(`${id.toUpperCase()}@example.com`)).toEqual({ personId: id, email: `${id}@example.com` });
  expect(await lives(token, 1)).toBe(false);
  const [act] = await getDb().select().from(auditLog).where(eq(auditLog.subjectId, id));
  expect(act).toMatchObject({ action: 'admin.grant', actorId: null });
  await expect(grantAdmin('nobody')).rejects.toThrow('AddressInvalid');
  expect(await grantAdmin('later@example.com')).toMatchObject({ email: 'later@example.com' });
});
