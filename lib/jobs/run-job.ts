import { getDb } from '@/db/client';
import { jobRun } from '@/db/schema';
import { isRefusal } from '@/lib/errors';
import { log } from '@/lib/log';
import { jobs, type JobName, type JobOutcome, type JobWatch } from './jobs';
import { beginRun, pulse, type Run } from './runs';

/**
 * Runs one job now and keeps a record of it. A run that changed nothing and that nobody asked for
 * leaves only its pulse: the queues wake every minute and an empty page is the better overview.
 *
 * @param now business time
 * @throws whatever the job throws, after recording it
 */
export async function runJob(name: JobName, now: Date): Promise<JobOutcome> {
  const run = await beginRun(name);
  try {
    const outcome = await jobs[name](now, watchOf(run));
    const ms = Date.now() - run.startedAt.getTime();
    const isWorthARow = run.isAsked || Object.values(outcome).some((count) => count !== 0);
    if (isWorthARow) {
      await keep(run, { finishedAt: new Date(), outcome });
      log.info('job.done', { job: name, ms, ...outcome });
    }
    await pulse(name, run.startedAt, null);
    return outcome;
  } catch (error) {
    const failure = isRefusal(error) ? error.code : error instanceof Error ? error.name : 'unknown';
    // The record must not hide the failure itself, for instance when the database is what failed.
    await Promise.all([keep(run, { finishedAt: new Date(), failure }), pulse(name, run.startedAt, failure)])
      .catch(() => log.warn('job.record_failed', { job: name }));
    throw error;
  }
}

function watchOf(run: Run): JobWatch {
  return {
    progress: (done, of) => keep(run, { progress: { done, of } }),
    detail: (detail) => keep(run, { detail }),
  };
}

/** Writes the run's row, or adds to it when it is there already. */
async function keep({ id, name, startedAt }: Run, known: Partial<typeof jobRun.$inferInsert>): Promise<void> {
  await getDb()
    .insert(jobRun)
    .values({ id, name, startedAt, ...known })
    .onConflictDoUpdate({ target: jobRun.id, set: known });
}
