import type { ReceiptView } from '@/lib/receipts';

/** Three dollars to a creator, paid by card, with the processor's own fee. */
export function receiptView(more: Partial<ReceiptView> = {}): ReceiptView {
  return {
    number: '3A91C2-7F02BE',
    status: 'paid',
    at: new Date('2026-11-21T14:05:00Z'),
    issuedTo: 'r•••@example.com',
    creator: { name: 'River Notes', handle: 'river-notes' },
    thankYou: 'That is a pencil.\nThank you!',
    currency: 'USD',
    sums: {
      youPayMinor: 300,
      processorFeeMinor: 39,
      platformFeeMinor: 0,
      platformTipMinor: 0,
      creatorReceivesMinor: 261,
    },
    isActual: true,
    method: 'card',
    operatorName: 'Small Change Ltd',
    ...more,
  };
}

export const urls = {
  receiptUrl: 'https://tuppence.example/receipts/abc?a=1&b=2',
  pdfUrl: 'https://tuppence.example/receipts/abc/pdf',
  creatorUrl: 'https://tuppence.example/river-notes',
  feesUrl: 'https://tuppence.example/fees',
};
