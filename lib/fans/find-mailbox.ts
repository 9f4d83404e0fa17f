import { eq } from 'drizzle-orm';
import type { Queryable } from '@/db/client';
import { fan, person } from '@/db/schema';

/** Where a fan gets mail, and how they read days. */
export type FanMailbox = {
  fanId: string;
  email: string;
  /** Null for a guest who has not proven the address. */
  personId: string | null;
  timeZone: string;
  locale: string;
  wantsNotice: boolean;
};

/**
 * The mailbox of a fan: that of their account, or the one a guest typed. Null for one whose account
 * is gone or suspended, and for a guest's row that is over: nobody is there to write to.
 */
export async function findMailbox(db: Queryable, fanId: string): Promise<FanMailbox | null> {
  const [found] = await db
    .select({
      fanId: fan.id, typed: fan.email, timeZone: fan.timeZone, wantsNotice: fan.wantsNotice,
      personId: fan.personId, email: person.email, status: person.status, locale: person.locale,
    })
    .from(fan)
    .leftJoin(person, eq(person.id, fan.personId))
    .where(eq(fan.id, fanId));
  if (!found) return null;
  const { personId, timeZone, wantsNotice } = found;
  const email = personId === null ? found.typed : found.status === 'active' ? found.email : null;
  return email === null ? null : { fanId, email, personId, timeZone, locale: found.locale ?? 'en-US', wantsNotice };
}
