import type { Metadata } from 'next';
import { LegalRoute } from '../legal-route';

export const metadata: Metadata = { title: 'Imprint', alternates: { canonical: '/imprint' } };

export default function ImprintRoute() {
  return <LegalRoute document="imprint" />;
}
