import { and, eq } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { person } from '@/db/schema';
import { isTimeZone } from '@/lib/dates';
import { cleanText } from '@/lib/forms';
import { NameTooLong, PersonNotFound, TimeZoneUnknown } from './errors';
import { NAME_MAX_CHARACTERS, type Locale, type Visibility } from './input';

/** Sets what a person calls themselves and how new tips are shown unless they choose otherwise. */
export async function saveProfile(
  tx: Tx,
  personId: string,
  typed: { displayName: string; defaultVisibility: Visibility; locale: Locale; timeZone: string },
): Promise<void> {
  const displayName = cleanText(typed.displayName, { lines: false });
  if ([...displayName].length > NAME_MAX_CHARACTERS) throw new NameTooLong();
  if (!isTimeZone(typed.timeZone) || typed.timeZone.length > 64) throw new TimeZoneUnknown();
  const saved = await tx
    .update(person)
    .set({
      displayName: displayName || null,
      defaultVisibility: typed.defaultVisibility,
      locale: typed.locale,
      timeZone: typed.timeZone,
    })
    .where(and(eq(person.id, personId), eq(person.status, 'active')));
  if (saved.rowCount === 0) throw new PersonNotFound();
}
