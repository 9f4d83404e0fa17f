import type { Stripe } from 'stripe';
import { postCounterFee } from '../payments/balance';
import { endDispute, isOver } from '../payments/disputes';
import { inRange, listPage } from '../server/list';
import { route } from '../server/route';
import { invalidRequest, missing } from '../server/stripe-error';
import { idOf } from '../store/store';
import type { World } from '../world';
import { mergeMetadata } from './metadata';

export const disputeRoutes = [
  route('GET', '/v1/disputes', 'DisputeListParams', listDisputes),
  route('GET', '/v1/disputes/:id', 'DisputeRetrieveParams', retrieveDispute),
  route('POST', '/v1/disputes/:id', 'DisputeUpdateParams', updateDispute),
  route('POST', '/v1/disputes/:id/close', 'DisputeCloseParams', closeDispute),
];

function listDisputes(world: World, params: Stripe.DisputeListParams) {
  return listPage(world.store.disputes, {
    kind: 'dispute',
    url: '/v1/disputes',
    params,
    keep: (dispute) =>
      inRange(dispute.created, params.created) &&
      (params.charge === undefined || idOf(dispute.charge) === params.charge) &&
      (params.payment_intent === undefined ||
        idOf(dispute.payment_intent) === params.payment_intent),
  });
}

function retrieveDispute(
  world: World,
  _params: Stripe.DisputeRetrieveParams,
  id: string,
): Stripe.Dispute {
  return findDispute(world, id);
}

/** Evidence is judged as in Stripe's test mode: `winning_evidence` wins, `losing_evidence` loses. */
function updateDispute(
  world: World,
  params: Stripe.DisputeUpdateParams,
  id: string,
): Stripe.Dispute {
  const before = findDispute(world, id);
  const { appeal: _appeal, enhanced_evidence: _enhanced, ...told } = params.evidence ?? {};
  const submitted = params.evidence !== undefined && params.submit !== false;
  if (params.evidence !== undefined) checkOpen(world, before);
  const evidence = { ...before.evidence, ...told };
  const text = evidence.uncategorized_text;
  const inquiry = before.status.startsWith('warning');
  const dispute = world.store.disputes.put({
    ...before,
    evidence,
    evidence_details: {
      ...before.evidence_details,
      has_evidence: before.evidence_details.has_evidence || params.evidence !== undefined,
      submission_count: before.evidence_details.submission_count + (submitted ? 1 : 0),
      ...(submitted ? { submission_method: 'manual' } : {}),
    },
    metadata: mergeMetadata(before.metadata, params.metadata),
    ...(submitted ? { status: inquiry ? 'warning_under_review' : 'under_review' } : {}),
  });
  if (submitted && !inquiry && before.evidence_details.submission_count === 0) postCounterFee(world, dispute, 'taken');
  world.emit('charge.dispute.updated', dispute, { status: before.status });
  if (submitted && text === 'winning_evidence') {
    return endDispute(world, dispute, inquiry ? 'warning_closed' : 'won');
  }
  return submitted && text === 'losing_evidence' ? endDispute(world, dispute, 'lost') : dispute;
}

function closeDispute(
  world: World,
  _params: Stripe.DisputeCloseParams,
  id: string,
): Stripe.Dispute {
  const dispute = findDispute(world, id);
  if (isOver(dispute)) throw invalidRequest('This dispute is already closed.');
  return endDispute(world, dispute, 'lost');
}

/** @throws StripeError 400 when nobody looks at evidence any more: closed, or past its day */
function checkOpen(world: World, dispute: Stripe.Dispute): void {
  if (isOver(dispute)) throw invalidRequest('This dispute is closed: evidence cannot be changed any more.');
  if ((dispute.evidence_details.due_by ?? Infinity) < world.clock.seconds()) {
    throw invalidRequest('The day on which evidence was due has passed.');
  }
}

/** @throws StripeError 404 */
export function findDispute(world: World, id: string): Stripe.Dispute {
  const dispute = world.store.disputes.get(id);
  if (dispute === null) throw missing('dispute', id);
  return dispute;
}
