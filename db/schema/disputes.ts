import { bigint, boolean, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import type { Currency } from '@/lib/money';
import { creator } from './creators';
import { payment, refund } from './payments';
import { person } from './people';
import { fan, tabLine } from './tab';

const minor = (name: string) => bigint(name, { mode: 'number' });
const moment = (name: string) => timestamp(name, { withTimezone: true });

/** A charge that its bank takes back; the migration draws its ways from status to status. */
export const dispute = pgTable('dispute', {
  id: uuid().primaryKey(),
  paymentId: uuid('payment_id').notNull().references(() => payment.id),
  stripeDisputeId: text('stripe_dispute_id').notNull().unique(),
  status: text({
    enum: ['warning_needs_response', 'warning_under_review', 'warning_closed', 'needs_response', 'under_review', 'won', 'lost'],
  }).notNull(),
  reason: text().notNull(),
  amountMinor: minor('amount_minor').notNull(),
  currency: text().$type<Currency>().notNull(),
  openedAt: moment('opened_at').notNull(),
  evidenceDueAt: moment('evidence_due_at'),
  closedAt: moment('closed_at'),
  /** The movement of the processor's balance by which the money is away. */
  withdrawnBy: text('withdrawn_by').unique(),
  /** What the bank has now; of that, what no gift bears because it had gone back before. */
  takenMinor: minor('taken_minor').notNull().default(0),
  excessMinor: minor('excess_minor').notNull().default(0),
  /** The ledger's newest transaction of it. */
  postingId: uuid('posting_id'),
  costMinor: minor('cost_minor').notNull().default(0),
  alarmedAt: moment('alarmed_at'),
});

/** What a dispute moved in the processor's balance, each posted once. */
export const disputeMovement = pgTable('dispute_movement', {
  transactionId: text('transaction_id').primaryKey(),
  disputeId: uuid('dispute_id').notNull().references(() => dispute.id),
  amountMinor: minor('amount_minor').notNull(),
  feeMinor: minor('fee_minor').notNull(),
  currency: text().$type<Currency>().notNull(),
  happenedAt: moment('happened_at').notNull(),
});

/** What of a disputed bill was taken from which line, and who bears it. */
export const disputeLine = pgTable(
  'dispute_line',
  {
    disputeId: uuid('dispute_id').notNull().references(() => dispute.id),
    lineId: uuid('line_id').notNull().references(() => tabLine.id),
    amountMinor: minor('amount_minor').notNull(),
    /** The most that it ever took. */
    mostMinor: minor('most_minor').notNull(),
    heldMinor: minor('held_minor').notNull(),
    availableMinor: minor('available_minor').notNull(),
    debtMinor: minor('debt_minor').notNull(),
    platformMinor: minor('platform_minor').notNull(),
  },
  (table) => [primaryKey({ columns: [table.disputeId, table.lineId] })],
);

/** What the processor warned of, and what was sent back because of it. */
export const fraudWarning = pgTable('fraud_warning', {
  id: uuid().primaryKey(),
  paymentId: uuid('payment_id').notNull().references(() => payment.id),
  stripeWarningId: text('stripe_warning_id').notNull().unique(),
  fraudType: text('fraud_type').notNull(),
  actionable: boolean().notNull(),
  refundId: uuid('refund_id').references(() => refund.id),
  createdAt: moment('created_at').notNull(),
});

/** What an admin answers to a stage of a dispute: accepted, or countered with evidence. */
export const disputeAnswer = pgTable('dispute_answer', {
  disputeId: uuid('dispute_id').notNull().references(() => dispute.id),
  stage: text({ enum: ['inquiry', 'dispute'] }).notNull(),
  kind: text({ enum: ['accept', 'counter'] }).notNull(),
  words: text(),
  status: text({ enum: ['asked', 'sent', 'refused'] }).notNull(),
  askedBy: uuid('asked_by').notNull().references(() => person.id),
  askedAt: moment('asked_at').notNull(),
  sentAt: moment('sent_at'),
  failureCode: text('failure_code'),
}, (table) => [primaryKey({ columns: [table.disputeId, table.stage] })]);

/** Why a fan is frozen, since when, and who lifted it. */
export const fanFreeze = pgTable('fan_freeze', {
  id: uuid().primaryKey(),
  fanId: uuid('fan_id').notNull().references(() => fan.id),
  disputeId: uuid('dispute_id').unique().references(() => dispute.id),
  warningId: uuid('warning_id').unique().references(() => fraudWarning.id),
  since: moment('since').notNull(),
  liftedAt: moment('lifted_at'),
  liftedBy: uuid('lifted_by').references(() => person.id),
});

/** A line of a bill that its fan would like to have back, and what its creator said. */
export const refundWish = pgTable('refund_wish', {
  lineId: uuid('line_id').primaryKey().references(() => tabLine.id),
  fanId: uuid('fan_id').notNull().references(() => fan.id),
  creatorId: uuid('creator_id').notNull().references(() => creator.id),
  words: text(),
  status: text({ enum: ['open', 'granted', 'declined'] }).notNull(),
  answer: text(),
  answeredBy: uuid('answered_by').references(() => person.id),
  createdAt: moment('created_at').notNull(),
  answeredAt: moment('answered_at'),
});
