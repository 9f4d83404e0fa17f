export { currencies } from './currency';
export * from './input';
