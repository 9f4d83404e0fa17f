import type { Stripe } from 'stripe';
import {
  addCardMethod,
  addDebitMethod,
  addPaypalMethod,
} from '../payments/build-payment-method';
import { paySession } from '../payments/pay-session';
import { saveSession } from '../payments/save-session';
import type { Answer } from '../server/answer';
import type { PageRequest } from '../server/http-server';
import { StripeError } from '../server/stripe-error';
import type { Payer } from '../store/records';
import { idOf } from '../store/store';
import type { World } from '../world';
import { messagePage, redirectTo } from './layout';
import { EMPTY_FIELDS, readPayForm, type Choice, type PayFields } from './pay-form';
import { payPage } from './pay-page';

/** GET of the payment page. */
export function showPay(world: World, id: string): Answer {
  const session = world.store.sessions.get(id);
  if (session === null || session.status !== 'open') return closedPage(session);
  const email = emailOf(world, session);
  const emailKnown = email !== null;
  const fields = { ...EMPTY_FIELDS, email: email ?? '' };
  const method = session.payment_method_types[0];
  if (method === 'sepa_debit' || method === 'paypal') fields.method = method;
  return payPage(world, session, { fields, emailKnown, problem: lastProblem(world, session) });
}

/** POST of the payment page: one plain form pays; README tells its fields. */
export function answerPay(world: World, id: string, request: PageRequest): Answer {
  const session = world.store.sessions.get(id);
  if (session === null || session.status !== 'open') return closedPage(session);
  const email = emailOf(world, session);
  const emailKnown = email !== null;
  const offered = session.payment_method_types;
  const form = readPayForm(request.body, offered, email, world.clock.nowMs());
  const { fields } = form;
  if (form.kind === 'filled') return payPage(world, session, { fields, emailKnown });
  if (form.kind === 'problem') {
    return payPage(world, session, { status: 422, fields, emailKnown, problems: form.problems });
  }
  try {
    const paid = world.store.transact(
      () => {
        const payer = payerOf(fields, form.choice);
        return pay(world, session, methodFor(world, form.choice, payer), payer);
      },
      (error) => error instanceof StripeError && error.keepsChanges,
    );
    return redirectTo(paid.next === null ? successUrl(paid.session) : new URL(paid.next).pathname);
  } catch (error) {
    if (!(error instanceof StripeError)) throw error;
    const again = { ...fields, cardCvc: '' };
    const current = world.store.sessions.get(id) ?? session;
    return payPage(world, current, { status: 402, fields: again, emailKnown, problem: error.message });
  }
}

/** Pays or saves, as the session is for; `next` is the page of the card's bank, or of PayPal. */
function pay(world: World, session: Stripe.Checkout.Session, method: Stripe.PaymentMethod, payer: Payer) {
  const tried =
    session.mode === 'setup'
      ? saveSession(world, session, method, payer)
      : paySession(world, session, method, payer);
  const action = 'setup' in tried ? tried.setup.next_action : tried.intent.next_action;
  return { session: tried.session, next: action?.redirect_to_url?.url ?? null };
}

/** Where the payer goes after paying, with the session's id filled in. */
export function successUrl(session: Stripe.Checkout.Session): string {
  return (session.success_url ?? '/').replaceAll('{CHECKOUT_SESSION_ID}', session.id);
}

function methodFor(world: World, choice: Choice, payer: Payer): Stripe.PaymentMethod {
  if (choice.method === 'paypal') return addPaypalMethod(world, payer);
  if (choice.method === 'sepa_debit') return addDebitMethod(world, choice.account, payer);
  return addCardMethod(world, choice, payer);
}

function payerOf(fields: PayFields, choice: Choice): Payer {
  const name = choice.method === 'sepa_debit' ? fields.accountName : fields.cardName;
  const country = choice.method === 'card' ? choice.card.country : null;
  return {
    email: fields.email,
    name: name === '' ? null : name,
    country: choice.method === 'sepa_debit' ? choice.account.country : country,
    postalCode: null,
  };
}

/** An address that the session or its customer brings is not asked for again. */
function emailOf(world: World, session: Stripe.Checkout.Session): string | null {
  const customer = world.store.customers.get(idOf(session.customer) ?? '');
  return session.customer_email ?? customer?.email ?? null;
}

/** Why the last try failed, for the payer who comes back from 3-D Secure or PayPal. */
function lastProblem(world: World, session: Stripe.Checkout.Session): string | null {
  const intent = world.store.intents.get(idOf(session.payment_intent) ?? '');
  const setup = world.store.setupIntents.get(idOf(session.setup_intent) ?? '');
  return intent?.last_payment_error?.message ?? setup?.last_setup_error?.message ?? null;
}

function closedPage(session: Stripe.Checkout.Session | null): Answer {
  if (session === null) {
    return messagePage({
      status: 404,
      title: 'No such payment',
      sentence: 'This address belongs to no payment. Go back to the page you came from.',
    });
  }
  if (session.status === 'complete' && session.mode === 'setup') {
    return messagePage({
      title: 'The card is saved',
      sentence: 'There is nothing more to do here, and nothing was charged.',
      link: { href: successUrl(session), label: 'Go on' },
    });
  }
  if (session.status === 'complete') {
    return messagePage({
      title: 'This payment is done',
      sentence: 'There is nothing more to do here, and nothing will be charged twice.',
      link: { href: successUrl(session), label: 'See your receipt' },
    });
  }
  return messagePage({
    title: session.mode === 'setup' ? 'This page has expired' : 'This payment page has expired',
    sentence: 'Nothing was charged. Go back and start anew when you like.',
    link: session.cancel_url ? { href: session.cancel_url, label: 'Go back' } : null,
  });
}
