import { and, desc, eq, inArray } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { bill } from '@/db/schema';
import { formatMoney, stripeMinimum } from '@/lib/money';
import { PayFirst } from './errors';
import type { Tab } from './queries';

/**
 * What a tab may owe, in minor units. Who left their last bill unpaid to the end pays first and sees
 * afterwards, as if their limit were reached: else a card that never pays would open three weeks of
 * grace again and again.
 *
 * @throws PayFirst when nothing may be owed and the line is less than a charge can be
 */
export async function limitOf(tx: Tx, tab: Tab, amountMinor: number): Promise<number> {
  const [last] = await tx
    .select({ status: bill.status })
    .from(bill)
    .where(and(eq(bill.fanId, tab.fanId), eq(bill.currency, tab.currency), inArray(bill.status, ['paid', 'written_off'])))
    .orderBy(desc(bill.createdAt), desc(bill.id))
    .limit(1);
  if (last?.status !== 'written_off') return tab.limitMinor;
  const leastMinor = stripeMinimum(tab.currency);
  if (amountMinor < leastMinor) throw new PayFirst(formatMoney(leastMinor, tab.currency));
  return 0;
}
