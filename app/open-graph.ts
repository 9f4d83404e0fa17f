import type { Metadata } from 'next';

const card = {
  url: '/art/tuppence-card.png',
  width: 1200,
  height: 630,
  alt: 'Tuppence: small change, real income. A receipt: you pay $3.00, the card fee is $0.39, the creator receives $2.61.',
};

/**
 * What a link to a page shows elsewhere. A page's own Open Graph replaces that of the layout whole,
 * so both come from here.
 */
export function openGraph(page: { title?: string; description?: string; url?: string } = {}): Metadata['openGraph'] {
  return { siteName: 'Tuppence', type: 'website', images: [card], ...page };
}
