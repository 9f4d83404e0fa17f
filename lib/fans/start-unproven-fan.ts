import { createHash } from 'node:crypto';
import type { Tx } from '@/db/client';
import { fan } from '@/db/schema';
import { addDays } from '@/lib/dates';
import { newId, newToken } from '@/lib/ids';
import { zoneOr } from './ensure-fan';
import type { Fan } from './queries';

/** How long a guest has to open the mailed link before the pledge ends. */
export const CONFIRM_DAYS = 7;

/**
 * Writes down a guest: always a new row, whether the address is known here or not, so that the
 * screen is the same and nobody learns who has an account. Until the mailed link is opened it is
 * good for one pledge and nothing else (DESIGN.md 4.4).
 *
 * @param email in lower case, as `readAddress` answers it
 * @param now business time
 * @returns the row, and the token for the mail; only its hash is kept
 */
export async function startUnprovenFan(
  tx: Tx,
  { email, timeZone, now }: { email: string; timeZone: string | null; now: Date },
): Promise<{ fan: Fan; token: string }> {
  const token = newToken();
  const [made] = await tx
    .insert(fan)
    .values({
      id: newId(),
      status: 'unproven',
      email,
      confirmTokenHash: hashConfirmToken(token),
      confirmUntil: addDays(now, CONFIRM_DAYS),
      timeZone: zoneOr(timeZone, 'UTC'),
      ledgerOwner: newId(),
      createdAt: now,
    })
    .returning();
  if (!made) throw new Error('A fan was not written');
  return { fan: made, token };
}

/** What of a confirmation token is kept: who reads the table cannot confirm with it. */
export function hashConfirmToken(token: string): string {
  return createHash('sha256').update(`confirm:${token}`).digest('base64url');
}
