import { and, eq } from 'drizzle-orm';
import { Secret, TOTP } from 'otpauth';
import { beforeEach, describe, expect, it } from 'vitest';
import { getDb, inTransaction } from '@/db/client';
import { mailMessage, person, recoveryCode, secondFactor, session } from '@/db/schema';
import { beginFactor, confirmFactor, countRecoveryCodes, findEnrolment, findViewer, removeFactor, renewRecoveryCodes, showFactor, startSession } from '@/lib/auth';
import { newId, newToken } from '@/lib/ids';
import { useWorld } from '../../support/world';

useWorld();
const START = new Date('2026-03-01T12:00:00Z');
const later = (seconds: number) => new Date(START.getTime() + seconds * 1000);

let who: { personId: string; sessionId: string };
let secret = '';
const codeAt = (at: Date) => new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: at.getTime() });

async function open(): Promise<{ token: string; sessionId: string }> {
  const token = newToken();
  const { sessionId } = await inTransaction((tx) => startSession(tx, who.personId, token, { network: '', device: '' }, START));
  return { token, sessionId };
}

async function enrol(): Promise<string[]> {
  await beginFactor(getDb(), who.personId);
  secret = (await findEnrolment(getDb(), who.personId))?.secret ?? '';
  return (await confirmFactor(who, codeAt(START), START)).recoveryCodes;
}

beforeEach(async () => {
  const personId = newId();
  await getDb().insert(person).values({ id: personId, email: `${personId}@example.com` });
  who = { personId, sessionId: '' };
  who.sessionId = (await open()).sessionId;
});

describe('a second factor', () => {
  it('counts once a code of it was typed; sessions that never showed it end', async () => {
    const other = await open();
    await beginFactor(getDb(), who.personId);
    secret = (await findEnrolment(getDb(), who.personId))?.secret ?? '';
    await expect(confirmFactor(who, '000000', START)).rejects.toThrow('CodeWrong');
    expect(await findViewer(getDb(), other.token, later(1))).toMatchObject({ hasFactor: false });
    const { token, recoveryCodes } = await confirmFactor(who, codeAt(START), START);
    expect(await findViewer(getDb(), token, later(1))).toMatchObject({ hasFactor: true, factorAt: START });
    expect(await findViewer(getDb(), other.token, later(1))).toBeNull();
    expect(new Set(recoveryCodes).size).toBe(10);
    await expect(confirmFactor(who, codeAt(later(60)), later(60))).rejects.toThrow('EnrolmentGone');
    const mails = await getDb().select({ subject: mailMessage.subject }).from(mailMessage).where(eq(mailMessage.recipient, `${who.personId}@example.com`));
    expect(mails).toEqual([{ subject: 'Your second factor is on' }]);
  });

  it('is not replaced by beginning another', async () => {
    await enrol();
    await beginFactor(getDb(), who.personId);
    expect(await findEnrolment(getDb(), who.personId)).toBeNull();
    await expect(showFactor(who, codeAt(later(60)), later(60))).resolves.toMatch(/^[\w-]{43}$/);
  });

  it('takes each code once, and gives the session a new token', async () => {
    await enrol();
    const half = await open();
    const code = codeAt(later(60));
    const token = await showFactor({ ...who, sessionId: half.sessionId }, `${code.slice(0, 3)} ${code.slice(3)}`, later(60));
    expect(await findViewer(getDb(), half.token, later(61))).toBeNull();
    expect(await findViewer(getDb(), token, later(61))).toMatchObject({ factorAt: later(60) });
    await expect(showFactor(who, code, later(62))).rejects.toThrow('CodeWrong');
    await expect(showFactor(who, codeAt(START), later(30))).rejects.toThrow('CodeWrong');
  });

  it('takes a code that comes ten times at once only once', async () => {
    await enrol();
    const tries = await Promise.allSettled(Array.from({ length: 10 }, () => showFactor(who, codeAt(later(60)), later(60))));
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('locks after four wrong codes, twice as long each time, even against the right one', async () => {
    await enrol();
    for (let at = 0; at < 4; at += 1) await expect(showFactor(who, '000000', later(60))).rejects.toThrow('CodeWrong');
    await expect(showFactor(who, '000000', later(60))).rejects.toThrow('FactorLocked');
    await expect(showFactor(who, codeAt(later(90)), later(90))).rejects.toThrow('FactorLocked');
    await expect(showFactor(who, '000000', later(121))).rejects.toMatchObject({ sentence: expect.stringContaining('2 minutes') });
    await expect(showFactor(who, codeAt(later(242)), later(242))).resolves.toBeTruthy();
    const [factor] = await getDb().select().from(secondFactor).where(eq(secondFactor.personId, who.personId));
    expect(factor).toMatchObject({ failures: 0, lockedUntil: null });
  });

  it('counts twenty wrong codes at once one after another', async () => {
    await enrol();
    await Promise.allSettled(Array.from({ length: 20 }, () => showFactor(who, '000000', later(60))));
    const [factor] = await getDb().select().from(secondFactor).where(eq(secondFactor.personId, who.personId));
    expect(factor?.failures).toBe(5);
  });

  it('is kept sealed, and its recovery codes hashed', async () => {
    const codes = await enrol();
    const dump = JSON.stringify([await getDb().select().from(secondFactor), await getDb().select().from(recoveryCode)]);
    for (const plain of [secret, ...codes, ...codes.map((code) => code.replaceAll('-', ''))]) expect(dump).not.toContain(plain);
  });

  it('is gone with its codes when it is removed, and its owner is told', async () => {
    await enrol();
    await inTransaction((tx) => removeFactor(tx, who.personId));
    expect(await countRecoveryCodes(getDb(), who.personId)).toBe(0);
    const told = await getDb().$count(mailMessage, and(eq(mailMessage.subject, 'Your second factor was removed'), eq(mailMessage.recipient, `${who.personId}@example.com`)));
    expect(told).toBe(1);
    expect(await getDb().$count(session, eq(session.personId, who.personId))).toBe(1);
  });
});

describe('a recovery code', () => {
  it('signs in once, however it is typed', async () => {
    const [first = '', second = ''] = await enrol();
    await expect(showFactor(who, ` ${first.toUpperCase().replaceAll('-', ' ')} `, later(1))).resolves.toBeTruthy();
    await expect(showFactor(who, first, later(2))).rejects.toThrow('CodeWrong');
    await expect(showFactor(who, second, later(3))).resolves.toBeTruthy();
    expect(await countRecoveryCodes(getDb(), who.personId)).toBe(8);
  });

  it('is one person’s, and worth nothing once new ones are made', async () => {
    const [first = ''] = await enrol();
    const ada = who;
    const personId = newId();
    await getDb().insert(person).values({ id: personId, email: `${personId}@example.com` });
    who = { personId, sessionId: (await open()).sessionId };
    await expect(showFactor(who, first, later(1))).rejects.toThrow('CodeWrong');
    const renewed = await inTransaction((tx) => renewRecoveryCodes(tx, ada.personId));
    await expect(showFactor(ada, first, later(1))).rejects.toThrow('CodeWrong');
    await expect(showFactor(ada, renewed[9] ?? '', later(1))).resolves.toBeTruthy();
  });
});
