export { recordAct } from './record-act';
export type { Act } from './record-act';
export { listActors, listActs } from './queries';
export { exportActs } from './export-acts';
export type { ActsCursor, ActsFilter, RecordedAct } from './queries';
