import { boolean, integer, jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';

/** The inbox of signed events; a row only says "look at this object again". */
export const webhookEvent = pgTable('webhook_event', {
  id: text().primaryKey(),
  type: text().notNull(),
  objectId: text('object_id').notNull(),
  paymentHint: uuid('payment_hint'),
  account: text(),
  livemode: boolean().notNull(),
  source: text({ enum: ['webhook', 'reconcile'] }).notNull(),
  payload: jsonb().notNull(),
  happenedAt: timestamp('happened_at', { withTimezone: true }).notNull(),
  receivedAt: timestamp('received_at', { withTimezone: true }).notNull().defaultNow(),
  state: text({ enum: ['waiting', 'done', 'ignored', 'parked'] }).notNull(),
  attempts: integer().notNull().default(0),
  leaseUntil: timestamp('lease_until', { withTimezone: true }),
  nextAttemptAt: timestamp('next_attempt_at', { withTimezone: true }).notNull().defaultNow(),
  note: text(),
});
