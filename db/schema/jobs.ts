import { bigint, jsonb, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core';

/** One row per run of a job, for the people who watch. */
export const jobRun = pgTable('job_run', {
  id: uuid().primaryKey(),
  name: text().notNull(),
  startedAt: timestamp('started_at', { withTimezone: true }).notNull().defaultNow(),
  finishedAt: timestamp('finished_at', { withTimezone: true }),
  outcome: jsonb(),
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
