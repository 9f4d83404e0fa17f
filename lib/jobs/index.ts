export { jobs, isJobName } from './jobs';
export type { Job, JobName } from './jobs';
export { runJob } from './run-job';
export { reconcile } from './reconcile';
