import { sql } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { post } from '@/lib/income';
import { stripeMinimum } from '@/lib/money';
import { clearGrace } from '@/lib/pledges';
import { takenBackPosting } from '@/lib/tab';
import { dropTabTips } from '@/lib/tips';
import { lockBills, type BillLine, type BillWithLines } from './bill-rows';

/**
 * Takes lines off bills that nobody is charging now, as if they had never come on them: each is posted
 * backwards, and the bill asks for the rest. Where nothing is left, or less than the processor takes,
 * the bill is void and its rest is on the tab again. A bill that is being paid at this moment is left as
 * it is, and so is one with a line that waits for its very charge: that one comes within seconds, and
 * what it brings is refunded instead.
 *
 *   billed ──> undone      due, failing ──> void
 *
 * @param picks whether a line is to go
 * @param now business time
 * @returns the lines that were taken off
 */
export async function takeOffBills(tx: Tx, billIds: string[], picks: (line: BillLine) => boolean, now: Date): Promise<BillLine[]> {
  const bills = await lockBills(tx, billIds);
  const paying = await beingPaid(tx, [...bills.keys()]);
  const taken: BillLine[] = [];
  for (const bill of bills.values()) {
    const isFree = (bill.status === 'due' || bill.status === 'failing') && !paying.has(bill.id) && !bill.lines.some(({ wasWaiting }) => wasWaiting);
    const lines = isFree ? bill.lines.filter(picks) : [];
    if (lines.length === 0) continue;
    await takeOff(tx, bill, lines, now);
    taken.push(...lines);
  }
  return taken;
}

async function takeOff(tx: Tx, bill: BillWithLines, lines: BillLine[], now: Date): Promise<void> {
  const ids = lines.map(({ id }) => id);
  await post(tx, lines.flatMap((line) => takenBackPosting(line, 'line_undone', now)));
  await tx.execute(sql`
    update tab_line set status = 'undone', bill_id = null where id = any(${sql.param(ids)}::uuid[]) and status = 'billed'`);
  await dropTabTips(tx, ids);
  const rest = bill.lines.filter(({ id }) => !ids.includes(id));
  const restMinor = rest.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  if (restMinor < stripeMinimum(bill.currency)) await makeVoid(tx, bill, restMinor);
  else await tx.execute(sql`update bill set amount_minor = ${restMinor}, line_count = ${rest.length} where id = ${bill.id}`);
}

/** Nothing is left that could be charged; what is left at all is on the tab again. */
async function makeVoid(tx: Tx, { id, fanId, currency }: BillWithLines, restMinor: number): Promise<void> {
  await tx.execute(sql`update tab_line set status = 'open', bill_id = null where bill_id = ${id} and status = 'billed'`);
  await tx.execute(sql`update tab set owed_minor = owed_minor + ${restMinor} where fan_id = ${fanId} and currency = ${currency}`);
  await tx.execute(sql`
    update bill set status = 'void', next_attempt_at = null, lease_until = null where id = ${id} and status in ('due', 'failing')`);
  await clearGrace(tx, id);
}

async function beingPaid(tx: Tx, billIds: string[]): Promise<Set<string>> {
  const { rows } = await tx.execute<{ id: string }>(sql`
    select bill_id as id from payment where bill_id = any(${sql.param(billIds)}::uuid[]) and status in ('created', 'open', 'processing')`);
  return new Set(rows.map(({ id }) => id));
}
