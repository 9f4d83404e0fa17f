import { bigint, boolean, date, integer, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import type { Day } from '@/lib/dates';
import type { Currency } from '@/lib/money';
import { person } from './people';

/**
 * One creator's public page: who they are, what they ask for and where their money is booked. The
 * generated column `search` is left out: only one query uses it, in SQL, and nobody writes it.
 */
export const creator = pgTable('creator', {
  id: uuid().primaryKey(),
  handle: text().notNull().unique(),
  name: text().notNull(),
  tagline: text().notNull(),
  bio: text().notNull(),
  kind: text({
    enum: [
      'writing', 'food', 'software', 'comics', 'podcast', 'music',
      'craft', 'teaching', 'science', 'film', 'games',
    ],
  }).notNull(),
  country: text().notNull(),
  currency: text().$type<Currency>().notNull(),
  status: text({ enum: ['active', 'suspended', 'unpublished'] }).notNull(),
  accent: text().notNull(),
  art: text().notNull(),
  presetsMinor: integer('presets_minor').array().notNull(),
  minimumMinor: integer('minimum_minor').notNull(),
  thankYou: text('thank_you').notNull(),
  ledgerOwner: uuid('ledger_owner').notNull().unique(),
  createdAt: timestamp('created_at', { withTimezone: true, precision: 3 }).notNull(),
  personId: uuid('person_id').unique().references(() => person.id),
  offer: text().notNull().default(''),
  avatarId: uuid('avatar_id'),
  bannerId: uuid('banner_id'),
  notifyTips: text('notify_tips', { enum: ['each', 'daily', 'never'] }).notNull().default('each'),
  suspendedReason: text('suspended_reason'),
  suspendedWithOwner: boolean('suspended_with_owner').notNull().default(false),
  tipsToldUntil: timestamp('tips_told_until', { withTimezone: true }),
  payoutInterval: text('payout_interval', { enum: ['asked', 'weekly', 'monthly'] }).notNull().default('asked'),
  payoutMinimumMinor: bigint('payout_minimum_minor', { mode: 'number' }),
  nextPayoutOn: date('next_payout_on', { mode: 'string' }).$type<Day>(),
});

/** A picture that a creator uploaded, re-encoded by us; `creator` points back at the one it shows. */
export const media = pgTable('media', {
  id: uuid().primaryKey(),
  key: text().notNull().unique(),
  creatorId: uuid('creator_id').notNull().references(() => creator.id),
  kind: text({ enum: ['avatar', 'banner'] }).notNull(),
  widths: integer().array().notNull(),
  bytes: integer().notNull(),
  createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
});

/** Addresses that a page had before; they lead to it for ever. */
export const handleHistory = pgTable('handle_history', {
  handle: text().primaryKey(),
  creatorId: uuid('creator_id').notNull().references(() => creator.id),
  leftAt: timestamp('left_at', { withTimezone: true }).notNull().defaultNow(),
});

/** How the handles of a page looked, now and before; a look belongs to one page for ever. */
export const handleClaim = pgTable('handle_claim', {
  skeleton: text().primaryKey(),
  creatorId: uuid('creator_id').notNull().references(() => creator.id),
});

/** Where else a creator can be found; shown in this order, never fetched by us. */
export const creatorLink = pgTable('creator_link', {
  id: uuid().primaryKey(),
  creatorId: uuid('creator_id').notNull().references(() => creator.id),
  position: integer().notNull(),
  label: text().notNull(),
  url: text().notNull(),
});

/** What a creator collects for; its progress is counted with the tips that make it. */
export const creatorGoal = pgTable('creator_goal', {
  id: uuid().primaryKey(),
  creatorId: uuid('creator_id').notNull().references(() => creator.id),
  title: text().notNull(),
  targetMinor: bigint('target_minor', { mode: 'number' }).notNull(),
  startsAt: timestamp('starts_at', { withTimezone: true, precision: 3 }).notNull(),
  endedAt: timestamp('ended_at', { withTimezone: true, precision: 3 }),
});
