import Stripe from 'stripe';
import { env } from '@/lib/env';
import { isId } from '@/lib/ids';
import { getStripe, isLivemode } from './client';

export type VerifiedEvent = {
  id: string;
  type: string;
  objectId: string;
  account: string | null;
  livemode: boolean;
  /** Whether the event belongs to the mode of our key; if not, it must have no effect. */
  rightMode: boolean;
  happenedAt: Date;
  /** Our payment, as the object's metadata says; a hint to look at, never a proof. */
  paymentHint: string | null;
  payload: Stripe.Event;
};

/**
 * Verifies a webhook's signature over its raw bytes and at most 300 seconds of age
 * (docs.stripe.com/webhooks). An empty secret closes the door: it would verify against an empty
 * key, which anyone can forge.
 *
 * @returns null when the signature is missing, wrong, old, or the body is no event
 */
export function verifyEvent(rawBody: Buffer, signature: string | undefined): VerifiedEvent | null {
  const secret = env().STRIPE_WEBHOOK_SECRET;
  if (!secret || !signature) return null;
  try {
    return toVerified(getStripe().webhooks.constructEvent(rawBody, signature, secret));
  } catch (error) {
    if (error instanceof Stripe.errors.StripeSignatureVerificationError) return null;
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** Takes an event that came from Stripe itself, by its list, as verified. */
export function toVerified(event: Stripe.Event): VerifiedEvent {
  const object: object = event.data.object;
  return {
    id: event.id,
    type: event.type,
    objectId: 'id' in object && typeof object.id === 'string' ? object.id : '',
    account: event.account ?? null,
    livemode: event.livemode,
    rightMode: event.livemode === isLivemode(),
    happenedAt: new Date(event.created * 1000),
    paymentHint: hintsOf(object).paymentId,
    payload: event,
  };
}

/** What of ours an object's metadata names. */
export type EventHints = { paymentId: string | null; setupId: string | null };

/**
 * The payment or the saving of a card that an object's metadata names; Stripe copies an intent's
 * metadata to its charge.
 */
export function hintsOf(object: object): EventHints {
  if (!('metadata' in object) || typeof object.metadata !== 'object' || object.metadata === null) return NO_HINTS;
  const { metadata } = object;
  const paymentId = 'payment_id' in metadata ? metadata.payment_id : null;
  const setupId = 'card_setup_id' in metadata ? metadata.card_setup_id : null;
  return { paymentId: isId(paymentId) ? paymentId : null, setupId: isId(setupId) ? setupId : null };
}

const NO_HINTS: EventHints = { paymentId: null, setupId: null };
