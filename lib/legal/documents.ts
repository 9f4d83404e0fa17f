/** The texts that a site must show. The imprint is law in much of Europe and good manners elsewhere. */
export const legalDocuments = ['terms', 'privacy', 'imprint'] as const;
export type LegalDocument = (typeof legalDocuments)[number];

/** What each is called, in headings and links. */
export const legalTitles: Record<LegalDocument, string> = {
  terms: 'Terms',
  privacy: 'Privacy',
  imprint: 'Imprint',
};

/** Whether a text, from an address or a form, names one of them. */
export function isLegalDocument(text: unknown): text is LegalDocument {
  return legalDocuments.some((known) => known === text);
}
