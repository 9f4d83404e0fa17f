import { getStripe } from './client';
import { callProcessor } from './errors';

/** What of ours an object of the processor belongs to, as far as the processor says; each may be nothing that we know. */
export type NamedOwner = { chargeId: string | null; paymentId: string | null; payoutId: string | null };

const NOBODY: NamedOwner = { chargeId: null, paymentId: null, payoutId: null };

/**
 * Asks whose a charge, refund, dispute or transfer is: the ids of ours in its metadata, or the charge
 * that it is about. Of any other object nobody's.
 *
 * @throws ProcessorUnavailable
 */
export async function findOwner(objectId: string): Promise<NamedOwner> {
  const stripe = getStripe();
  switch (objectId.slice(0, objectId.indexOf('_'))) {
    case 'ch':
    case 'py':
      return ofCharge(objectId);
    case 're':
    case 'pyr':
      return ofCharge(idOf((await callProcessor(() => stripe.refunds.retrieve(objectId))).charge));
    case 'dp':
    case 'du':
      return ofCharge(idOf((await callProcessor(() => stripe.disputes.retrieve(objectId))).charge));
    case 'tr':
      return { ...NOBODY, payoutId: (await callProcessor(() => stripe.transfers.retrieve(objectId))).metadata.payout_id ?? null };
    default:
      return NOBODY;
  }
}

async function ofCharge(chargeId: string | null): Promise<NamedOwner> {
  if (!chargeId) return NOBODY;
  const { metadata } = await callProcessor(() => getStripe().charges.retrieve(chargeId));
  return { ...NOBODY, chargeId, paymentId: metadata.payment_id ?? null };
}

function idOf(reference: string | { id: string } | null): string | null {
  return typeof reference === 'string' ? reference : (reference?.id ?? null);
}
