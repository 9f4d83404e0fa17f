import type { Metadata } from 'next';
import { LegalRoute } from '../legal-route';

export const metadata: Metadata = { title: 'Privacy', alternates: { canonical: '/privacy' } };

export default function PrivacyRoute() {
  return <LegalRoute document="privacy" />;
}
