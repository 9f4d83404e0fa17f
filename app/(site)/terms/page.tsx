import type { Metadata } from 'next';
import { LegalRoute } from '../legal-route';

export const metadata: Metadata = { title: 'Terms', alternates: { canonical: '/terms' } };

export default function TermsRoute() {
  return <LegalRoute document="terms" />;
}
