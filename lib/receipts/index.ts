export { renderReceiptMail, type ReceiptUrls } from './mail/render-receipt-mail';
export { renderReceiptPdf } from './pdf/render-receipt-pdf';
export type { ReceiptStatus, ReceiptView } from './receipt-view';
export { renderBillMail, type BillUrls } from './mail/render-bill-mail';
export { renderBillPdf } from './pdf/render-bill-pdf';
export { sumBill, type BillSums, type BillView, type BillViewLine } from './bill-view';
export { wordBill, type BillLineWords, type BillWords } from './bill-words';
export { inWords } from './receipt-words';
export * from './input';
