import { LegalPage } from '@/components/legal/legal-page';
import { getDb } from '@/db/client';
import { everybody, formatDay } from '@/lib/dates';
import { currentLegalText, legalTitles, readLegalText, type LegalDocument } from '@/lib/legal';

/** One of the three legal texts as it holds now. */
export async function LegalRoute({ document }: { document: LegalDocument }) {
  const text = await currentLegalText(getDb(), document);
  const edition = text.publishedAt
    ? `Version ${text.version}, published ${formatDay(text.publishedAt, everybody)}`
    : 'Draft, not yet published';
  return <LegalPage title={legalTitles[document]} edition={edition} blocks={readLegalText(text.body)} />;
}
