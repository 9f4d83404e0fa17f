export { compareWithProcessor } from './compare-with-processor';
export { readUntil, setReadUntil } from './cursor';
export { countUnknownCharges, RESTORED_CURSOR } from './restored';
export { bookByDecision } from './book-by-decision';
export type { OwnMatter } from './book-own';
export { settleForeign } from './settle-foreign';
export { listClosedGaps, listGaps, listKinds, readBalances } from './queries';
export type { BalanceLine, KindLine, OpenGap } from './queries';
export { FeeNeeded, NotOpen, OfAPayment } from './errors';
