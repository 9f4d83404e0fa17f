import { and, eq, isNull, lte, or, sql } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { bill, tab, tabLine } from '@/db/schema';
import type { Day } from '@/lib/dates';
import { newId } from '@/lib/ids';
import type { Bill, Tab } from './queries';

export type BillDraft = {
  cause: Bill['cause'];
  billingOn?: Day;
  /** A line that would pass the limit: it waits with this bill and is written by the caller. */
  waiting?: { amountMinor: number };
  /** Below this the processor takes no charge, and no bill is made. */
  leastMinor: number;
  now: Date;
};

/**
 * Makes a bill of what is open on a locked tab, except what can still be undone. Its lines are
 * frozen from here on; the row itself is the job that collects it, due at once.
 *
 * @returns null when there is nothing, or less than can be charged
 */
export async function makeBill(tx: Tx, locked: Tab, draft: BillDraft): Promise<Bill | null> {
  const mine = and(
    eq(tabLine.fanId, locked.fanId),
    eq(tabLine.currency, locked.currency),
    eq(tabLine.status, 'open'),
    or(isNull(tabLine.undoUntil), lte(tabLine.undoUntil, draft.now)),
  );
  const [open] = await tx
    .select({ sumMinor: sql<string>`coalesce(sum(${tabLine.amountMinor}), 0)`, lines: sql<number>`count(*)::int` })
    .from(tabLine)
    .where(mine);
  const openMinor = Number(open?.sumMinor ?? 0);
  const amountMinor = openMinor + (draft.waiting?.amountMinor ?? 0);
  if (amountMinor === 0 || amountMinor < draft.leastMinor) return null;
  const made = await writeBill(tx, locked, draft, amountMinor, (open?.lines ?? 0) + (draft.waiting ? 1 : 0));
  await tx.update(tabLine).set({ status: 'billed', billId: made.id }).where(mine);
  await tx
    .update(tab)
    .set({ owedMinor: sql`${tab.owedMinor} - ${openMinor}` })
    .where(and(eq(tab.fanId, locked.fanId), eq(tab.currency, locked.currency)));
  return made;
}

async function writeBill(tx: Tx, { fanId, currency }: Tab, draft: BillDraft, amountMinor: number, lineCount: number): Promise<Bill> {
  const [made] = await tx
    .insert(bill)
    .values({
      id: newId(),
      fanId,
      currency,
      cause: draft.cause,
      billingOn: draft.billingOn ?? null,
      status: 'due',
      amountMinor,
      lineCount,
      rotation: sql`(select count(*)::int from bill b where b.fan_id = ${fanId} and b.currency = ${currency})`,
      nextAttemptAt: draft.now,
      createdAt: draft.now,
    })
    .returning();
  if (!made) throw new Error('A bill was not written');
  return made;
}
