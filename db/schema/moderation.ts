import { boolean, integer, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { creator } from './creators';
import { person } from './people';

/** One suspension of one page: why, by whom, until when its owner may appeal, and how it ended. */
export const suspension = pgTable('suspension', {
  id: uuid().primaryKey(),
  creatorId: uuid('creator_id').notNull().references(() => creator.id),
  reason: text().notNull(),
  ground: text({ enum: ['fraud', 'unlawful', 'impersonation', 'spam', 'other'] }).notNull(),
  /** The page went with its owner, and comes back with them. */
  withOwner: boolean('with_owner').notNull().default(false),
  suspendedBy: uuid('suspended_by').notNull().references(() => person.id),
  suspendedAt: timestamp('suspended_at', { withTimezone: true }).notNull(),
  appealUntil: timestamp('appeal_until', { withTimezone: true }).notNull(),
  status: text({ enum: ['standing', 'lifted'] }).notNull(),
  liftedBy: uuid('lifted_by').references(() => person.id),
  liftedAt: timestamp('lifted_at', { withTimezone: true }),
});

/** The one appeal that a suspension allows; decided by another admin than the one who suspended. */
export const appeal = pgTable('appeal', {
  id: uuid().primaryKey(),
  suspensionId: uuid('suspension_id').notNull().unique(),
  suspendedBy: uuid('suspended_by').notNull(),
  /** NULL once its writer deleted their account. */
  body: text(),
  createdAt: timestamp('created_at', { withTimezone: true }).notNull(),
  status: text({ enum: ['open', 'lifted', 'kept', 'moot'] }).notNull(),
  decidedBy: uuid('decided_by').references(() => person.id),
  decidedAt: timestamp('decided_at', { withTimezone: true }),
  decision: text(),
});

/** What somebody says is wrong with a page, until an admin decided about it. */
export const report = pgTable('report', {
  id: uuid().primaryKey(),
  key: uuid().notNull().unique(),
  number: text().notNull().unique(),
  creatorId: uuid('creator_id').notNull().references(() => creator.id),
  kind: text({ enum: ['fraud', 'unlawful', 'impersonation', 'spam', 'other'] }).notNull(),
  body: text().notNull(),
  reporterEmail: text('reporter_email'),
  createdAt: timestamp('created_at', { withTimezone: true }).notNull(),
  status: text({ enum: ['open', 'dismissed', 'upheld'] }).notNull(),
  decidedBy: uuid('decided_by').references(() => person.id),
  decidedAt: timestamp('decided_at', { withTimezone: true }),
  decision: text(),
  suspensionId: uuid('suspension_id').references(() => suspension.id),
});

/** What admins tell each other about a page. */
export const reportNote = pgTable('report_note', {
  id: uuid().primaryKey(),
  creatorId: uuid('creator_id').notNull().references(() => creator.id),
  authorId: uuid('author_id').notNull().references(() => person.id),
  body: text().notNull(),
  createdAt: timestamp('created_at', { withTimezone: true }).notNull(),
});

/** The money of a suspended page, until an admin decides what becomes of it. */
export const moneyFreeze = pgTable('money_freeze', {
  id: uuid().primaryKey(),
  creatorId: uuid('creator_id').notNull().references(() => creator.id),
  frozenAt: timestamp('frozen_at', { withTimezone: true }).notNull(),
  status: text({ enum: ['standing', 'returning', 'released'] }).notNull(),
  decidedBy: uuid('decided_by').references(() => person.id),
  decidedAt: timestamp('decided_at', { withTimezone: true }),
  /** Told to the page's owner in these words. */
  reason: text(),
});

/** A stop of the evening's charges, because the processor took none of our requests. */
export const chargeStop = pgTable('charge_stop', {
  id: uuid().primaryKey(),
  stoppedAt: timestamp('stopped_at', { withTimezone: true }).notNull(),
  failureCode: text('failure_code').notNull(),
  refused: integer().notNull(),
  status: text({ enum: ['standing', 'lifted'] }).notNull(),
  liftedBy: uuid('lifted_by').references(() => person.id),
  liftedAt: timestamp('lifted_at', { withTimezone: true }),
});
