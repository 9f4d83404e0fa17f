import { and, eq, gt, or } from 'drizzle-orm';
import type { Queryable } from '@/db/client';
import { emailChange, person } from '@/db/schema';
import { hashChangeToken } from './change-token';
import { EmailChangeGone, PersonNotFound } from './errors';
import type { Visibility } from './input';

/** What a person has told us about themselves, for their own eyes. */
export type Profile = {
  email: string;
  displayName: string | null;
  defaultVisibility: Visibility;
  locale: string;
  timeZone: string;
  createdAt: Date;
};

/** A person's own profile. @throws PersonNotFound */
export async function findProfile(db: Queryable, personId: string): Promise<Profile> {
  const [found] = await db
    .select({
      email: person.email,
      displayName: person.displayName,
      defaultVisibility: person.defaultVisibility,
      locale: person.locale,
      timeZone: person.timeZone,
      createdAt: person.createdAt,
    })
    .from(person)
    .where(eq(person.id, personId));
  if (!found || found.email === null) throw new PersonNotFound();
  return { ...found, email: found.email };
}

/** A change of address that still waits, for its own person; null when there is none. */
export async function findWaitingChange(db: Queryable, personId: string, now: Date) {
  const [found] = await db
    .select({
      newEmail: emailChange.newEmail,
      oldProven: emailChange.oldProvenAt,
      newProven: emailChange.newProvenAt,
      expiresAt: emailChange.expiresAt,
    })
    .from(emailChange)
    .where(and(eq(emailChange.personId, personId), gt(emailChange.expiresAt, now)));
  return found ? { ...found, oldProven: found.oldProven !== null, newProven: found.newProven !== null } : null;
}

/** What a link in a mail is about: which mailbox it proves, and both addresses. */
export type ChangeLink = { side: 'old' | 'new'; oldEmail: string; newEmail: string; proven: boolean };

/** The change that a link belongs to. It only looks. @throws EmailChangeGone */
export async function findChangeByToken(db: Queryable, token: string, now: Date): Promise<ChangeLink> {
  const hash = hashChangeToken(token);
  const [found] = await db
    .select({ change: emailChange, oldEmail: person.email })
    .from(emailChange)
    .innerJoin(person, eq(person.id, emailChange.personId))
    .where(
      and(
        or(eq(emailChange.oldTokenHash, hash), eq(emailChange.newTokenHash, hash)),
        gt(emailChange.expiresAt, now),
        eq(person.status, 'active'),
      ),
    );
  if (!found?.oldEmail) throw new EmailChangeGone();
  const { change, oldEmail } = found;
  const side = change.oldTokenHash === hash ? 'old' : 'new';
  const provenAt = side === 'old' ? change.oldProvenAt : change.newProvenAt;
  return { side, oldEmail, newEmail: change.newEmail, proven: provenAt !== null };
}
