import { and, eq } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { fan, person } from '@/db/schema';
import { isTimeZone } from '@/lib/dates';
import { invariant } from '@/lib/errors';
import { newId } from '@/lib/ids';
import type { Fan } from './queries';

/** What a person's zone is until they, or their browser, have said another. */
const UNSAID = 'UTC';

/**
 * The fan that a person is, made when they are none yet. Two first pledges at once meet at the
 * unique index and get the same one. The days of a new fan are reckoned where the profile says that
 * they live, else where their browser says.
 *
 * @param timeZone what the browser said; not trusted, so a word that is no zone counts as nothing
 */
export async function ensureFan(tx: Tx, { personId, timeZone, now }: { personId: string; timeZone: string | null; now: Date }): Promise<Fan> {
  const isOwn = and(eq(fan.personId, personId), eq(fan.status, 'proven'));
  const [known] = await tx.select().from(fan).where(isOwn);
  if (known) return known;
  const [owner] = await tx.select({ timeZone: person.timeZone }).from(person).where(eq(person.id, personId));
  invariant(owner, 'whoever is signed in is a person');
  await tx
    .insert(fan)
    .values({
      id: newId(),
      personId,
      status: 'proven',
      timeZone: owner.timeZone === UNSAID ? zoneOr(timeZone, UNSAID) : owner.timeZone,
      ledgerOwner: newId(),
      createdAt: now,
      provenAt: now,
    })
    .onConflictDoNothing();
  const [made] = await tx.select().from(fan).where(isOwn);
  invariant(made, 'a fan that could not be made is there already');
  return made;
}

/** The zone that a browser named, when it is one. */
export function zoneOr(named: string | null, otherwise: string): string {
  return named !== null && named.length <= 64 && isTimeZone(named) ? named : otherwise;
}
