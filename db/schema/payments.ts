import { bigint, integer, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import type { Currency } from '@/lib/money';
import { person } from './people';

/** One charge at the processor; the row exists, and is the idempotency key, before it is asked. */
export const payment = pgTable('payment', {
  id: uuid().primaryKey(),
  purpose: text({ enum: ['tip', 'bill'] }).notNull(),
  status: text({ enum: ['created', 'open', 'processing', 'succeeded', 'failed', 'expired'] }).notNull(),
  amountMinor: bigint('amount_minor', { mode: 'number' }).notNull(),
  currency: text().$type<Currency>().notNull(),
  description: text().notNull(),
  returnPath: text('return_path').notNull(),
  cancelPath: text('cancel_path').notNull(),
  openingUntil: timestamp('opening_until', { withTimezone: true }),
  checkoutSessionId: text('checkout_session_id').unique(),
  checkoutUrl: text('checkout_url'),
  paymentIntentId: text('payment_intent_id').unique(),
  chargeId: text('charge_id').unique(),
  method: text(),
  payerEmail: text('payer_email'),
  failureCode: text('failure_code'),
  balanceTransactionId: text('balance_transaction_id').unique(),
  processorFeeMinor: bigint('processor_fee_minor', { mode: 'number' }),
  cardFingerprint: text('card_fingerprint'),
  cardLast4: text('card_last4'),
  feeState: text('fee_state', { enum: ['unknown', 'known', 'foreign'] }).notNull().default('unknown'),
  createdAt: timestamp('created_at', { withTimezone: true }).notNull(),
  settledAt: timestamp('settled_at', { withTimezone: true }),
  personId: uuid('person_id').references(() => person.id),
  availableOn: timestamp('available_on', { withTimezone: true }),
  /** Not `references`: a bill points back to the payment that paid it. */
  billId: uuid('bill_id'),
  attempt: integer().notNull().default(1),
  way: text({ enum: ['checkout', 'off_session'] }).notNull().default('checkout'),
  stripeCustomerId: text('stripe_customer_id'),
  paymentMethodId: text('payment_method_id'),
  adviceCode: text('advice_code'),
});

/** Money on its way back to a fan; the row is written first and its id is the idempotency key. */
export const refund = pgTable('refund', {
  id: uuid().primaryKey(),
  paymentId: uuid('payment_id').notNull().references(() => payment.id),
  amountMinor: bigint('amount_minor', { mode: 'number' }).notNull(),
  currency: text().$type<Currency>().notNull(),
  status: text({ enum: ['asked', 'pending', 'succeeded', 'failed'] }).notNull(),
  reason: text({ enum: ['requested_by_fan', 'duplicate', 'fraudulent'] }).notNull(),
  stripeRefundId: text('stripe_refund_id').unique(),
  failureCode: text('failure_code'),
  createdAt: timestamp('created_at', { withTimezone: true }).notNull(),
  settledAt: timestamp('settled_at', { withTimezone: true }),
});
