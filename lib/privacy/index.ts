export { exportPerson } from './export-person';
export { planDeletion } from './plan-deletion';
export type { DeletionPlan } from './plan-deletion';
export { deletePerson } from './delete-person';
export { eraseLateNotices } from './erase-late-notices';
export { eraseReporters } from './erase-reporters';
export { inventory } from './inventory';
export type { Holding, Subject } from './inventory';
export * from './errors';
