import { and, eq, isNull, lte, or, sql } from 'drizzle-orm';
import type { Queryable, Tx } from '@/db/client';
import { tabLine } from '@/db/schema';
import { requireThawed } from '@/lib/fans';
import { formatMoney, stripeMinimum, type Currency } from '@/lib/money';
import { NothingToPay, TabBusy, TabChanged, TabInDunning } from './errors';
import { lockTab } from './lock-tab';
import { makeBill } from './make-bill';
import { findBillInCollection, type Bill } from './queries';
import { requireCard } from './require-card';

/**
 * Makes a bill of what is on the tab now, except what can still be undone, because the fan wants to
 * pay it. Wake the `billing` queue afterwards.
 *
 * @param pay.expectedMinor the sum that stood on the button: another sum is asked for anew
 * @param pay.now business time
 * @throws FanFrozen, NoCard, CardRefused, TabInDunning, TabBusy, NothingToPay, TabChanged
 */
export async function payNow(tx: Tx, pay: { fanId: string; currency: Currency; expectedMinor: number; now: Date }): Promise<Bill> {
  const { fanId, currency, now } = pay;
  const locked = await lockTab(tx, fanId, currency, now);
  await requireThawed(tx, fanId);
  await requireCard(tx, fanId);
  const collecting = await findBillInCollection(tx, fanId, currency);
  if (collecting) throw collecting.status === 'failing' ? new TabInDunning() : new TabBusy();
  const leastMinor = stripeMinimum(currency);
  const made = await makeBill(tx, locked, { cause: 'pay_now', leastMinor, now });
  if (!made) throw new NothingToPay(formatMoney(leastMinor, currency));
  if (made.amountMinor !== pay.expectedMinor) throw new TabChanged(formatMoney(made.amountMinor, currency));
  return made;
}

/** What of a tab could be charged at this moment: all that is open and can no longer be undone. */
export async function payableNow(db: Queryable, tab: { fanId: string; currency: Currency }, now: Date): Promise<number> {
  const [open] = await db
    .select({ sumMinor: sql<string>`coalesce(sum(${tabLine.amountMinor}), 0)` })
    .from(tabLine)
    .where(and(
      eq(tabLine.fanId, tab.fanId),
      eq(tabLine.currency, tab.currency),
      eq(tabLine.status, 'open'),
      or(isNull(tabLine.undoUntil), lte(tabLine.undoUntil, now)),
    ));
  return Number(open?.sumMinor ?? 0);
}
