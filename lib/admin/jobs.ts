import { desc, eq, sql } from 'drizzle-orm';
import type { Queryable } from '@/db/client';
import { jobPulse, jobRun } from '@/db/schema';
import { addMilliseconds, MINUTE_MS } from '@/lib/dates';
import { jobs, type JobName } from '@/lib/jobs';

export const jobNames = Object.keys(jobs).filter((name): name is JobName => Object.hasOwn(jobs, name));

/**
 * How many minutes a job may be silent: a few times its schedule (lib/jobs/worker.ts). One that is
 * silent for longer is late: the worker is down, or its schedule does not fire.
 */
const SILENCE_MINUTES: Record<JobName, number> = {
  billing: 5, defence: 5, dunning: 5, notices: 20,
  inbox: 5, outbox: 5, payouts: 5, refunds: 5, reconcile: 5, release: 180, tidings: 180, upkeep: 180, verify: 26 * 60,
};

/** A job as the overview shows it: whether it is alive, and what it did last. */
export type JobLine = {
  name: JobName;
  pulse: typeof jobPulse.$inferSelect | null;
  lastRun: typeof jobRun.$inferSelect | null;
  /** A run that waits for the worker or is under way. */
  openRun: string | null;
  isLate: boolean;
};

/** Every job there is, with its pulse and its newest run; `now` is real time. */
export async function listJobs(db: Queryable, now: Date): Promise<JobLine[]> {
  const pulses = await db.select().from(jobPulse);
  const newest = await Promise.all(
    jobNames.map((name) => db.select().from(jobRun).where(eq(jobRun.name, name)).orderBy(sql`${jobRun.startedAt} desc nulls first`).limit(1)),
  );
  return jobNames.map((name, at) => {
    const lastRun = newest[at]?.[0] ?? null;
    const pulse = pulses.find((row) => row.name === name) ?? null;
    const silentSince = addMilliseconds(now, -SILENCE_MINUTES[name] * MINUTE_MS);
    return {
      name,
      pulse,
      lastRun,
      openRun: lastRun && !lastRun.finishedAt ? lastRun.id : null,
      isLate: pulse !== null && pulse.startedAt < silentSince,
    };
  });
}

/** The newest runs of one job; they are kept for thirty days. */
export async function listRuns(db: Queryable, name: JobName, limit: number) {
  return db.select().from(jobRun).where(eq(jobRun.name, name)).orderBy(desc(jobRun.startedAt)).limit(limit);
}

/** One run, or null. */
export async function findRun(db: Queryable, id: string) {
  const [run] = await db.select().from(jobRun).where(eq(jobRun.id, id));
  return run ?? null;
}
