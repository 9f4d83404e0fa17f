import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { card } from '@/db/schema';
import { refuseCard } from '@/lib/fans';
import { stripeMinimum } from '@/lib/money';
import type { BillLine, BillWithLines } from './bill-rows';
import { nextTryAfter, writeOffAt } from './dunning-days';
import { isOurFault } from './failure-kind';
import { followDropped, followGrace } from './follow-lines';
import { enqueueBillAuthenticate, enqueueBillRefused } from './mails/enqueue-bill-refused';
import type { FailureKind } from './reason-words';

/** A bill that could not be charged, and why. The bill is locked and its lines read. */
export type RefusedBill = { bill: BillWithLines; kind: FailureKind; code: string | null; paymentMethodId: string | null };

/**
 * Puts refused bills into dunning (DESIGN.md 4.5). What waited for this very charge is dropped; a
 * bill of nothing else is void, and so is one whose rest is less than the processor charges: that
 * goes back on the tab. The rest keeps its lines: a soft refusal is tried again, whatever needs its
 * person waits for a new card or the mailed page, and after 21 days it is given up. Where another
 * card has come meanwhile, it is tried at once, and nobody is told of a refusal that may be over. Nor
 * is a fan told of a fault of ours, which only an admin can mend; the bill's page says it.
 *
 *   due ──> failing | void      failing ──> failing
 *
 * @param now business time
 */
export async function refuseBills(tx: Tx, refused: RefusedBill[], now: Date): Promise<void> {
  if (refused.length === 0) return;
  await dropWaiting(tx, refused.flatMap(({ bill }) => bill.lines.filter((line) => line.wasWaiting)), now);
  for (const { kind, paymentMethodId } of refused) if (kind === 'hard' && paymentMethodId) await refuseCard(tx, paymentMethodId);
  const others = await goodCards(tx, refused.map(({ bill }) => bill.fanId));
  for (const each of refused) {
    const { bill, kind } = each;
    const amountMinor = owed(bill).reduce((sum, line) => sum + line.amountMinor, 0);
    if (amountMinor < stripeMinimum(bill.currency)) {
      await makeVoid(tx, each, amountMinor);
      continue;
    }
    const card = others.get(bill.fanId);
    const hasOther = card !== undefined && card !== each.paymentMethodId;
    await fail(tx, each, { amountMinor, hasOther, now });
    await followGrace(tx, [{ id: bill.id, lines: owed(bill) }]);
    if (!hasOther && !isOurFault(each.code)) await (kind === 'authentication' ? enqueueBillAuthenticate(tx, bill.id, now) : enqueueBillRefused(tx, bill.id, now));
  }
}

/** The default cards that can be charged, by fan. */
async function goodCards(tx: Tx, fanIds: string[]): Promise<Map<string, string>> {
  const rows = await tx
    .select({ fanId: card.fanId, paymentMethodId: card.paymentMethodId })
    .from(card)
    .where(and(inArray(card.fanId, fanIds), eq(card.isDefault, true), eq(card.status, 'good')));
  return new Map(rows.map(({ fanId, paymentMethodId }) => [fanId, paymentMethodId]));
}

async function dropWaiting(tx: Tx, lines: BillLine[], now: Date): Promise<void> {
  if (lines.length === 0) return;
  await tx.execute(sql`
    update tab_line set status = 'dropped' where id = any(${sql.param(lines.map(({ id }) => id))}::uuid[]) and status = 'waiting'`);
  await followDropped(tx, lines, now);
}

/** Nothing is left that could be charged; what was on the tab before is on it again. */
async function makeVoid(tx: Tx, { bill, kind, code }: RefusedBill, amountMinor: number): Promise<void> {
  await tx.execute(sql`update tab_line set status = 'open', bill_id = null where bill_id = ${bill.id} and status = 'billed'`);
  await tx.execute(sql`
    update tab set owed_minor = owed_minor + ${amountMinor} where fan_id = ${bill.fanId} and currency = ${bill.currency}`);
  await tx.execute(sql`
    update bill set status = 'void', failure_code = ${code}, failure_kind = ${kind}, next_attempt_at = null, lease_until = null
    where id = ${bill.id} and status in ('due', 'failing')`);
}

async function fail(
  tx: Tx,
  { bill, kind, code }: RefusedBill,
  { amountMinor, hasOther, now }: { amountMinor: number; hasOther: boolean; now: Date },
): Promise<void> {
  const since = bill.failingSince ?? now;
  const later = kind === 'soft' ? nextTryAfter(since, now) : null;
  const next = hasOther ? now : later;
  // The last refusal of those that are tried by themselves ends it, however late it came.
  const until = kind === 'soft' && next === null ? now : writeOffAt(since);
  // A card that is not tried again because it was refused before keeps the reason of that refusal.
  const reason = kind === 'no_card' ? sql`null` : sql`coalesce(${code}::text, failure_code)`;
  await tx.execute(sql`
    update bill set status = 'failing', failure_code = ${reason}, failure_kind = ${kind}, failing_since = ${since.toISOString()},
      next_attempt_at = ${next?.toISOString() ?? null}, write_off_at = ${until.toISOString()}, lease_until = null,
      amount_minor = ${amountMinor}, line_count = ${owed(bill).length}
    where id = ${bill.id} and status in ('due', 'failing')`);
}

/** The lines that stay on a bill once what waited for it is dropped. */
function owed(bill: BillWithLines): BillLine[] {
  return bill.lines.filter((line) => !line.wasWaiting);
}
