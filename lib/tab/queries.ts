import { and, asc, eq, inArray } from 'drizzle-orm';
import type { Queryable } from '@/db/client';
import { bill, tab, tabLine } from '@/db/schema';
import type { Currency } from '@/lib/money';

export type Tab = typeof tab.$inferSelect;
export type TabLine = typeof tabLine.$inferSelect;
export type Bill = typeof bill.$inferSelect;

/** A fan's tab in one currency; null when nothing was ever put on one. */
export async function findTab(db: Queryable, fanId: string, currency: Currency): Promise<Tab | null> {
  const [found] = await db.select().from(tab).where(and(eq(tab.fanId, fanId), eq(tab.currency, currency)));
  return found ?? null;
}

/** All tabs of a fan, by currency. */
export async function listTabs(db: Queryable, fanId: string): Promise<Tab[]> {
  return db.select().from(tab).where(eq(tab.fanId, fanId)).orderBy(asc(tab.currency));
}

/** What is on a tab and on no bill yet, oldest first. */
export async function listOpenLines(db: Queryable, fanId: string, currency: Currency): Promise<TabLine[]> {
  return db
    .select()
    .from(tabLine)
    .where(and(eq(tabLine.fanId, fanId), eq(tabLine.currency, currency), eq(tabLine.status, 'open')))
    .orderBy(asc(tabLine.createdAt), asc(tabLine.id));
}

/** The bill of a tab that is being collected, or could not be so far; there is at most one. */
export async function findBillInCollection(db: Queryable, fanId: string, currency: Currency): Promise<Bill | null> {
  const [found] = await db
    .select()
    .from(bill)
    .where(and(eq(bill.fanId, fanId), eq(bill.currency, currency), inArray(bill.status, ['due', 'failing'])));
  return found ?? null;
}
