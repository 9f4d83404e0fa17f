import { expect, it } from 'vitest';
import { billPath, billToken, readBillToken } from '@/lib/billing';
import { newId } from '@/lib/ids';
import { readReceiptToken, receiptToken } from '@/lib/payments';
import { describeSignedLink } from '../../support/signed-links';

describeSignedLink('the link to a bill', /^\/bills\/[A-Za-z0-9_-]{46}$/, { path: billPath, token: billToken, read: readBillToken });

it('is no link to a receipt of the same number, nor the other way round', () => {
  const id = newId();
  expect(readBillToken(receiptToken(id))).toBeNull();
  expect(readReceiptToken(billToken(id))).toBeNull();
});
