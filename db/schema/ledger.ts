import { bigint, date, pgTable, primaryKey, smallint, text, timestamp, unique, uuid } from 'drizzle-orm/pg-core';

// Read-only shapes for queries: the ledger is written by `ledger_post` alone (lib/ledger), and
// its constraints, triggers and views stand in db/migrations/0001_ledger.sql with their reasons.

export const ledgerAccount = pgTable('ledger_account', {
  id: uuid('id').primaryKey(),
  owner: uuid('owner'),
  createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  kind: smallint('kind').notNull(),
  currency: text('currency').notNull(),
}, (table) => [
  unique('ledger_account_is_one_per_owner').on(table.owner, table.kind, table.currency).nullsNotDistinct(),
]);

export const ledgerTransfer = pgTable('ledger_transfer', {
  id: uuid('id').primaryKey(),
  transactionId: uuid('transaction_id').notNull(),
  debitAccount: uuid('debit_account').notNull(),
  creditAccount: uuid('credit_account').notNull(),
  amountMinor: bigint('amount_minor', { mode: 'number' }).notNull(),
  happenedAt: timestamp('happened_at', { withTimezone: true }).notNull(),
  createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  kind: smallint('kind').notNull(),
  currency: text('currency').notNull(),
  externalRef: text('external_ref'),
  reverses: uuid('reverses'),
}, (table) => [
  unique('ledger_transfer_external_ref_once').on(table.kind, table.externalRef),
]);

export const ledgerBalance = pgTable('ledger_balance', {
  account: uuid('account').primaryKey(),
  balanceMinor: bigint('balance_minor', { mode: 'number' }).notNull(),
});

export const ledgerDay = pgTable('ledger_day', {
  account: uuid('account').notNull(),
  debitMinor: bigint('debit_minor', { mode: 'number' }).notNull(),
  creditMinor: bigint('credit_minor', { mode: 'number' }).notNull(),
  day: date('day').notNull(),
  kind: smallint('kind').notNull(),
  slot: smallint('slot').notNull(),
}, (table) => [primaryKey({ columns: [table.account, table.day, table.kind, table.slot] })]);
