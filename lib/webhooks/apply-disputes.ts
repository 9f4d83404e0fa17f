import type { Tx } from '@/db/client';
import { applyBillDisputes, closeLostBills, lockBillDisputes } from '@/lib/billing';
import { tellCreators } from '@/lib/disputes';
import { freezeFan, thawAfter } from '@/lib/fans';
import { applyDisputes, postDisputeFees, type DisputeChanges, type PaymentOutcome } from '@/lib/payments';
import type { ChargeReport } from '@/lib/stripe';
import { applyTipDisputes, lockDisputedTips } from '@/lib/tips';

/**
 * Writes down what reports say of disputes. Nothing is posted yet: what they move is locked first.
 *
 * @param now business time
 */
export async function readDisputes(tx: Tx, outcomes: readonly PaymentOutcome[], reports: readonly ChargeReport[], now: Date): Promise<DisputeChanges> {
  const byPayment = new Map(reports.map((report) => [report.paymentId, report]));
  const all: DisputeChanges = { outcomes: [], news: [], fees: [] };
  for (const { payment } of outcomes) {
    const disputes = byPayment.get(payment.id)?.disputes ?? [];
    if (disputes.length === 0) continue;
    const changes = await applyDisputes(tx, payment, disputes, now);
    all.outcomes.push(...changes.outcomes);
    all.news.push(...changes.news);
    all.fees.push(...changes.fees);
  }
  return all;
}

/** Locks what disputes will move, of bills and then of tips, as everybody locks. */
export async function lockDisputes(tx: Tx, { outcomes }: DisputeChanges, now: Date): Promise<void> {
  await lockBillDisputes(tx, outcomes.filter(({ payment }) => payment.purpose === 'bill'), now);
  await lockDisputedTips(tx, outcomes.filter(({ payment }) => payment.purpose === 'tip'), now);
}

/** Moves the money of disputes, freezes or thaws whose they are, and tells their creators. */
export async function followDisputes(tx: Tx, { outcomes, news, fees }: DisputeChanges, now: Date): Promise<void> {
  await applyTipDisputes(tx, outcomes.filter(({ payment }) => payment.purpose === 'tip'));
  await applyBillDisputes(tx, outcomes.filter(({ payment }) => payment.purpose === 'bill'));
  await closeLostBills(tx, news.filter(({ payment }) => payment.purpose === 'bill'), now);
  await postDisputeFees(tx, fees);
  await tellCreators(tx, news);
  for (const { payment, dispute } of news) {
    if (dispute.status === 'won' || dispute.status === 'warning_closed') await thawAfter(tx, dispute.id, now);
    else await freezeFan(tx, payment.id, { disputeId: dispute.id }, dispute.openedAt);
  }
}
