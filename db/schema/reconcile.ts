import { bigint, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core';

/** How far reconciliation has read one of the processor's lists. */
export const reconcileCursor = pgTable('reconcile_cursor', {
  name: text().primaryKey(),
  readUntil: timestamp('read_until', { withTimezone: true }).notNull(),
});

/** The processor's record of the operator's balance, movement by movement. */
export const balanceRecord = pgTable('balance_record', {
  id: text().primaryKey(),
  objectId: text('object_id').notNull(),
  type: text().notNull(),
  category: text().notNull(),
  amountMinor: bigint('amount_minor', { mode: 'number' }).notNull(),
  feeMinor: bigint('fee_minor', { mode: 'number' }).notNull(),
  currency: text().notNull(),
  happenedAt: timestamp('happened_at', { withTimezone: true }).notNull(),
  readAt: timestamp('read_at', { withTimezone: true }).notNull().defaultNow(),
  transactionId: uuid('transaction_id').notNull(),
  matchedAt: timestamp('matched_at', { withTimezone: true }),
});

/** Where the processor's record and ours differ, until they agree again. */
export const reconcileGap = pgTable(
  'reconcile_gap',
  {
    objectId: text('object_id').notNull(),
    kind: text({ enum: ['not_in_ledger', 'not_at_processor', 'amount_differs', 'foreign_fee', 'balance_differs'] }).notNull(),
    /** What the processor has more than the books. */
    amountMinor: bigint('amount_minor', { mode: 'number' }).notNull(),
    currency: text().notNull(),
    foundAt: timestamp('found_at', { withTimezone: true }).notNull().defaultNow(),
    closedAt: timestamp('closed_at', { withTimezone: true }),
    processorMinor: bigint('processor_minor', { mode: 'number' }).notNull().default(0),
    ledgerMinor: bigint('ledger_minor', { mode: 'number' }).notNull().default(0),
    type: text(),
    happenedAt: timestamp('happened_at', { withTimezone: true }),
    alarmedAt: timestamp('alarmed_at', { withTimezone: true }),
  },
  (table) => [primaryKey({ columns: [table.objectId, table.currency] })],
);

/** Both sides as a whole, as they stood when they were compared last. */
export const reconcileBalance = pgTable('reconcile_balance', {
  currency: text().primaryKey(),
  processorMinor: bigint('processor_minor', { mode: 'number' }).notNull(),
  recordedMinor: bigint('recorded_minor', { mode: 'number' }).notNull(),
  ledgerMinor: bigint('ledger_minor', { mode: 'number' }).notNull(),
  comparedAt: timestamp('compared_at', { withTimezone: true }),
  agreedAt: timestamp('agreed_at', { withTimezone: true }),
  unexplainedSince: timestamp('unexplained_since', { withTimezone: true }),
});

/** Backups that were taken. */
export const backup = pgTable('backup', {
  id: uuid().primaryKey(),
  takenAt: timestamp('taken_at', { withTimezone: true }).notNull(),
  rowCount: bigint('row_count', { mode: 'number' }).notNull(),
  byteCount: bigint('byte_count', { mode: 'number' }).notNull(),
});
