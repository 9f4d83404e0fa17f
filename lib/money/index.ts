export { currencies } from './currency';
export { decimalAmount } from './decimal-amount';
export * from './input';
