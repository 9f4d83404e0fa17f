import { and, eq, sql } from 'drizzle-orm';
import type { Queryable } from '@/db/client';
import { tip } from '@/db/schema';
import { onTabs } from './tip-filter';

/** How many tips to a creator stand on fans' tabs, and their sum before fees in minor units. */
export async function sumAccruedTips(db: Queryable, creatorId: string): Promise<{ tips: number; grossMinor: number }> {
  const [sums] = await db
    .select({ tips: sql<number>`count(*)::int`, grossMinor: sql<number>`coalesce(sum(${tip.grossMinor}), 0)`.mapWith(Number) })
    .from(tip)
    .where(and(eq(tip.creatorId, creatorId), onTabs));
  return sums ?? { tips: 0, grossMinor: 0 };
}
