import type Stripe from 'stripe';
import { whole } from './charge-report';
import { getStripe } from './client';
import { callProcessor } from './errors';
import type { RefusedCharge } from './fetch-refused-tries';
import { savedCardOf, type SavedCard } from './saved-card';

/** All that Stripe knows of one visit to the page that saves a card. */
export type SetupReport = {
  sessionId: string;
  setupId: string | null;
  /** 'open' also after a refused card: the page is still there for another try. */
  status: 'open' | 'saved' | 'failed' | 'expired';
  card: SavedCard | null;
  failureCode: string | null;
  /** The card that was refused last, under an id of its own for each try; null when none was. */
  refusedTry: RefusedCharge | null;
};

/**
 * Reads one page that saves a card, with the card that it saved.
 *
 * @throws ProcessorUnavailable
 */
export async function fetchSetup(sessionId: string): Promise<SetupReport> {
  const session = await callProcessor(() =>
    getStripe().checkout.sessions.retrieve(sessionId, { expand: ['setup_intent.payment_method'] }),
  );
  const setup = whole(session.setup_intent);
  const card = setup?.status === 'succeeded' ? cardOf(setup) : null;
  const failure = setup?.last_setup_error;
  return {
    sessionId: session.id,
    setupId: session.client_reference_id,
    status: statusOf(session, card),
    card,
    failureCode: failure?.decline_code ?? failure?.code ?? null,
    refusedTry: setup && failure ? refusedTryOf(setup, failure, session) : null,
  };
}

/** Stripe makes a new payment method of every try, so it tells one from the other. Its making is the try. */
function refusedTryOf(setup: Stripe.SetupIntent, failure: Stripe.SetupIntent.LastSetupError, session: Stripe.Checkout.Session): RefusedCharge | null {
  const method = failure.payment_method;
  if (!method?.card) return null;
  return {
    id: `${setup.id}:${method.id}`,
    cardFingerprint: method.card.fingerprint ?? null,
    email: session.customer_details?.email ?? null,
    code: failure.decline_code ?? failure.code ?? null,
    happenedAt: new Date(method.created * 1000),
  };
}

function statusOf(session: Stripe.Checkout.Session, card: SavedCard | null): SetupReport['status'] {
  if (card) return 'saved';
  if (session.status === 'open') return 'open';
  return session.status === 'expired' ? 'expired' : 'failed';
}

function cardOf(setup: Stripe.SetupIntent): SavedCard | null {
  const method = whole(setup.payment_method);
  const mandate = typeof setup.mandate === 'string' ? setup.mandate : (setup.mandate?.id ?? null);
  return method ? savedCardOf(method, mandate) : null;
}
