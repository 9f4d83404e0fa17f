import type { BillView } from '@/lib/receipts';

/** Ten dollars pledged and one tip: a bill whose fee does not divide evenly. */
export function billView(change: Partial<BillView> = {}): BillView {
  return {
    number: '3A91C2-7F02BE',
    at: new Date('2026-11-21T20:05:00Z'),
    issuedTo: 'a•••@fans.example',
    currency: 'USD',
    lines: [
      ...Array.from({ length: 10 }, (_, at) => ({
        kind: 'pledge_month' as const, fromOn: '2026-11-21', untilOn: '2026-12-21', creator: { name: `Creator ${at + 1}`, handle: `creator-${at + 1}` },
        amountMinor: 100, feeShareMinor: at === 9 ? 5 : 6, platformFeeMinor: 0, refundedMinor: 0,
      })),
    ],
    isActual: true,
    paidBy: 'Visa •••• 4242',
    operatorName: 'Small Change Ltd',
    ...change,
  };
}

export const billUrls = {
  billUrl: 'https://tuppence.example/bills/x',
  pdfUrl: 'https://tuppence.example/bills/x/pdf',
  tabUrl: 'https://tuppence.example/account/tab',
  feesUrl: 'https://tuppence.example/fees',
};
