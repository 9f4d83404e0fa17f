import { jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { person } from './people';

/** One row per run of a job, for the people who watch. */
export const jobRun = pgTable('job_run', {
  id: uuid().primaryKey(),
  name: text().notNull(),
  /** NULL while a run that somebody asked for waits for the worker. */
  startedAt: timestamp('started_at', { withTimezone: true }),
  finishedAt: timestamp('finished_at', { withTimezone: true }),
  outcome: jsonb().$type<Record<string, number>>(),
  failure: text(),
  askedAt: timestamp('asked_at', { withTimezone: true }),
  askedBy: uuid('asked_by').references(() => person.id),
  progress: jsonb().$type<{ done: number; of: number }>(),
  detail: jsonb().$type<unknown>(),
});

/** That a job is alive, also when its runs find nothing to do. */
export const jobPulse = pgTable('job_pulse', {
  name: text().primaryKey(),
  startedAt: timestamp('started_at', { withTimezone: true }).notNull(),
  finishedAt: timestamp('finished_at', { withTimezone: true }),
  succeededAt: timestamp('succeeded_at', { withTimezone: true }),
  failingSince: timestamp('failing_since', { withTimezone: true }),
  failure: text(),
});
