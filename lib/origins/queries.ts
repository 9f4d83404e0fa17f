import { desc, eq } from 'drizzle-orm';
import type { Queryable } from '@/db/client';
import { origin } from '@/db/schema';

export type Origin = typeof origin.$inferSelect;

/** Where a payment was made from, newest first: a page may be opened from more than one place. */
export async function originsOfPayment(db: Queryable, paymentId: string): Promise<Origin[]> {
  return db.select().from(origin).where(eq(origin.paymentId, paymentId)).orderBy(desc(origin.happenedAt));
}
