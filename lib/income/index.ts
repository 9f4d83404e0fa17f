export {
  account, collectedPosting, feePosting, refundPosting, refundShares, releasePosting, returnedPosting, shareFee,
} from './postings';
export type { IncomeLine, Posting } from './postings';
export { excessDrafts, referencedByDispute, restatedPosting } from './restated-posting';
export type { RefundParts } from './refund-parts';
export { post, postBySplit } from './post-line';
export { postLinesBySplit } from './post-lines';
export { splitLines } from './split-lines';
export type { FlooredKind } from './split-lines';
export { heldUntil, readHoldDays } from './hold';
export { releaseHeld } from './release-held';
export type { HeldMoney } from './release-held';
export { isFrozen, isMoneyFrozen } from './is-frozen';
