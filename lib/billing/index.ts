export { billPath, billToken, readBillToken } from './bill-link';
export * from './input';
