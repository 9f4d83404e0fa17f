import Stripe from 'stripe';
import { env } from '@/lib/env';
import { isId } from '@/lib/ids';
import { getStripe, isLivemode } from './client';

/** The three doors at which Stripe knocks, each with a secret of its own: our events, those of payees' accounts, thin ones. */
export type WebhookDoor = 'platform' | 'connect' | 'thin';

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
  payload: object;
};

/**
 * Verifies a webhook's signature over its raw bytes and at most 300 seconds of age
 * (docs.stripe.com/webhooks). An empty secret closes the door: it would verify against an empty
 * key, which anyone can forge.
 *
 * @param door where it arrived; what is signed for another is refused
 * @returns null when the signature is missing, wrong, old, or the body is no event of this door
 */
export function verifyEvent(rawBody: Buffer, signature: string | undefined, door: WebhookDoor = 'platform'): VerifiedEvent | null {
  const secret = secretOf(door);
  if (!secret || !signature) return null;
  try {
    if (isThin(JSON.parse(rawBody.toString('utf8'))) !== (door === 'thin')) return null;
    if (door === 'thin') return toVerifiedThin(getStripe().parseEventNotification(rawBody, signature, secret));
    const event = toVerified(getStripe().webhooks.constructEvent(rawBody, signature, secret));
    // The same event may knock at both doors: only that of accounts takes what happened to one.
    return (event.account !== null) === (door === 'connect') ? event : null;
  } catch (error) {
    if (error instanceof Stripe.errors.StripeSignatureVerificationError) return null;
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function secretOf(door: WebhookDoor): string {
  const { STRIPE_WEBHOOK_SECRET: platform, STRIPE_CONNECT_WEBHOOK_SECRET: connect, STRIPE_THIN_WEBHOOK_SECRET: thin } = env();
  return { platform, connect, thin }[door];
}

function isThin(body: unknown): boolean {
  return typeof body === 'object' && body !== null && 'object' in body && body.object === 'v2.core.event';
}

/** A thin event names what changed and carries nothing of it. */
function toVerifiedThin(event: Stripe.V2.Core.EventNotification): VerifiedEvent {
  const about = 'related_object' in event ? event.related_object : null;
  const { id, type, livemode, created } = event;
  return {
    id,
    type,
    objectId: about && 'id' in about && typeof about.id === 'string' ? about.id : '',
    account: null,
    livemode,
    rightMode: livemode === isLivemode(),
    happenedAt: new Date(created),
    paymentHint: null,
    payload: { id, type, livemode, created, related_object: about ?? null },
  };
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
