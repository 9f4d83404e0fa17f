import { randomInt } from 'node:crypto';
import { and, eq, isNull } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { recoveryCode } from '@/db/schema';
import { keyedMark } from './tokens';

const COUNT = 10;
/** No letters or figures that are mistaken for one another on paper. */
const ALPHABET = '23456789abcdefghjkmnpqrstuvwxyz';
const LENGTH = 12;

/** Ten new codes in the place of all before, as they are shown once: `k3m9-72xw-…`; only hashes stay. */
export async function renewRecoveryCodes(tx: Tx, personId: string): Promise<string[]> {
  const codes = Array.from({ length: COUNT }, newCode);
  await tx.delete(recoveryCode).where(eq(recoveryCode.personId, personId));
  await tx.insert(recoveryCode).values(codes.map((code) => ({ personId, codeHash: hash(personId, code) })));
  return codes;
}

/** Uses a recovery code up; false when it is none, or was used before. */
export async function useRecoveryCode(tx: Tx, personId: string, typed: string, now: Date): Promise<boolean> {
  const used = await tx
    .update(recoveryCode)
    .set({ usedAt: now })
    .where(and(eq(recoveryCode.personId, personId), eq(recoveryCode.codeHash, hash(personId, typed)), isNull(recoveryCode.usedAt)))
    .returning({ personId: recoveryCode.personId });
  return used.length > 0;
}

/** How many codes a person has left. */
export async function countRecoveryCodes(tx: Pick<Tx, '$count'>, personId: string): Promise<number> {
  return tx.$count(recoveryCode, and(eq(recoveryCode.personId, personId), isNull(recoveryCode.usedAt)));
}

function newCode(): string {
  const letters = Array.from({ length: LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)] ?? '');
  return letters.join('').replace(/(.{4})(?=.)/g, '$1-');
}

/** However it is typed: dashes, spaces and capitals are no part of it. */
function hash(personId: string, code: string): string {
  return keyedMark('recovery code', `${personId} ${code.toLowerCase().replace(/[^a-z0-9]/g, '')}`);
}
