/** Client-safe: why a charge was refused, in words. */
export { reasonWords } from './reason-words';
export type { FailureKind, ReasonWords } from './reason-words';
