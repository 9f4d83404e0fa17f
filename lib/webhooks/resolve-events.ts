import { z } from 'zod';
import { getDb } from '@/db/client';
import { knownCards, setupLooksOf, type SetupLook } from '@/lib/fans';
import { looksOf, paymentsByObject, type PaymentLook } from '@/lib/payments';
import { knownAccounts } from '@/lib/payout-accounts';
import { hintsOf } from '@/lib/stripe';
import type { Looks } from './fetch-looks';

export type WaitingEvent = {
  id: string;
  type: string;
  objectId: string;
  /** The payee's account that it happened to; null for what is ours. */
  account: string | null;
  paymentHint: string | null;
  attempts: number;
  payload: unknown;
};

/** What an event is about: something of ours to look at again, nothing that we know, or nothing to do. */
export type Resolved = { event: WaitingEvent } & (
  | { about: string; look: Look }
  | { about: null; note: 'no_payment' | 'no_setup'; look: null }
  | { about: null; note: 'session_tells' | 'no_card' | 'no_account' | 'followed'; look: 'none' }
);

type Look = { payment: PaymentLook } | { setup: SetupLook } | { paymentMethodId: string } | { stripeAccountId: string } | { warningId: string; payment: PaymentLook };

/**
 * Finds what each event is about. An event only names things: what is true of them is fetched
 * afterwards, so a forged name leads to somebody's own payment and changes nothing.
 */
export async function resolveEvents(events: WaitingEvent[]): Promise<Resolved[]> {
  const named = await Promise.all(events.map(name));
  const [payments, setups, cards, accounts] = await Promise.all([
    looksOf(getDb(), named.flatMap(({ paymentId }) => paymentId ?? [])),
    setupLooksOf(getDb(), named.flatMap(({ setupId }) => setupId ?? [])),
    knownCards(getDb(), named.flatMap(({ paymentMethodId }) => paymentMethodId ?? [])),
    knownAccounts(getDb(), named.flatMap(({ stripeAccountId }) => stripeAccountId ?? [])),
  ]);
  return named.map((each): Resolved => {
    const { event, paymentId, setupId, paymentMethodId, stripeAccountId } = each;
    // Its payout is marked with it, and the job of payouts asks where it is.
    if (event.type.startsWith('transfer.')) return { event, about: null, note: 'followed', look: 'none' };
    if (stripeAccountId !== null) return ofAccount(event, stripeAccountId, accounts);
    if (paymentMethodId) return ofCard(event, paymentMethodId, cards);
    if (setupId || event.type.startsWith('setup_intent.')) return ofSetup(event, setupId, setups);
    const found = ofPayment(each, paymentId ? payments.get(paymentId) : undefined);
    return event.type.startsWith('radar.') ? ofWarning(found) : found;
  });
}

/** The looks that the resolved events ask for, each once or more. */
export function looksIn(resolved: Resolved[]): Required<Looks> {
  const looks: Required<Looks> = { payments: [], setups: [], paymentMethodIds: [], stripeAccountIds: [], warningIds: [] };
  for (const { look } of resolved) {
    if (look === null || look === 'none') continue;
    if ('warningId' in look) looks.warningIds.push(look.warningId);
    if ('payment' in look) looks.payments.push(look.payment);
    else if ('setup' in look) looks.setups.push(look.setup);
    else if ('stripeAccountId' in look) looks.stripeAccountIds.push(look.stripeAccountId);
    else looks.paymentMethodIds.push(look.paymentMethodId);
  }
  return looks;
}

type Named = {
  event: WaitingEvent;
  paymentId: string | null;
  setupId: string | null;
  paymentMethodId: string | null;
  stripeAccountId: string | null;
  intentId: string | null;
};

const reference = z.string().nullish();
const payload = z.object({
  data: z.object({
    object: z.object({
      object: z.string(),
      id: z.string(),
      payment_intent: reference,
      charge: reference,
      metadata: z.record(z.string(), z.unknown()).nullish(),
    }),
  }),
});

async function name(event: WaitingEvent): Promise<Named> {
  const none = { event, paymentId: event.paymentHint, setupId: null, paymentMethodId: null, stripeAccountId: null, intentId: null };
  // What happened to a payee's account is never about a payment of ours, whatever it carries.
  if (event.account !== null) return { ...none, paymentId: null, stripeAccountId: event.account };
  if (event.type.startsWith('v2.core.account')) return { ...none, stripeAccountId: event.objectId };
  if (event.type.startsWith('payment_method.')) return { ...none, paymentMethodId: event.objectId };
  const parsed = payload.safeParse(event.payload);
  if (!parsed.success) return none;
  const { object } = parsed.data.data;
  const intentId = object.object === 'payment_intent' ? object.id : (object.payment_intent ?? null);
  const { setupId } = hintsOf(object);
  if (setupId) return { ...none, setupId };
  if (event.paymentHint) return { ...none, intentId };
  // Refunds carry no metadata of the payment: they are found by the charge or intent they name.
  const [found] = await paymentsByObject(getDb(), {
    paymentIntentId: intentId,
    chargeId: object.object === 'charge' ? object.id : (object.charge ?? null),
  });
  return { ...none, paymentId: found ?? null, intentId };
}

function ofPayment({ event, intentId }: Named, known: PaymentLook | undefined): Resolved {
  if (!known) return { event, about: null, note: 'no_payment', look: null };
  const { paymentId, way } = known;
  if (way === 'checkout') {
    // A hosted page's own events tell all that its intent's would, except that a card was refused on it.
    const ofIntent = event.type.startsWith('payment_intent.');
    if (ofIntent && !(event.type === 'payment_intent.payment_failed' && known.sessionId)) return { event, about: null, note: 'session_tells', look: 'none' };
    // A session we asked for but whose answer we never got is known only by its own event.
    const sessionId = known.sessionId ?? (event.type.startsWith('checkout.session.') ? event.objectId : null);
    if (!sessionId) return { event, about: null, note: 'no_payment', look: null };
    return { event, about: paymentId, look: { payment: { ...known, sessionId } } };
  }
  return { event, about: paymentId, look: { payment: { ...known, intentId: known.intentId ?? intentId } } };
}

/** A warning is followed with its payment, which may not have been heard of as collected yet. */
function ofWarning(found: Resolved): Resolved {
  const { event, look } = found;
  if (look === null || look === 'none' || !('payment' in look)) return found;
  return { event, about: event.objectId, look: { warningId: event.objectId, payment: look.payment } };
}

function ofSetup(event: WaitingEvent, setupId: string | null, setups: Map<string, string | null>): Resolved {
  const stored = setupId === null ? undefined : setups.get(setupId);
  const sessionId = stored ?? (event.type.startsWith('checkout.session.') ? event.objectId : null);
  if (setupId === null || stored === undefined || !sessionId) return { event, about: null, note: 'no_setup', look: null };
  return { event, about: setupId, look: { setup: { setupId, sessionId } } };
}

function ofCard(event: WaitingEvent, paymentMethodId: string, cards: Set<string>): Resolved {
  if (!cards.has(paymentMethodId)) return { event, about: null, note: 'no_card', look: 'none' };
  return { event, about: paymentMethodId, look: { paymentMethodId } };
}

/** An account of somebody else's, or one that we let go of. */
function ofAccount(event: WaitingEvent, stripeAccountId: string, accounts: Set<string>): Resolved {
  if (!accounts.has(stripeAccountId)) return { event, about: null, note: 'no_account', look: 'none' };
  return { event, about: stripeAccountId, look: { stripeAccountId } };
}
