import type { Stripe } from 'stripe';
import type { Answer } from '../server/answer';
import type { World } from '../world';
import { described, fieldProblem } from './field';
import { formatAmount } from './format-amount';
import { html, type Html } from './html';
import { pageAnswer } from './layout';
import { methodPanes } from './method-panes';
import type { Field, PayFields } from './pay-form';
import { testNumbers } from './test-numbers';

interface Shown {
  status?: number;
  fields: PayFields;
  /** Whether the address came with the session and is not asked for. */
  emailKnown: boolean;
  problems?: Map<Field, string>;
  /** Why the last try failed. */
  problem?: string | null;
}

/** The payment page: what is paid, to whom, and how. */
export function payPage(world: World, session: Stripe.Checkout.Session, shown: Shown): Answer {
  const { fields, problems = new Map<Field, string>(), problem = null, emailKnown } = shown;
  const merchant = session.branding_settings?.display_name ?? world.merchantName;
  const saves = session.mode === 'setup';
  const amount = formatAmount(session.amount_total ?? 0, session.currency ?? 'usd');
  return pageAnswer({
    ...(shown.status ? { status: shown.status } : {}),
    title: saves ? `Save a card for ${merchant}` : `Pay ${amount} to ${merchant}`,
    leadsTo: [session.success_url, session.cancel_url],
    body: html`<main>
<form method="post" action="/c/pay/${session.id}" class="checkout" novalidate>
${saves ? promise(merchant) : receipt(world, session, merchant, amount)}
<section class="card pay" aria-labelledby="pay-title">
<h2 id="pay-title">${saves ? 'Your card' : 'Pay'}</h2>
${alert(problems, problem)}
${emailField(fields.email, emailKnown, problems.get('email'), saves ? 'For' : 'Receipt to')}
${methodPanes(session.payment_method_types, fields, problems, saves ? 'What do you want to save?' : 'How do you want to pay?')}
${session.custom_text.submit ? html`<p class="hint">${session.custom_text.submit.message}</p>` : null}
<button class="button" type="submit">${saves ? 'Save card' : `${buttonWord(session)} ${amount}`}</button>
${back(session)}
</section>
${testNumbers(session.payment_method_types, saves)}
</form>
</main>`,
  });
}

function buttonWord(session: Stripe.Checkout.Session): string {
  return session.submit_type === 'donate' ? 'Give' : 'Pay';
}

/** What saving means: no amount, and later charges that the merchant has told about. */
function promise(merchant: string): Html {
  return html`<section class="receipt" aria-labelledby="receipt-title">
<p class="eyebrow">You save a card for</p>
<h1 id="receipt-title">${merchant}</h1>
<p>Nothing is charged now. ${merchant} may charge it later, as you agreed there.</p>
</section>`;
}

function receipt(
  world: World,
  session: Stripe.Checkout.Session,
  merchant: string,
  amount: string,
): Html {
  const items = world.store.sessionDetails.get(session.id)?.lineItems ?? [];
  return html`<section class="receipt" aria-labelledby="receipt-title">
<p class="eyebrow">You pay</p>
<h1 id="receipt-title">${merchant}</h1>
<dl>
${items.map((item) => receiptLine(world, item))}
<div class="total"><dt>Total</dt><dd>${amount}</dd></div>
</dl>
</section>`;
}

function receiptLine(world: World, item: Stripe.LineItem): Html {
  const product = world.store.products.get(String(item.price?.product));
  const times = (item.quantity ?? 1) > 1 ? ` × ${item.quantity ?? 1}` : '';
  return html`<div><dt>${item.description}${times}${
    product?.description ? html`<small>${product.description}</small>` : null
  }</dt><dd>${formatAmount(item.amount_total, item.currency)}</dd></div>`;
}

function alert(problems: Map<Field, string>, problem: string | null): Html | null {
  if (problem !== null) {
    return html`<div class="alert" role="alert"><p>${problem}</p><p>Nothing was charged. You can try again, or with another card.</p></div>`;
  }
  if (problems.size === 0) return null;
  const sentence = problems.size === 1 ? 'One thing is missing.' : 'Some things are missing.';
  return html`<div class="alert" role="alert"><p>${sentence} Nothing was charged.</p></div>`;
}

function emailField(email: string, known: boolean, problem: string | undefined, word: string): Html {
  if (known) return html`<p class="known"><span>${word}</span> ${email}</p>`;
  return html`<div class="field">
<label for="email">E-mail for the receipt</label>
<input id="email" name="email" type="email" autocomplete="email" value="${email}"${described('email', problem)}>
${fieldProblem('email', problem)}
</div>`;
}

function back(session: Stripe.Checkout.Session): Html | null {
  if (session.cancel_url === null) return null;
  return html`<p class="back"><a href="${session.cancel_url}">Cancel and go back</a></p>`;
}
