import { date, integer, pgTable, text, timestamp, unique, uuid } from 'drizzle-orm/pg-core';
import type { Currency } from '@/lib/money';

const moment = (name: string) => timestamp(name, { withTimezone: true, precision: 3 }).notNull();

/**
 * The platform fee as a history: the row that applies is the last whose `applies_from` has come.
 * Rows are written once; triggers refuse changes, and rows that would rewrite the past.
 */
export const platformFeeSchedule = pgTable('platform_fee_schedule', {
  id: uuid().primaryKey(),
  basisPoints: integer('basis_points').notNull(),
  announcedAt: moment('announced_at'),
  appliesFrom: moment('applies_from').unique(),
});

/**
 * What the processor is expected to take, by method, home of the operator's account and currency,
 * each with where and when we read it. The same history rules hold as for the platform fee.
 */
export const processorFeeEstimate = pgTable(
  'processor_fee_estimate',
  {
    id: uuid().primaryKey(),
    method: text({ enum: ['card', 'card_international', 'sepa_debit', 'paypal'] }).notNull(),
    region: text({ enum: ['us', 'eea', 'uk', 'jp'] }).notNull(),
    currency: text().$type<Currency>().notNull(),
    basisPoints: integer('basis_points').notNull(),
    fixedMinor: integer('fixed_minor').notNull(),
    capMinor: integer('cap_minor'),
    sourceUrl: text('source_url').notNull(),
    sourceDate: date('source_date').notNull(),
    certainty: text({ enum: ['published', 'secondary'] }).notNull(),
    note: text().notNull(),
    appliesFrom: moment('applies_from'),
  },
  (table) => [unique().on(table.method, table.region, table.currency, table.appliesFrom)],
);
