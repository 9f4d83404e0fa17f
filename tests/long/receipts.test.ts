import { it } from 'vitest';
import { expectAnyBillPdf, expectAnyReceiptPdf } from '../lib/receipts/typed-by-people';

it('the PDFs of receipts and bills can be made of whatever people typed', async () => {
  await expectAnyReceiptPdf(100);
  await expectAnyBillPdf(50);
});
