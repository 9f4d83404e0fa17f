/** Client-safe: why a charge was refused, in words. */
export { reasonWords } from './reason-words';
export type { FailureKind, ReasonWords } from './reason-words';
/** How much a fan may write who asks for a line back, and a creator who declines. */
export const WISH_WORDS_MOST = 500;
