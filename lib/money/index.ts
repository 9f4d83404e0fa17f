export { allocate } from './allocate';
export { currencies } from './currency';
export * from './input';
