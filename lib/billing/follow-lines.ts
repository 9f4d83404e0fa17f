import type { Tx } from '@/db/client';
import { applyCollected, applyDropped, applyWrittenOff, clearGrace, markGrace } from '@/lib/pledges';
import { dropTabTips, lockTabTips, receiveTabTips, storeTabTipMoney, type TabTipMoney } from '@/lib/tips';
import type { BillLine, BillWithLines } from './bill-rows';

/** Where the money of a tip on the tab lies, by its line. */
export type TipMoney = TabTipMoney;

/**
 * What is collected, in the rooms whose lines these are: tips are shown and counted, what waited for
 * the charge begins, and access that hung in the air is settled.
 *
 * @param now business time
 */
export async function followCollected(tx: Tx, paid: { bill: BillWithLines; collectedAt: Date }[], now: Date): Promise<void> {
  const tips = new Map<number, string[]>();
  for (const { bill, collectedAt } of paid) {
    const lineIds = tipIds(bill.lines);
    if (lineIds.length > 0) tips.set(collectedAt.getTime(), [...(tips.get(collectedAt.getTime()) ?? []), ...lineIds]);
  }
  for (const [at, lineIds] of tips) await receiveTabTips(tx, { lineIds, at: new Date(at) });
  // Lines that were on the tab before opened everything when they were put there.
  await applyCollected(tx, paid.flatMap(({ bill }) => bill.lines.filter((line) => line.wasWaiting)), now);
  for (const { bill } of paid) if (bill.failingSince) await clearGrace(tx, bill.id);
}

/** What waited for a charge that was refused: it never came about. */
export async function followDropped(tx: Tx, lines: BillLine[], now: Date): Promise<void> {
  await dropTabTips(tx, tipIds(lines));
  await applyDropped(tx, lines, now);
}

/** What is given up: its access closes, and its pledges end. */
export async function followWrittenOff(tx: Tx, bills: BillWithLines[], now: Date): Promise<void> {
  const lines = bills.flatMap((bill) => bill.lines);
  await dropTabTips(tx, tipIds(lines));
  await applyWrittenOff(tx, lines, now);
  for (const { id } of bills) await clearGrace(tx, id);
}

/** Access to what a failing bill pays for goes on meanwhile. */
export async function followGrace(tx: Tx, bills: { id: string; lines: BillLine[] }[]): Promise<void> {
  for (const { id, lines } of bills) await markGrace(tx, id, lines.flatMap(({ pledgeId }) => pledgeId ?? []));
}

/** What of these tips' money lies where, locked. */
export function moneyOfTips(tx: Tx, lineIds: string[]): Promise<Map<string, Pick<TipMoney, 'heldMinor' | 'availableMinor'>>> {
  return lockTabTips(tx, lineIds);
}

/** Writes where tips' money lies. */
export function storeTipMoney(tx: Tx, rows: TipMoney[]): Promise<void> {
  return storeTabTipMoney(tx, rows);
}

function tipIds(lines: readonly BillLine[]): string[] {
  return lines.flatMap(({ id, kind }) => (kind === 'tip' ? [id] : []));
}
