import { and, eq, isNull } from 'drizzle-orm';
import { inTransaction, type Queryable, type Tx } from '@/db/client';
import { person, recoveryCode, secondFactor } from '@/db/schema';
import { Refusal } from '@/lib/errors';
import { newId } from '@/lib/ids';
import { log } from '@/lib/log';
import { enqueueMail, renderMail } from '@/lib/mail';
import { endOtherSessions } from './end-session';
import { renewRecoveryCodes } from './recovery-codes';
import { seal, unseal } from './seal';
import { raiseSession } from './show-factor';
import { newTotpSecret, stepOfCode, totpAddress } from './totp';

class EnrolmentGone extends Refusal {
  constructor() {
    super('EnrolmentGone', 'There is no new second factor to confirm. Please begin again.', { status: 409 });
  }
}

class FirstCodeWrong extends Refusal {
  constructor() {
    super('CodeWrong', 'That code does not belong to this square. Check the time of your phone and type the newest code.', { field: 'code' });
  }
}

export type Enrolment = { secret: string; address: string };

/** Begins to enrol a second factor: a secret that counts for nothing until a code of it was typed. */
export async function beginFactor(db: Queryable, personId: string): Promise<void> {
  const sealedSecret = seal(newTotpSecret(), personId);
  await db
    .insert(secondFactor)
    .values({ personId, sealedSecret })
    .onConflictDoUpdate({ target: secondFactor.personId, set: { sealedSecret, failures: 0 }, setWhere: isNull(secondFactor.confirmedAt) });
}

/** What a person who is enrolling has to scan or type, or null when they are not. */
export async function findEnrolment(db: Queryable, personId: string): Promise<Enrolment | null> {
  const [found] = await db
    .select({ sealedSecret: secondFactor.sealedSecret, email: person.email })
    .from(secondFactor)
    .innerJoin(person, eq(person.id, secondFactor.personId))
    .where(and(eq(secondFactor.personId, personId), isNull(secondFactor.confirmedAt)));
  const secret = found ? unseal(found.sealedSecret, personId) : null;
  return found && secret ? { secret, address: totpAddress(secret, found.email ?? '') } : null;
}

/**
 * Takes the first code of a new factor. From now on it is asked for at every sign-in; other sessions
 * of the person, which never showed it, end.
 *
 * @returns the session's new token, and ten recovery codes to show this once
 * @throws EnrolmentGone, FirstCodeWrong
 */
export async function confirmFactor(
  of: { personId: string; sessionId: string },
  code: string,
  now: Date,
): Promise<{ token: string; recoveryCodes: string[] }> {
  return inTransaction(async (tx) => {
    const [factor] = await tx
      .select()
      .from(secondFactor)
      .where(and(eq(secondFactor.personId, of.personId), isNull(secondFactor.confirmedAt)))
      .for('update');
    const secret = factor ? unseal(factor.sealedSecret, of.personId) : null;
    if (!secret) throw new EnrolmentGone();
    const step = stepOfCode(secret, code.replace(/\s/g, ''), now);
    if (step === null) throw new FirstCodeWrong();
    await tx.update(secondFactor).set({ confirmedAt: now, lastStep: step, failures: 0, lockedUntil: null }).where(eq(secondFactor.personId, of.personId));
    await endOtherSessions(tx, of);
    const recoveryCodes = await renewRecoveryCodes(tx, of.personId);
    await tellAboutFactor(tx, of.personId, 'on');
    log.info('factor.enrolled', { person: of.personId, session: of.sessionId });
    return { token: await raiseSession(tx, of.sessionId, now), recoveryCodes };
  });
}

/** Takes a person's second factor and recovery codes away; who calls it has asked for a fresh proof. */
export async function removeFactor(tx: Tx, personId: string): Promise<void> {
  await tx.delete(recoveryCode).where(eq(recoveryCode.personId, personId));
  const removed = await tx.delete(secondFactor).where(eq(secondFactor.personId, personId)).returning({ confirmedAt: secondFactor.confirmedAt });
  if (removed[0]?.confirmedAt) await tellAboutFactor(tx, personId, 'off');
  log.info('factor.removed', { person: personId });
}

/** Whoever changes it, its owner learns of it (ASVS 6.3.7). */
async function tellAboutFactor(tx: Tx, personId: string, now: 'on' | 'off'): Promise<void> {
  const [owner] = await tx.select({ email: person.email }).from(person).where(eq(person.id, personId));
  if (!owner?.email) return;
  const subject = now === 'on' ? 'Your second factor is on' : 'Your second factor was removed';
  const words = renderMail({
    title: subject,
    paragraphs: [
      now === 'on'
        ? 'From now on signing in to Tuppence asks for a code of your authenticator app.'
        : 'Signing in to Tuppence no longer asks for a code of your authenticator app.',
    ],
    foot: 'If this was not you, sign in, end your other sessions and write to us.',
  });
  await enqueueMail(tx, { key: `factor:${newId()}`, recipient: owner.email, subject, ...words });
}
