import { and, eq, isNull, lt, sql } from 'drizzle-orm';
import { getDb, type Tx } from '@/db/client';
import { jobPulse, jobRun } from '@/db/schema';
import { addMilliseconds, MINUTE_MS } from '@/lib/dates';
import { newId } from '@/lib/ids';
import type { JobName } from './jobs';

/** A queue gives a run up after this long (lib/queue); one without an end by then was interrupted. */
const LOST_AFTER_MS = 15 * MINUTE_MS;

export type Run = { id: string; name: JobName; startedAt: Date; isAsked: boolean };

/**
 * Asks for a run of a job, in the transaction that writes down who asked. Wake the job's queue after
 * it. Whoever asks while one waits gets that one.
 *
 * @returns the id of the run that will answer
 */
export async function askJobRun(tx: Tx, name: JobName, actorId: string): Promise<string> {
  const id = newId();
  const [asked] = await tx
    .insert(jobRun)
    .values({ id, name, askedAt: new Date(), askedBy: actorId })
    .onConflictDoUpdate({ target: jobRun.name, targetWhere: isNull(jobRun.startedAt), set: { name } })
    .returning({ id: jobRun.id });
  return asked?.id ?? id;
}

/** Takes up the run that somebody asked for, or begins one of its own accord. */
export async function beginRun(name: JobName): Promise<Run> {
  const startedAt = new Date();
  await getDb()
    .update(jobRun)
    .set({ finishedAt: startedAt, failure: 'Interrupted' })
    .where(and(eq(jobRun.name, name), isNull(jobRun.finishedAt), lt(jobRun.startedAt, addMilliseconds(startedAt, -LOST_AFTER_MS))));
  const [asked] = await getDb()
    .update(jobRun)
    .set({ startedAt })
    .where(and(eq(jobRun.name, name), isNull(jobRun.startedAt)))
    .returning({ id: jobRun.id });
  return { id: asked?.id ?? newId(), name, startedAt, isAsked: asked !== undefined };
}

/** Writes down that a job ran, and since when it fails if it does. */
export async function pulse(name: JobName, startedAt: Date, failure: string | null): Promise<void> {
  const finishedAt = new Date();
  const kept = failure
    ? { startedAt, finishedAt, failure, failingSince: finishedAt }
    : { startedAt, finishedAt, failure: null, failingSince: null, succeededAt: finishedAt };
  await getDb()
    .insert(jobPulse)
    .values({ name, ...kept })
    .onConflictDoUpdate({
      target: jobPulse.name,
      set: failure ? { ...kept, failingSince: sql`coalesce(job_pulse.failing_since, excluded.failing_since)` } : kept,
    });
}
