import { and, eq } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { tab } from '@/db/schema';
import { formatMoney, type Currency } from '@/lib/money';
import { CapUnderPledges } from './errors';
import { lockTab } from './lock-tab';
import { pledgedMonths } from './require-cap';

/**
 * Sets or removes a fan's own cap for a month, from one billing day to the day before the next. One
 * below what is used already holds at once and stops all that comes after.
 *
 * @param cap.capMinor null removes it
 * @param cap.now business time
 * @throws CapUnderPledges
 */
export async function setCap(tx: Tx, cap: { fanId: string; currency: Currency; capMinor: number | null; now: Date }): Promise<void> {
  const { fanId, currency, capMinor } = cap;
  const locked = await lockTab(tx, fanId, currency, cap.now);
  const pledgedMinor = await pledgedMonths(tx, locked);
  if (capMinor !== null && capMinor < pledgedMinor) throw new CapUnderPledges(formatMoney(pledgedMinor, currency, { trim: true }));
  await tx.update(tab).set({ capMinor }).where(and(eq(tab.fanId, fanId), eq(tab.currency, currency)));
}
