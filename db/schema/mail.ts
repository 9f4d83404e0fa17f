import { integer, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';

/** The outbox: written in the transaction that makes a mail due, sent afterwards. */
export const mailMessage = pgTable('mail_message', {
  id: uuid().primaryKey(),
  key: text().notNull().unique(),
  recipient: text().notNull(),
  subject: text().notNull(),
  bodyText: text('body_text').notNull(),
  bodyHtml: text('body_html').notNull(),
  state: text({ enum: ['waiting', 'sent', 'failed'] }).notNull(),
  attempts: integer().notNull().default(0),
  leaseUntil: timestamp('lease_until', { withTimezone: true }),
  nextAttemptAt: timestamp('next_attempt_at', { withTimezone: true }).notNull().defaultNow(),
  createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  sentAt: timestamp('sent_at', { withTimezone: true }),
  failureCode: text('failure_code'),
  unsubscribeUrl: text('unsubscribe_url'),
});
