import { integer, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { person } from './people';

/** A hosted page on which a card can be typed, and the marks of who opened it. */
export const cardPage = pgTable('card_page', {
  /** That of its payment or card setup. */
  id: uuid().primaryKey(),
  deed: text({ enum: ['tip', 'card', 'pay_bill'] }).notNull(),
  creatorId: uuid('creator_id'),
  marks: text().array().notNull(),
  openedAt: timestamp('opened_at', { withTimezone: true }).notNull().defaultNow(),
  closedAt: timestamp('closed_at', { withTimezone: true }),
});

/** A card that was refused on one of our pages, once for each mark that it counts against. */
export const cardRefusal = pgTable(
  'card_refusal',
  {
    mark: text().notNull(),
    tryId: text('try_id').notNull(),
    pageId: uuid('page_id').notNull(),
    code: text(),
    learnedAt: timestamp('learned_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.mark, table.tryId] })],
);

/** What is done about a mark on which too many cards were refused. */
export const cardMeasure = pgTable('card_measure', {
  id: uuid().primaryKey(),
  mark: text().notNull(),
  limitName: text('limit_name', { enum: ['connection', 'browser', 'mail', 'card', 'creator', 'everywhere'] }).notNull(),
  step: text({ enum: ['slow', 'challenge', 'block'] }).notNull(),
  refusals: integer().notNull(),
  heldUp: integer('held_up').notNull().default(0),
  beganAt: timestamp('began_at', { withTimezone: true }).notNull().defaultNow(),
  raisedAt: timestamp('raised_at', { withTimezone: true }).notNull().defaultNow(),
  until: timestamp({ withTimezone: true }).notNull(),
  letAt: timestamp('let_at', { withTimezone: true }),
  liftedAt: timestamp('lifted_at', { withTimezone: true }),
  liftedBy: uuid('lifted_by').references(() => person.id),
  liftReason: text('lift_reason'),
});

/** Proofs of work that were used: none is good twice. */
export const spentProof = pgTable('spent_proof', {
  id: text().primaryKey(),
  spentAt: timestamp('spent_at', { withTimezone: true }).notNull().defaultNow(),
});
