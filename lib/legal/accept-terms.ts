import { and, eq, inArray } from 'drizzle-orm';
import type { Queryable, Tx } from '@/db/client';
import { consent } from '@/db/schema';
import { ConsentNeeded, TermsChanged } from './errors';
import { currentVersions } from './queries';

/**
 * Writes down that a person agreed to the terms that hold now, has seen the privacy notice, and says
 * that they are 18 or older. The record only grows; agreeing twice to one version is one agreement.
 *
 * @param shown the version of the terms that the person had before them, where a form can tell
 * @throws TermsChanged
 */
export async function acceptTerms(tx: Tx, personId: string, shown?: number): Promise<void> {
  const { terms, privacy } = await currentVersions(tx);
  if (shown !== undefined && shown !== terms) throw new TermsChanged();
  await tx
    .insert(consent)
    .values([
      { personId, document: 'terms', version: terms },
      { personId, document: 'privacy', version: privacy },
      { personId, document: 'adult', version: terms },
    ])
    .onConflictDoNothing();
}

/**
 * Whether a person has yet to agree to the terms that hold now: they never did, or a new version was
 * published since. Ask before what binds them, never before reading, leaving or taking data along.
 */
export async function needsConsent(db: Queryable, personId: string): Promise<boolean> {
  const { terms } = await currentVersions(db);
  const agreed = await db
    .select({ document: consent.document })
    .from(consent)
    .where(and(eq(consent.personId, personId), eq(consent.version, terms), inArray(consent.document, ['terms', 'adult'])));
  return agreed.length < 2;
}

/** For commands that bind a person. @throws ConsentNeeded */
export async function requireConsent(db: Queryable, personId: string): Promise<void> {
  if (await needsConsent(db, personId)) throw new ConsentNeeded();
}
