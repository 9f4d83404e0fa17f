import { bigint, integer, pgTable, primaryKey, text, timestamp, unique, uuid } from 'drizzle-orm/pg-core';
import type { Currency } from '@/lib/money';
import { creator } from './creators';
import { person } from './people';

const minor = (name: string) => bigint(name, { mode: 'number' });
const moment = (name: string) => timestamp(name, { withTimezone: true });

/** The account at the processor that a creator is paid to, as it was when we last looked. */
export const payoutAccount = pgTable('payout_account', {
  id: uuid().primaryKey(),
  creatorId: uuid('creator_id').notNull().unique().references(() => creator.id),
  stripeAccountId: text('stripe_account_id').unique(),
  country: text().notNull(),
  status: text({ enum: ['new', 'onboarding', 'active', 'restricted'] }).notNull(),
  requirements: text().array().notNull().default([]),
  destination: text(),
  destinationKey: text('destination_key'),
  bankFailure: text('bank_failure'),
  firstActiveAt: moment('first_active_at'),
  /** Payouts rest for 72 hours after it. */
  changedAt: moment('changed_at'),
  createdAt: moment('created_at').notNull(),
  lookedAt: moment('looked_at'),
});

/** One payment of what is available to a creator; the migration draws its ways from status to status. */
export const payout = pgTable('payout', {
  id: uuid().primaryKey(),
  creatorId: uuid('creator_id').notNull().references(() => creator.id),
  currency: text().$type<Currency>().notNull(),
  amountMinor: minor('amount_minor').notNull(),
  costMinor: minor('cost_minor').notNull(),
  askedBy: text('asked_by', { enum: ['creator', 'schedule'] }).notNull(),
  status: text({
    enum: ['requested', 'in_review', 'on_hold', 'approved', 'sent', 'paid', 'failed', 'denied', 'cancelled'],
  }).notNull(),
  reason: text(),
  requestedAt: moment('requested_at').notNull(),
  reviewedAt: moment('reviewed_at'),
  approvedAt: moment('approved_at'),
  sentAt: moment('sent_at'),
  endedAt: moment('ended_at'),
  stripeTransferId: text('stripe_transfer_id').unique(),
  attempt: integer().notNull().default(1),
  triedAt: moment('tried_at'),
  nextAttemptAt: moment('next_attempt_at'),
  leaseUntil: moment('lease_until'),
  failureCode: text('failure_code'),
  /** Where it goes, as it was when it was tried first. */
  stripeAccountId: text('stripe_account_id'),
  destination: text(),
  stripePayoutId: text('stripe_payout_id'),
  /** When the processor was asked last where a sent one is. */
  followedAt: moment('followed_at'),
});

/**
 * What a payout takes, or took, of which tip or line of a tab. The columns name rows of files that
 * name this one, so the foreign keys stand in the migration alone.
 */
export const payoutLine = pgTable(
  'payout_line',
  {
    payoutId: uuid('payout_id').notNull().references(() => payout.id),
    tipId: uuid('tip_id'),
    lineId: uuid('line_id'),
    amountMinor: minor('amount_minor').notNull(),
    /** What of it came back after it was sent. */
    returnedMinor: minor('returned_minor').notNull().default(0),
  },
  (table) => [unique('payout_line_once').on(table.payoutId, table.tipId, table.lineId).nullsNotDistinct()],
);

/** Who approved a payout; a large one needs two. */
export const payoutApproval = pgTable(
  'payout_approval',
  {
    payoutId: uuid('payout_id').notNull().references(() => payout.id),
    adminId: uuid('admin_id').notNull().references(() => person.id),
    createdAt: moment('created_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.payoutId, table.adminId] })],
);

/** What admins wrote for each other about a payout. */
export const payoutNote = pgTable('payout_note', {
  id: uuid().primaryKey(),
  payoutId: uuid('payout_id').notNull().references(() => payout.id),
  authorId: uuid('author_id').notNull().references(() => person.id),
  body: text().notNull(),
  createdAt: moment('created_at').notNull(),
});
