import { getDb } from '@/db/client';
import { jobRun } from '@/db/schema';
import { newId } from '@/lib/ids';
import { log } from '@/lib/log';
import { jobs, type JobName, type JobOutcome } from './jobs';

/**
 * Runs one job now and keeps a record of it. A run that changed nothing leaves no record: the
 * queues wake every minute and an empty page is the better overview.
 *
 * @param now business time
 * @throws whatever the job throws, after recording it
 */
export async function runJob(name: JobName, now: Date): Promise<JobOutcome> {
  const id = newId();
  const startedAt = new Date();
  try {
    const outcome = await jobs[name](now);
    if (Object.values(outcome).some((count) => count !== 0)) {
      await getDb().insert(jobRun).values({ id, name, startedAt, finishedAt: new Date(), outcome });
      log.info('job.done', { job: name, ms: Date.now() - startedAt.getTime(), ...outcome });
    }
    return outcome;
  } catch (error) {
    const failure = error instanceof Error ? error.name : 'unknown';
    // The record must not hide the failure itself, for instance when the database is what failed.
    await getDb()
      .insert(jobRun)
      .values({ id, name, startedAt, finishedAt: new Date(), failure })
      .catch(() => log.warn('job.record_failed', { job: name }));
    throw error;
  }
}
