/** Client-safe: what a line pays for, and its days, in words. */
export { wordDay, wordDays, wordLine } from './line-words';
export type { PaidFor } from './line-words';
