import { bigint, boolean, date, integer, pgTable, primaryKey, text, timestamp, unique, uuid } from 'drizzle-orm/pg-core';
import type { Day } from '@/lib/dates';
import type { Currency } from '@/lib/money';
import { creator } from './creators';
import { payment } from './payments';
import { payout } from './payouts';
import { person } from './people';

const minor = (name: string) => bigint(name, { mode: 'number' });
const moment = (name: string) => timestamp(name, { withTimezone: true });
/** A calendar day of the fan's, as text: a Date would bring a time zone of the machine's. */
const day = (name: string) => date(name, { mode: 'string' }).$type<Day>();

/** Somebody with a tab, or about to have one; an unproven one waits for a mailed link. */
export const fan = pgTable('fan', {
  id: uuid().primaryKey(),
  personId: uuid('person_id').references(() => person.id),
  status: text({ enum: ['unproven', 'proven', 'joined', 'ended'] }).notNull(),
  email: text(),
  confirmTokenHash: text('confirm_token_hash').unique(),
  confirmUntil: moment('confirm_until'),
  timeZone: text('time_zone').notNull(),
  billingDay: integer('billing_day'),
  stripeCustomerId: text('stripe_customer_id').unique(),
  ledgerOwner: uuid('ledger_owner').notNull().unique(),
  wantsNotice: boolean('wants_notice').notNull().default(true),
  createdAt: moment('created_at').notNull(),
  provenAt: moment('proven_at'),
});

/** A card as the processor describes it; its number was never here. */
export const card = pgTable('card', {
  id: uuid().primaryKey(),
  fanId: uuid('fan_id').notNull().references(() => fan.id),
  paymentMethodId: text('payment_method_id').notNull().unique(),
  stripeCustomerId: text('stripe_customer_id').notNull(),
  brand: text().notNull(),
  last4: text().notNull(),
  expMonth: integer('exp_month').notNull(),
  expYear: integer('exp_year').notNull(),
  country: text(),
  fingerprint: text(),
  mandateId: text('mandate_id'),
  isDefault: boolean('is_default').notNull().default(false),
  status: text({ enum: ['good', 'refused', 'removed'] }).notNull(),
  addedAt: moment('added_at').notNull(),
  removedAt: moment('removed_at'),
  detachedAt: moment('detached_at'),
});

/** One visit to the hosted page that saves a card. */
export const cardSetup = pgTable('card_setup', {
  id: uuid().primaryKey(),
  fanId: uuid('fan_id').notNull().references(() => fan.id),
  pledgeId: uuid('pledge_id').references(() => pledge.id),
  currency: text().$type<Currency>().notNull(),
  status: text({ enum: ['created', 'open', 'saved', 'failed', 'expired'] }).notNull(),
  returnPath: text('return_path').notNull(),
  cancelPath: text('cancel_path').notNull(),
  openingUntil: moment('opening_until'),
  checkoutSessionId: text('checkout_session_id').unique(),
  checkoutUrl: text('checkout_url'),
  failureCode: text('failure_code'),
  createdAt: moment('created_at').notNull(),
  settledAt: moment('settled_at'),
});

/** What a fan agreed to before anything was charged to a saved card: the text itself. */
export const fanConsent = pgTable('fan_consent', {
  id: uuid().primaryKey(),
  fanId: uuid('fan_id').notNull().references(() => fan.id),
  version: integer().notNull(),
  body: text().notNull(),
  currency: text().$type<Currency>().notNull(),
  ceilingMinor: minor('ceiling_minor').notNull(),
  acceptedAt: moment('accepted_at').notNull(),
});

/** What a fan owes in one currency and how it may grow; whoever adds a line locks this row. */
export const tab = pgTable(
  'tab',
  {
    fanId: uuid('fan_id').notNull().references(() => fan.id),
    currency: text().$type<Currency>().notNull(),
    limitMinor: minor('limit_minor').notNull(),
    capMinor: minor('cap_minor'),
    owedMinor: minor('owed_minor').notNull().default(0),
    smallBills: text('small_bills', { enum: ['roll_over', 'charge'] }).notNull().default('roll_over'),
    rolledBills: integer('rolled_bills').notNull().default(0),
    nextBillOn: day('next_bill_on'),
    nextBillAt: moment('next_bill_at'),
    noticedFor: day('noticed_for'),
    pausedAt: moment('paused_at'),
    createdAt: moment('created_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.fanId, table.currency] })],
);

/** A creator's offer by the month. */
export const tier = pgTable('tier', {
  id: uuid().primaryKey(),
  creatorId: uuid('creator_id').notNull().references(() => creator.id),
  name: text().notNull(),
  description: text().notNull().default(''),
  benefits: text().array().notNull().default([]),
  priceMinor: minor('price_minor').notNull(),
  currency: text().$type<Currency>().notNull(),
  places: integer(),
  taken: integer().notNull().default(0),
  position: integer().notNull(),
  firstMonthInFull: boolean('first_month_in_full').notNull().default(false),
  archivedAt: moment('archived_at'),
  createdAt: moment('created_at').notNull(),
});

/** A monthly promise to one creator. */
export const pledge = pgTable('pledge', {
  id: uuid().primaryKey(),
  key: uuid().notNull().unique(),
  fanId: uuid('fan_id').notNull().references(() => fan.id),
  creatorId: uuid('creator_id').notNull().references(() => creator.id),
  tierId: uuid('tier_id').notNull().references(() => tier.id),
  currency: text().$type<Currency>().notNull(),
  amountMinor: minor('amount_minor').notNull(),
  status: text({ enum: ['asked', 'waiting', 'active', 'paused', 'leaving', 'ended'] }).notNull(),
  nextTierId: uuid('next_tier_id').references(() => tier.id),
  nextAmountMinor: minor('next_amount_minor'),
  paidUntil: day('paid_until'),
  createdAt: moment('created_at').notNull(),
  startedAt: moment('started_at'),
  pausedAt: moment('paused_at'),
  endedAt: moment('ended_at'),
  endedReason: text('ended_reason', {
    enum: ['cancelled', 'card_refused', 'card_not_saved', 'not_confirmed', 'refused', 'written_off', 'creator_closed', 'not_started', 'refunded'],
  }),
  pausedWithTab: boolean('paused_with_tab').notNull().default(false),
  untoldSince: moment('untold_since'),
});

/** What somebody may see or have, until when and why; apart from payment. */
export const entitlement = pgTable('entitlement', {
  id: uuid().primaryKey(),
  fanId: uuid('fan_id').notNull().references(() => fan.id),
  creatorId: uuid('creator_id').notNull().references(() => creator.id),
  tierId: uuid('tier_id').notNull().references(() => tier.id),
  reason: text({ enum: ['pledge', 'gift', 'creator'] }).notNull(),
  pledgeId: uuid('pledge_id').references(() => pledge.id),
  startsOn: day('starts_on').notNull(),
  endsOn: day('ends_on'),
  graceBillId: uuid('grace_bill_id').references(() => bill.id),
  closedAt: moment('closed_at'),
  closedReason: text('closed_reason', { enum: ['over', 'written_off', 'refunded', 'changed', 'creator_closed', 'undone'] }),
});

/** Lines collected by one charge; the row is also the job that collects it. */
export const bill = pgTable(
  'bill',
  {
    id: uuid().primaryKey(),
    fanId: uuid('fan_id').notNull().references(() => fan.id),
    currency: text().$type<Currency>().notNull(),
    cause: text({ enum: ['billing_day', 'limit', 'pay_now'] }).notNull(),
    billingOn: day('billing_on'),
    status: text({ enum: ['due', 'failing', 'paid', 'written_off', 'void'] }).notNull(),
    amountMinor: minor('amount_minor').notNull(),
    lineCount: integer('line_count').notNull(),
    rotation: integer().notNull(),
    attempts: integer().notNull().default(0),
    nextAttemptAt: moment('next_attempt_at'),
    leaseUntil: moment('lease_until'),
    failureCode: text('failure_code'),
    failureKind: text('failure_kind', { enum: ['soft', 'hard', 'authentication', 'no_card'] }),
    failingSince: moment('failing_since'),
    writeOffAt: moment('write_off_at'),
    remindedAt: moment('reminded_at'),
    paymentId: uuid('payment_id').references(() => payment.id),
    processorFeeMinor: minor('processor_fee_minor'),
    createdAt: moment('created_at').notNull(),
    paidAt: moment('paid_at'),
    writtenOffAt: moment('written_off_at'),
  },
  (table) => [unique('bill_of_day').on(table.fanId, table.currency, table.billingOn)],
);

/** One thing on a tab: a tip, or days of a pledge; on a bill it is a bill line. */
export const tabLine = pgTable('tab_line', {
  id: uuid().primaryKey(),
  key: uuid(),
  fanId: uuid('fan_id').notNull(),
  currency: text().$type<Currency>().notNull(),
  creatorId: uuid('creator_id').notNull(),
  kind: text({ enum: ['tip', 'pledge_days', 'pledge_month', 'pledge_raise'] }).notNull(),
  pledgeId: uuid('pledge_id').references(() => pledge.id),
  amountMinor: minor('amount_minor').notNull(),
  dated: day('dated').notNull(),
  fromOn: day('from_on'),
  untilOn: day('until_on'),
  status: text({ enum: ['waiting', 'open', 'billed', 'collected', 'undone', 'dropped', 'written_off'] }).notNull(),
  undoUntil: moment('undo_until'),
  billId: uuid('bill_id').references(() => bill.id),
  createdAt: moment('created_at').notNull(),
  collectedAt: moment('collected_at'),
  platformFeeMinor: minor('platform_fee_minor').notNull().default(0),
  feeShareMinor: minor('fee_share_minor'),
  heldMinor: minor('held_minor').notNull().default(0),
  heldUntil: moment('held_until'),
  availableMinor: minor('available_minor').notNull().default(0),
  refundedMinor: minor('refunded_minor').notNull().default(0),
  releases: integer().notNull().default(0),
  /** The open payout that its reserved money is in. */
  payoutId: uuid('payout_id').references(() => payout.id),
  reservedMinor: minor('reserved_minor').notNull().default(0),
  paidMinor: minor('paid_minor').notNull().default(0),
  /** What of it lies with a bank, taken by a dispute. */
  disputedMinor: minor('disputed_minor').notNull().default(0),
});
