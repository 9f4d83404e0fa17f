import fc from 'fast-check';
import { expect } from 'vitest';
import { renderBillPdf, renderReceiptPdf, type ReceiptStatus } from '@/lib/receipts';
import { billView } from './bill-view.fixture';
import { receiptView } from './receipt-view.fixture';

export const EVIL = `<img src=x onerror=alert(1)>"'&\u202e\u0000\r\nBcc: a@b.c`;
const WIDE = 'W'.repeat(60);

/** Makes so many PDFs of receipts of whatever people may have typed, and expects each to be whole. */
export async function expectAnyReceiptPdf(runs: number): Promise<void> {
  const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 60 }), fc.string({ unit: 'grapheme', maxLength: 60 }), fc.constant(WIDE));
  const view = fc.record({ name: text, operatorName: text, issuedTo: text, number: text });
  const statuses: ReceiptStatus[] = ['paid', 'on_its_way', 'refunded', 'failed'];
  await fc.assert(
    fc.asyncProperty(view, fc.constantFrom(...statuses), async ({ name, ...rest }, status) => {
      expectWhole(await renderReceiptPdf(receiptView({ ...rest, status, creator: { name, handle: 'x1' } })));
    }),
    { numRuns: runs },
  );
}

/** The same of bills. */
export async function expectAnyBillPdf(runs: number): Promise<void> {
  const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 60 }), fc.constant(WIDE), fc.constant(EVIL));
  const [line] = billView().lines;
  if (!line) throw new Error('the fixture has lines');
  await fc.assert(
    fc.asyncProperty(text, text, async (name, other) => {
      expectWhole(await renderBillPdf(billView({ lines: [{ ...line, creator: { name, handle: 'x1' } }], paidBy: other, operatorName: other })));
    }),
    { numRuns: runs },
  );
}

function expectWhole(pdf: Buffer): void {
  expect(pdf.subarray(-6).toString()).toContain('%%EOF');
}
