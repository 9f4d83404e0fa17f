import { and, eq } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { tab } from '@/db/schema';
import type { Currency } from '@/lib/money';
import { lockTab } from './lock-tab';
import type { Tab } from './queries';

/** Sets what happens to a bill under the small-bill threshold: it waits for the next, or is charged. */
export async function setSmallBills(
  tx: Tx,
  choice: { fanId: string; currency: Currency; smallBills: Tab['smallBills']; now: Date },
): Promise<void> {
  const { fanId, currency, smallBills } = choice;
  await lockTab(tx, fanId, currency, choice.now);
  await tx.update(tab).set({ smallBills }).where(and(eq(tab.fanId, fanId), eq(tab.currency, currency)));
}
