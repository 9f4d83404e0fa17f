import type { Stripe } from 'stripe';
import { newStripeId } from '../store/ids';
import { idOf } from '../store/store';
import type { World } from '../world';
import { postCounterFee, postDispute } from './balance';
import { settleWarnings } from './fraud-warnings';

const DAY_SECONDS = 86_400;

/**
 * Opens a dispute over what is not yet refunded of a charge, or over an amount up to the whole charge: a bank
 * may take back what was refunded already. An inquiry takes no money yet. Returns null when there is nothing
 * to dispute.
 */
export function openDispute(
  world: World,
  charge: Stripe.Charge,
  asked: { inquiry?: boolean; reason?: string; amount?: number } = {},
): Stripe.Dispute | null {
  const { inquiry = false, reason = 'fraudulent', amount = charge.amount - charge.amount_refunded } = asked;
  if (charge.status !== 'succeeded' || amount <= 0 || amount > charge.amount || charge.disputed) return null;
  const dispute = buildDispute(world, charge, { amount, inquiry, reason });
  world.store.disputes.put(dispute);
  const disputed = world.store.charges.put({ ...charge, disputed: true });
  world.emit('charge.dispute.created', dispute);
  world.emit('charge.updated', disputed, { disputed: false });
  settleWarnings(world, disputed);
  if (inquiry) return dispute;
  return move(world, dispute, -dispute.amount);
}

/**
 * Ends a dispute: won gives the amount back, or the part of it that the bank does not keep, and the fee for
 * countering it (not that on receipt); lost and closed leave them.
 */
export function endDispute(
  world: World,
  dispute: Stripe.Dispute,
  status: 'lost' | 'warning_closed' | 'won',
  amount?: number,
): Stripe.Dispute {
  if (isOver(dispute)) return dispute;
  let ended = world.store.disputes.put({ ...dispute, status });
  const back = status === 'won' ? Math.min(amount ?? Infinity, takenBy(dispute)) : 0;
  if (back > 0) {
    if (dispute.evidence_details.submission_count > 0) postCounterFee(world, dispute, 'returned');
    ended = move(world, ended, back);
  }
  world.emit('charge.dispute.closed', ended, { status: dispute.status });
  return ended;
}

/**
 * A later stage decides otherwise about a dispute that is over: won, it gives back what it still has, or a
 * part of that; lost, it takes again what it lacks of its amount, or a part. Nothing to move: null.
 */
export function overruleDispute(world: World, dispute: Stripe.Dispute, status: 'lost' | 'won', amount?: number): Stripe.Dispute | null {
  if (!isOver(dispute) || dispute.status === 'warning_closed') return null;
  const taken = takenBy(dispute);
  const most = status === 'won' ? taken : dispute.amount - taken;
  const moved = Math.min(amount ?? Infinity, most);
  if (moved <= 0) return null;
  const ended = move(world, world.store.disputes.put({ ...dispute, status }), status === 'won' ? moved : -moved);
  world.emit('charge.dispute.updated', ended, { status: dispute.status });
  return ended;
}

/** An inquiry becomes a dispute: the bank takes the money and wants an answer anew. Null for what is none. */
export function escalateInquiry(world: World, dispute: Stripe.Dispute): Stripe.Dispute | null {
  if (!dispute.status.startsWith('warning')) return null;
  const asked = world.store.disputes.put({
    ...dispute,
    status: 'needs_response',
    is_charge_refundable: false,
    // What was sent to the inquiry was free; the first evidence against the dispute has a fee.
    evidence_details: { ...dispute.evidence_details, due_by: world.clock.seconds() + 9 * DAY_SECONDS, submission_count: 0 },
  });
  world.emit('charge.dispute.updated', asked, { status: dispute.status });
  return move(world, asked, -asked.amount);
}

/** Whether nothing more is asked of anybody. */
export function isOver({ status }: Stripe.Dispute): boolean {
  return ['lost', 'won', 'warning_closed'].includes(status);
}

/** What the bank has of it now. */
function takenBy({ balance_transactions: moves }: Stripe.Dispute): number {
  return moves.reduce((sum, { amount }) => sum - amount, 0);
}

function move(world: World, dispute: Stripe.Dispute, amount: number): Stripe.Dispute {
  const movement = postDispute(world, dispute, amount);
  const moved = world.store.disputes.put({ ...dispute, balance_transactions: [...dispute.balance_transactions, movement] });
  world.emit(amount > 0 ? 'charge.dispute.funds_reinstated' : 'charge.dispute.funds_withdrawn', moved);
  return moved;
}

interface NewDispute {
  amount: number;
  inquiry: boolean;
  reason: string;
}

function buildDispute(world: World, charge: Stripe.Charge, input: NewDispute): Stripe.Dispute {
  const now = world.clock.seconds();
  return {
    id: newStripeId('du'),
    object: 'dispute',
    amount: input.amount,
    balance_transactions: [],
    charge: charge.id,
    created: now,
    currency: charge.currency,
    enhanced_eligibility_types: [],
    evidence: { ...NO_EVIDENCE, customer_email_address: charge.billing_details.email },
    evidence_details: {
      due_by: now + 9 * DAY_SECONDS,
      enhanced_eligibility: {},
      has_evidence: false,
      past_due: false,
      submission_count: 0,
      submission_method: 'not_submitted',
    },
    intended_submission_method: null,
    is_charge_refundable: input.inquiry,
    livemode: false,
    metadata: {},
    payment_intent: idOf(charge.payment_intent),
    payment_method_details: {
      type: 'card',
      card: {
        brand: charge.payment_method_details?.card?.brand ?? 'visa',
        case_type: input.inquiry ? 'inquiry' : 'chargeback',
        network: charge.payment_method_details?.card?.network ?? 'visa',
        network_reason_code: '10.4',
      },
    },
    reason: input.reason,
    status: input.inquiry ? 'warning_needs_response' : 'needs_response',
  };
}

const NO_EVIDENCE: Stripe.Dispute.Evidence = {
  access_activity_log: null,
  billing_address: null,
  cancellation_policy: null,
  cancellation_policy_disclosure: null,
  cancellation_rebuttal: null,
  customer_communication: null,
  customer_email_address: null,
  customer_name: null,
  customer_purchase_ip: null,
  customer_signature: null,
  duplicate_charge_documentation: null,
  duplicate_charge_explanation: null,
  duplicate_charge_id: null,
  enhanced_evidence: {},
  product_description: null,
  receipt: null,
  refund_policy: null,
  refund_policy_disclosure: null,
  refund_refusal_explanation: null,
  service_date: null,
  service_documentation: null,
  shipping_address: null,
  shipping_carrier: null,
  shipping_date: null,
  shipping_documentation: null,
  shipping_tracking_number: null,
  uncategorized_file: null,
  uncategorized_text: null,
};
