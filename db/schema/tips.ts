import { bigint, boolean, integer, pgTable, text, timestamp, unique, uuid } from 'drizzle-orm/pg-core';
import type { Currency } from '@/lib/money';
import { creator, creatorGoal } from './creators';
import { payment } from './payments';
import { payout } from './payouts';
import { person } from './people';
import { tabLine } from './tab';

/** A one-off tip: pending until the processor says it was paid, only then posted and shown. */
export const tip = pgTable('tip', {
  id: uuid().primaryKey(),
  key: uuid().notNull().unique(),
  creatorId: uuid('creator_id').notNull().references(() => creator.id),
  paymentId: uuid('payment_id').unique().references(() => payment.id),
  status: text({ enum: ['pending', 'received', 'dropped', 'refunded', 'disputed'] }).notNull(),
  amountMinor: bigint('amount_minor', { mode: 'number' }).notNull(),
  grossMinor: bigint('gross_minor', { mode: 'number' }).notNull(),
  platformTipMinor: bigint('platform_tip_minor', { mode: 'number' }).notNull().default(0),
  platformFeeMinor: bigint('platform_fee_minor', { mode: 'number' }).notNull().default(0),
  processorFeeEstimateMinor: bigint('processor_fee_estimate_minor', { mode: 'number' }).notNull(),
  coversFees: boolean('covers_fees').notNull(),
  heldMinor: bigint('held_minor', { mode: 'number' }).notNull().default(0),
  refundedMinor: bigint('refunded_minor', { mode: 'number' }).notNull().default(0),
  currency: text().$type<Currency>().notNull(),
  message: text(),
  displayName: text('display_name'),
  visibility: text({ enum: ['public', 'creator_only', 'anonymous'] }).notNull(),
  createdAt: timestamp('created_at', { withTimezone: true }).notNull(),
  receivedAt: timestamp('received_at', { withTimezone: true }),
  heldUntil: timestamp('held_until', { withTimezone: true }),
  availableMinor: bigint('available_minor', { mode: 'number' }).notNull().default(0),
  supporterId: uuid('supporter_id').references(() => supporter.id),
  releases: integer().notNull().default(0),
  /** The open payout that its reserved money is in. */
  payoutId: uuid('payout_id').references(() => payout.id),
  reservedMinor: bigint('reserved_minor', { mode: 'number' }).notNull().default(0),
  paidMinor: bigint('paid_minor', { mode: 'number' }).notNull().default(0),
  lineId: uuid('line_id').references(() => tabLine.id),
  /** What of it lies with a bank, taken by a dispute. */
  disputedMinor: bigint('disputed_minor', { mode: 'number' }).notNull().default(0),
});

/** Who gave to a creator, as far as they chose; both keys null is the one row of the anonymous. */
export const supporter = pgTable(
  'supporter',
  {
    id: uuid().primaryKey(),
    creatorId: uuid('creator_id').notNull().references(() => creator.id),
    personId: uuid('person_id').references(() => person.id),
    guestKey: text('guest_key'),
    tipsReceived: bigint('tips_received', { mode: 'number' }).notNull(),
    receivedMinor: bigint('received_minor', { mode: 'number' }).notNull(),
    currency: text().$type<Currency>().notNull(),
    lastTipAt: timestamp('last_tip_at', { withTimezone: true }).notNull(),
  },
  (table) => [unique('supporter_once').on(table.creatorId, table.personId, table.guestKey).nullsNotDistinct()],
);

/** What a form without JavaScript typed, until its one button confirms it. */
export const tipDraft = pgTable('tip_draft', {
  id: uuid().primaryKey(),
  creatorId: uuid('creator_id').notNull().references(() => creator.id),
  amountMinor: bigint('amount_minor', { mode: 'number' }).notNull(),
  platformTipMinor: bigint('platform_tip_minor', { mode: 'number' }).notNull(),
  coversFees: boolean('covers_fees').notNull(),
  currency: text().$type<Currency>().notNull(),
  message: text(),
  displayName: text('display_name'),
  visibility: text({ enum: ['public', 'creator_only', 'anonymous'] }).notNull(),
  way: text({ enum: ['card', 'tab'] }).notNull().default('card'),
  createdAt: timestamp('created_at', { withTimezone: true }).notNull(),
});

/** What one creator's page counts, kept in the transaction that posts. */
export const creatorTipTotal = pgTable('creator_tip_total', {
  creatorId: uuid('creator_id').primaryKey().references(() => creator.id),
  tipsReceived: bigint('tips_received', { mode: 'number' }).notNull().default(0),
  receivedMinor: bigint('received_minor', { mode: 'number' }).notNull().default(0),
  currency: text().$type<Currency>().notNull(),
});

/** The progress of a goal: what was received while it was the open one. */
export const creatorGoalTotal = pgTable('creator_goal_total', {
  goalId: uuid('goal_id').primaryKey().references(() => creatorGoal.id),
  receivedMinor: bigint('received_minor', { mode: 'number' }).notNull().default(0),
});
