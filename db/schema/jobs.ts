import { bigint, jsonb, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core';
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

/** How far reconciliation has read one of the processor's lists. */
export const reconcileCursor = pgTable('reconcile_cursor', {
  name: text().primaryKey(),
  readUntil: timestamp('read_until', { withTimezone: true }).notNull(),
});

/** Where the processor's record and ours differ, until they agree again. */
export const reconcileGap = pgTable(
  'reconcile_gap',
  {
    objectId: text('object_id').notNull(),
    kind: text({
      enum: ['not_in_ledger', 'not_at_processor', 'amount_differs', 'foreign_fee', 'balance_differs'],
    }).notNull(),
    amountMinor: bigint('amount_minor', { mode: 'number' }).notNull(),
    currency: text().notNull(),
    foundAt: timestamp('found_at', { withTimezone: true }).notNull().defaultNow(),
    closedAt: timestamp('closed_at', { withTimezone: true }),
  },
  (table) => [primaryKey({ columns: [table.objectId, table.kind] })],
);
