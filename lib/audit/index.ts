export { recordAct } from './record-act';
export type { Act } from './record-act';
export { listActs } from './queries';
export type { ActsCursor, ActsFilter, RecordedAct } from './queries';
