import { desc, eq, max, sql } from 'drizzle-orm';
import type { Queryable } from '@/db/client';
import { legalText } from '@/db/schema';
import { legalDocuments, type LegalDocument } from './documents';
import { draftImprint } from './drafts/imprint';
import { draftPrivacy } from './drafts/privacy';
import { draftTerms } from './drafts/terms';
import { readOperator } from './operator';

/** A legal text as it holds now. Version 0 is the draft that we ship, filled from the settings. */
export type LegalText = { document: LegalDocument; version: number; body: string; publishedAt: Date | null };

const drafts = { terms: draftTerms, privacy: draftPrivacy, imprint: draftImprint };

/** The newest version of a document, or the draft while nobody has published one. */
export async function currentLegalText(db: Queryable, document: LegalDocument): Promise<LegalText> {
  const [published] = await listLegalTexts(db, document, 1);
  return published ?? draftLegalText(db, document);
}

/** The draft that we ship, filled from the settings: what an admin begins with. */
export async function draftLegalText(db: Queryable, document: LegalDocument): Promise<LegalText> {
  return { document, version: 0, body: drafts[document](await readOperator(db)), publishedAt: null };
}

/** The published versions of a document, newest first; nobody changes or removes one. */
export async function listLegalTexts(db: Queryable, document: LegalDocument, limit = 50): Promise<LegalText[]> {
  return db
    .select({
      document: legalText.document,
      version: legalText.version,
      body: legalText.body,
      publishedAt: legalText.publishedAt,
    })
    .from(legalText)
    .where(eq(legalText.document, document))
    .orderBy(desc(legalText.version))
    .limit(limit);
}

/** The version of each document that holds now; 0 for one that is still the draft. */
export async function currentVersions(db: Queryable): Promise<Record<LegalDocument, number>> {
  const rows = await db
    .select({ document: legalText.document, version: sql<number>`${max(legalText.version)}::int` })
    .from(legalText)
    .groupBy(legalText.document);
  const versionOf = (document: LegalDocument) => rows.find((row) => row.document === document)?.version ?? 0;
  return { terms: versionOf('terms'), privacy: versionOf('privacy'), imprint: versionOf('imprint') };
}

/** The documents that nobody has published yet. */
export async function untouchedDocuments(db: Queryable): Promise<LegalDocument[]> {
  const versions = await currentVersions(db);
  return legalDocuments.filter((document) => versions[document] === 0);
}
