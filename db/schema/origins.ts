import { pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { payment } from './payments';
import { person } from './people';
import { fan } from './tab';

/** From which address and device somebody tipped, pledged, saved a card or signed in. */
export const origin = pgTable('origin', {
  id: uuid().primaryKey(),
  deed: text({ enum: ['sign_in', 'tip', 'tab_tip', 'pledge', 'card', 'pay_bill'] }).notNull(),
  personId: uuid('person_id').references(() => person.id),
  fanId: uuid('fan_id').references(() => fan.id),
  paymentId: uuid('payment_id').references(() => payment.id),
  /** Emptied after 180 days. */
  address: text(),
  network: text().notNull().default(''),
  device: text().notNull().default(''),
  happenedAt: timestamp('happened_at', { withTimezone: true }).notNull(),
});
