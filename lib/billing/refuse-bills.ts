import { sql } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { refuseCard } from '@/lib/fans';
import type { BillLine, BillWithLines } from './bill-rows';
import { nextTryAfter, writeOffAt } from './dunning-days';
import { followDropped, followGrace } from './follow-lines';
import { enqueueBillAuthenticate, enqueueBillRefused } from './mails/enqueue-bill-refused';
import type { FailureKind } from './reason-words';

/** A bill that could not be charged, and why. The bill is locked and its lines read. */
export type RefusedBill = { bill: BillWithLines; kind: FailureKind; code: string | null; paymentMethodId: string | null };

/**
 * Puts refused bills into dunning (DESIGN.md 4.5). What waited for this very charge is dropped; a
 * bill of nothing else is void. The rest keeps its lines: a soft refusal is tried again, whatever
 * needs its person waits for a new card or the mailed page, and after 21 days it is given up.
 *
 *   due ──> failing | void      failing ──> failing
 *
 * @param now business time
 */
export async function refuseBills(tx: Tx, refused: RefusedBill[], now: Date): Promise<void> {
  if (refused.length === 0) return;
  await dropWaiting(tx, refused.flatMap(({ bill }) => bill.lines.filter((line) => line.wasWaiting)), now);
  await markCards(tx, refused);
  for (const each of refused) await refuse(tx, each, now);
  const failing = refused.filter(({ bill }) => owed(bill).length > 0);
  await followGrace(tx, failing.map(({ bill }) => ({ id: bill.id, lines: owed(bill) })));
  for (const { bill, kind } of failing) {
    await (kind === 'authentication' ? enqueueBillAuthenticate(tx, bill.id, now) : enqueueBillRefused(tx, bill.id, now));
  }
}

async function dropWaiting(tx: Tx, lines: BillLine[], now: Date): Promise<void> {
  if (lines.length === 0) return;
  await tx.execute(sql`
    update tab_line set status = 'dropped' where id = any(${sql.param(lines.map(({ id }) => id))}::uuid[]) and status = 'waiting'`);
  await followDropped(tx, lines, now);
}

/** A card that will not work again is not tried on the next bill either, until another is saved. */
async function markCards(tx: Tx, refused: RefusedBill[]): Promise<void> {
  for (const { kind, paymentMethodId } of refused) if (kind === 'hard' && paymentMethodId) await refuseCard(tx, paymentMethodId);
}

async function refuse(tx: Tx, { bill, kind, code }: RefusedBill, now: Date): Promise<void> {
  const lines = owed(bill);
  if (lines.length === 0) {
    await tx.execute(sql`
      update bill set status = 'void', failure_code = ${code}, failure_kind = ${kind}, next_attempt_at = null, lease_until = null
      where id = ${bill.id} and status in ('due', 'failing')`);
    return;
  }
  const since = bill.failingSince ?? now;
  const next = kind === 'soft' ? nextTryAfter(since, now) : null;
  // The last refusal of those that are tried by themselves ends it, however late it came.
  const until = kind === 'soft' && next === null ? now : writeOffAt(since);
  const amountMinor = lines.reduce((sum, line) => sum + line.amountMinor, 0);
  await tx.execute(sql`
    update bill set status = 'failing', failure_code = ${code}, failure_kind = ${kind}, failing_since = ${since.toISOString()},
      next_attempt_at = ${next?.toISOString() ?? null}, write_off_at = ${until.toISOString()}, lease_until = null,
      amount_minor = ${amountMinor}, line_count = ${lines.length}
    where id = ${bill.id} and status in ('due', 'failing')`);
}

/** The lines that stay on a bill once what waited for it is dropped. */
function owed(bill: BillWithLines): BillLine[] {
  return bill.lines.filter((line) => !line.wasWaiting);
}
