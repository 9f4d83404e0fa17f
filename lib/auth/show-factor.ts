import { eq } from 'drizzle-orm';
import { inTransaction, type Tx } from '@/db/client';
import { secondFactor, session } from '@/db/schema';
import { addMilliseconds, MINUTE_MS } from '@/lib/dates';
import { Refusal } from '@/lib/errors';
import { newToken } from '@/lib/ids';
import { log } from '@/lib/log';
import { useRecoveryCode } from './recovery-codes';
import { unseal } from './seal';
import { hashSessionToken } from './tokens';
import { stepOfCode } from './totp';

/** How many wrong codes in a row are a typo. */
const FREE_FAILURES = 4;
/** What doubles from the fifth on; at most a day. */
const LOCK_MS = MINUTE_MS;
const LOCK_MAX_MS = 24 * 60 * MINUTE_MS;

class CodeWrong extends Refusal {
  constructor() {
    super('CodeWrong', 'That code is not right, or it was used before. Wait for the next one and type that.', { field: 'code' });
  }
}

class FactorLocked extends Refusal {
  constructor(until: Date, now: Date) {
    const minutes = Math.max(1, Math.ceil((until.getTime() - now.getTime()) / MINUTE_MS));
    super('FactorLocked', `Too many wrong codes. Please wait ${minutes === 1 ? 'a minute' : `${minutes} minutes`} and try again.`, {
      status: 429,
      field: 'code',
    });
  }
}

/**
 * Takes a code of the authenticator app, or a recovery code, for one session, and gives that session
 * a new token: what was seen of it before is worth nothing (ASVS 7.2.4). Each code works once; after
 * four wrong ones in a row every further one locks twice as long. The row is locked meanwhile, so
 * that codes tried in parallel are counted one after another.
 *
 * @returns the session's new token, for its cookie
 * @throws CodeWrong, FactorLocked
 */
export async function showFactor(of: { personId: string; sessionId: string }, typed: string, now: Date): Promise<string> {
  const outcome = await inTransaction((tx) => tryCode(tx, of, typed, now));
  if (typeof outcome === 'string') return outcome;
  // Thrown outside: a rollback would forget the failure.
  log.warn('factor.refused', { person: of.personId, session: of.sessionId, code: outcome.code });
  throw outcome;
}

async function tryCode(tx: Tx, of: { personId: string; sessionId: string }, typed: string, now: Date): Promise<string | Refusal> {
  const [factor] = await tx.select().from(secondFactor).where(eq(secondFactor.personId, of.personId)).for('update');
  if (!factor?.confirmedAt) return new CodeWrong();
  if (factor.lockedUntil && factor.lockedUntil > now) return new FactorLocked(factor.lockedUntil, now);
  const code = typed.replace(/\s/g, '');
  const secret = unseal(factor.sealedSecret, of.personId);
  const step = secret === null ? null : stepOfCode(secret, code, now);
  const isNew = step !== null && step > factor.lastStep;
  if (!isNew && !(await useRecoveryCode(tx, of.personId, code, now))) return fail(tx, of.personId, factor.failures + 1, now);
  const lastStep = isNew ? step : factor.lastStep;
  await tx.update(secondFactor).set({ lastStep, failures: 0, lockedUntil: null }).where(eq(secondFactor.personId, of.personId));
  log.info('factor.shown', { person: of.personId, session: of.sessionId, recovery: !isNew });
  return raiseSession(tx, of.sessionId, now);
}

async function fail(tx: Tx, personId: string, failures: number, now: Date): Promise<Refusal> {
  const over = failures - FREE_FAILURES;
  const lockedUntil = over > 0 ? addMilliseconds(now, Math.min(LOCK_MS * 2 ** (over - 1), LOCK_MAX_MS)) : null;
  await tx.update(secondFactor).set({ failures, lockedUntil }).where(eq(secondFactor.personId, personId));
  return lockedUntil ? new FactorLocked(lockedUntil, now) : new CodeWrong();
}

/** Writes down that a session has shown its factor, under a new token. */
export async function raiseSession(tx: Tx, sessionId: string, now: Date): Promise<string> {
  const token = newToken();
  await tx.update(session).set({ factorAt: now, tokenHash: hashSessionToken(token) }).where(eq(session.id, sessionId));
  return token;
}
