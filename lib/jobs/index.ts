export { jobs, isJobName } from './jobs';
export type { Job, JobName } from './jobs';
export { askJobRun } from './runs';
export { runJob } from './run-job';
export { reconcile } from './reconcile';
export { domainLedgerChecks } from './ledger-checks';
