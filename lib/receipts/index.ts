export { renderReceiptMail, type ReceiptUrls } from './mail/render-receipt-mail';
export { renderReceiptPdf } from './pdf/render-receipt-pdf';
export type { ReceiptStatus, ReceiptView } from './receipt-view';
export { inWords } from './receipt-words';
