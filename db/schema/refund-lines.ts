import { bigint, pgTable, primaryKey, uuid } from 'drizzle-orm/pg-core';
import { refund } from './payments';
import { tabLine } from './tab';

const minor = (name: string) => bigint(name, { mode: 'number' });

/** What of a refund goes to which line of a bill, and, once it has settled, where it was taken from. */
export const refundLine = pgTable(
  'refund_line',
  {
    refundId: uuid('refund_id').notNull().references(() => refund.id),
    lineId: uuid('line_id').notNull().references(() => tabLine.id),
    amountMinor: minor('amount_minor').notNull(),
    heldMinor: minor('held_minor').notNull().default(0),
    availableMinor: minor('available_minor').notNull().default(0),
    debtMinor: minor('debt_minor').notNull().default(0),
    platformMinor: minor('platform_minor').notNull().default(0),
  },
  (table) => [primaryKey({ columns: [table.refundId, table.lineId] })],
);
