import type { Stripe } from 'stripe';
import { finishAction } from '../payments/pay-session';
import type { Answer } from '../server/answer';
import { decodeForm } from '../server/decode-body';
import type { PageRequest } from '../server/http-server';
import { StripeError } from '../server/stripe-error';
import { idOf } from '../store/store';
import type { World } from '../world';
import { formatAmount } from './format-amount';
import { html } from './html';
import { messagePage, pageAnswer, redirectTo } from './layout';
import { successUrl } from './pay';

/** GET of the page of the card's bank, or of PayPal, as far as a test needs one. */
export function showAction(world: World, id: string): Answer {
  const intent = world.store.intents.get(id);
  const details = world.store.intentDetails.get(id);
  if (intent === null || details === null || intent.status !== 'requires_action') return donePage();
  const session = world.store.sessions.get(details.session ?? '');
  const words = details.waiting === 'paypal' ? PAYPAL : BANK;
  const amount = formatAmount(intent.amount, intent.currency);
  const merchant = session?.branding_settings?.display_name ?? world.merchantName;
  return pageAnswer({
    title: words.title,
    leadsTo: [session?.success_url ?? details.returnUrl],
    body: html`<main class="narrow">
<section class="card">
<p class="eyebrow">${words.who}</p>
<h1>${words.title}</h1>
<p>${words.sentence(merchant, amount)}</p>
<form method="post" class="stack">
<button class="button" name="outcome" value="approve">${words.approve}</button>
<button class="button quiet" name="outcome" value="fail">${words.fail}</button>
</form>
</section>
</main>`,
  });
}

const BANK = {
  who: 'The card’s bank (pretended)',
  title: 'Is it you?',
  sentence: (merchant: string, amount: string) =>
    `${merchant} asks for ${amount}. A real bank would now send you a code or ask your phone (3-D Secure).`,
  approve: 'Complete: it is me',
  fail: 'Fail: it is not me',
};

const PAYPAL = {
  who: 'PayPal (pretended)',
  title: 'Pay with PayPal?',
  sentence: (merchant: string, amount: string) =>
    `${merchant} asks for ${amount}. On the real page you would sign in to PayPal.`,
  approve: 'Approve',
  fail: 'Decline',
};

/** POST of that page: `outcome=approve` or `outcome=fail`. */
export function answerAction(world: World, id: string, request: PageRequest): Answer {
  const intent = world.store.intents.get(id);
  if (intent === null || intent.status !== 'requires_action') return donePage();
  const approved = decodeForm(request.body)['outcome'] === 'approve';
  try {
    const done = world.store.transact(
      () => finishAction(world, intent, approved),
      (error) => error instanceof StripeError && error.keepsChanges,
    );
    return onwards(world, done.intent, done.session);
  } catch (error) {
    if (!(error instanceof StripeError)) throw error;
    const details = world.store.intentDetails.get(id);
    const session = world.store.sessions.get(details?.session ?? '');
    return onwards(world, world.store.intents.get(id) ?? intent, session);
  }
}

function onwards(
  world: World,
  intent: Stripe.PaymentIntent,
  session: Stripe.Checkout.Session | null,
): Answer {
  if (session !== null) {
    return redirectTo(session.status === 'complete' ? successUrl(session) : `/c/pay/${session.id}`);
  }
  const back = world.store.intentDetails.get(intent.id)?.returnUrl ?? null;
  if (back === null) return donePage();
  const url = new URL(back);
  url.searchParams.set('payment_intent', intent.id);
  url.searchParams.set('payment_intent_client_secret', intent.client_secret ?? '');
  url.searchParams.set('redirect_status', idOf(intent.payment_method) ? 'succeeded' : 'failed');
  return redirectTo(url.href);
}

function donePage(): Answer {
  return messagePage({
    title: 'Nothing to confirm',
    sentence: 'This step is already done. Go back to the page you came from.',
  });
}
