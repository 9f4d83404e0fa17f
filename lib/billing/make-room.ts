import { inArray } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { disputeLine } from '@/db/schema';
import { standingDisputes, type Dispute, type RefundOutcome } from '@/lib/payments';
import { readRefundableLines } from './refund-rows';
import { restateBillDispute } from './restate-dispute';
import { spreadRefund } from './spread-refund';

/**
 * Gives way to a refund that went out although a bank has its money, as one that was on its way when the
 * bank took all: a refund is its creator's to bear, so what the bank has beyond that is the operator's.
 *
 * @param named by line, what the refund names; empty where it names none
 */
export async function makeRoomInBill(tx: Tx, billId: string, outcome: RefundOutcome, named: ReadonlyMap<string, number>): Promise<void> {
  const disputes = await standingDisputes(tx, outcome.payment.id);
  if (disputes.length === 0) return;
  const lines = await readRefundableLines(tx, billId);
  const had = new Map<string, number>();
  for (const { lineId, amountMinor } of await tx.select().from(disputeLine).where(inArray(disputeLine.disputeId, disputes.map(({ id }) => id)))) {
    had.set(lineId, (had.get(lineId) ?? 0) + amountMinor);
  }
  const lifted = lines.map((line) => ({ ...line, disputedMinor: line.disputedMinor - (had.get(line.id) ?? 0) }));
  const shares = spreadRefund(lifted, outcome.refund.amountMinor, named);
  const isRoom = lines.every(({ grossMinor, refundedMinor, disputedMinor }, at) => (shares[at] ?? 0) <= grossMinor - refundedMinor - disputedMinor);
  if (isRoom) return;
  const spared = new Map(lines.map(({ id }, at) => [id, shares[at] ?? 0]));
  for (const [at, dispute] of disputes.entries()) await restate(tx, billId, dispute, { ...outcome, at }, spared);
}

/** After a refund came back: what its lines have again is the bank's, before the operator bears any of it. */
export async function fillRoomInBill(tx: Tx, billId: string, outcome: RefundOutcome): Promise<void> {
  for (const [at, dispute] of (await standingDisputes(tx, outcome.payment.id)).entries()) {
    if (dispute.excessMinor > 0) await restate(tx, billId, dispute, { ...outcome, at });
  }
}

function restate(tx: Tx, billId: string, dispute: Dispute, outcome: RefundOutcome & { at: number }, spared?: ReadonlyMap<string, number>): Promise<void> {
  const { refund, change, failureTransactionId, at } = outcome;
  return restateBillDispute(tx, { billId, dispute }, {
    takenMinor: dispute.takenMinor, name: `refund:${change}:${refund.id}`, happenedAt: refund.settledAt ?? refund.createdAt, spared,
    externalRef: at === 0 ? (failureTransactionId ?? refund.stripeRefundId) : null,
  });
}
