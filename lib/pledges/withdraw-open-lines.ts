import { and, asc, eq } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { tabLine } from '@/db/schema';
import { withdrawLine, type TabLine } from '@/lib/tab';

/** Takes what a pledge has on the tab, and on no bill yet, off it again; answers those lines. @param now business time */
export async function withdrawOpenLines(tx: Tx, pledgeId: string, now: Date): Promise<TabLine[]> {
  const open = await tx
    .select()
    .from(tabLine)
    .where(and(eq(tabLine.pledgeId, pledgeId), eq(tabLine.status, 'open')))
    .orderBy(asc(tabLine.fromOn), asc(tabLine.id));
  for (const line of open) await withdrawLine(tx, line, now);
  return open;
}
