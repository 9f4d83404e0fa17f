import type { Metadata } from 'next';
import { AgreeForm } from '@/components/account/agree-form';
import { getDb } from '@/db/client';
import { requireUser, safePath } from '@/lib/auth';
import { everybody, formatDay } from '@/lib/dates';
import { currentLegalText, needsConsent } from '@/lib/legal';
import { agreeToTerms } from '../actions';

export const metadata: Metadata = { title: 'Terms' };

/** Asks for an agreement to the terms that hold now, and leads back to what was begun. */
export default async function AgreeRoute({ searchParams }: { searchParams: Promise<{ to?: string | string[] }> }) {
  const viewer = await requireUser();
  const [terms, needed] = await Promise.all([currentLegalText(getDb(), 'terms'), needsConsent(getDb(), viewer.personId)]);
  return (
    <AgreeForm
      action={agreeToTerms}
      agreed={!needed}
      version={terms.version}
      edition={terms.publishedAt ? `version ${terms.version}, ${formatDay(terms.publishedAt, everybody)}` : 'a draft'}
      to={safePath((await searchParams).to)}
    />
  );
}
