import type { Stripe } from 'stripe';
import { finishAction } from '../payments/pay-session';
import { finishSetupAction } from '../payments/save-session';
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

/** What waits for somebody: a payment or the saving of a card, with how it was asked for. */
type Waiting =
  | { kind: 'payment'; intent: Stripe.PaymentIntent; details: Details }
  | { kind: 'setup'; intent: Stripe.SetupIntent; details: Details };
type Details = { session: string | null; returnUrl: string | null; waiting: 'three_d_secure' | 'paypal' | null };

/** GET of the page of the card's bank, or of PayPal, as far as a test needs one. */
export function showAction(world: World, id: string): Answer {
  const waiting = find(world, id);
  if (waiting === null || waiting.intent.status !== 'requires_action') return donePage();
  const session = world.store.sessions.get(waiting.details.session ?? '');
  const words = waiting.details.waiting === 'paypal' ? PAYPAL : BANK;
  const merchant = session?.branding_settings?.display_name ?? world.merchantName;
  return pageAnswer({
    title: words.title,
    leadsTo: [session?.success_url ?? waiting.details.returnUrl],
    body: html`<main class="narrow">
<section class="card">
<p class="eyebrow">${words.who}</p>
<h1>${words.title}</h1>
<p>${words.sentence(merchant, wish(waiting))}</p>
<form method="post" class="stack">
<button class="button" name="outcome" value="approve">${words.approve}</button>
<button class="button quiet" name="outcome" value="fail">${words.fail}</button>
</form>
</section>
</main>`,
  });
}

function wish(waiting: Waiting): string {
  if (waiting.kind === 'setup') return 'asks to charge you later, and nothing now';
  return `asks for ${formatAmount(waiting.intent.amount, waiting.intent.currency)}`;
}

const BANK = {
  who: 'The card’s bank (pretended)',
  title: 'Is it you?',
  sentence: (merchant: string, asks: string) =>
    `${merchant} ${asks}. A real bank would now send you a code or ask your phone (3-D Secure).`,
  approve: 'Complete: it is me',
  fail: 'Fail: it is not me',
};

const PAYPAL = {
  who: 'PayPal (pretended)',
  title: 'Pay with PayPal?',
  sentence: (merchant: string, asks: string) =>
    `${merchant} ${asks}. On the real page you would sign in to PayPal.`,
  approve: 'Approve',
  fail: 'Decline',
};

/** POST of that page: `outcome=approve` or `outcome=fail`. */
export function answerAction(world: World, id: string, request: PageRequest): Answer {
  const waiting = find(world, id);
  if (waiting === null || waiting.intent.status !== 'requires_action') return donePage();
  const approved = decodeForm(request.body)['outcome'] === 'approve';
  try {
    world.store.transact(
      () => finish(world, waiting, approved),
      (error) => error instanceof StripeError && error.keepsChanges,
    );
  } catch (error) {
    if (!(error instanceof StripeError)) throw error;
  }
  return onwards(world, find(world, id) ?? waiting);
}

function finish(world: World, waiting: Waiting, approved: boolean): void {
  if (waiting.kind === 'setup') finishSetupAction(world, waiting.intent, approved);
  else finishAction(world, waiting.intent, approved);
}

function find(world: World, id: string): Waiting | null {
  const { intents, intentDetails, setupIntents, setupDetails } = world.store;
  const intent = intents.get(id);
  const details = intentDetails.get(id);
  if (intent !== null && details !== null) return { kind: 'payment', intent, details };
  const setup = setupIntents.get(id);
  const setupDetail = setupDetails.get(id);
  return setup === null || setupDetail === null ? null : { kind: 'setup', intent: setup, details: setupDetail };
}

function onwards(world: World, { kind, intent, details }: Waiting): Answer {
  const session = world.store.sessions.get(details.session ?? '');
  if (session !== null) {
    return redirectTo(session.status === 'complete' ? successUrl(session) : `/c/pay/${session.id}`);
  }
  if (details.returnUrl === null) return donePage();
  const url = new URL(details.returnUrl);
  const name = kind === 'setup' ? 'setup_intent' : 'payment_intent';
  url.searchParams.set(name, intent.id);
  url.searchParams.set(`${name}_client_secret`, intent.client_secret ?? '');
  url.searchParams.set('redirect_status', idOf(intent.payment_method) ? 'succeeded' : 'failed');
  return redirectTo(url.href);
}

function donePage(): Answer {
  return messagePage({
    title: 'Nothing to confirm',
    sentence: 'This step is already done. Go back to the page you came from.',
  });
}
