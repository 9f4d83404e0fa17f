import { readReceiptToken, receiptPath, receiptToken } from '@/lib/payments';
import { describeSignedLink } from '../../support/signed-links';

describeSignedLink('the link to a receipt', /^\/receipts\/[A-Za-z0-9_-]{46}$/, { path: receiptPath, token: receiptToken, read: readReceiptToken });
