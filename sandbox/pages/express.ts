import { balancesOf, ownerOf } from '../connect/balance-of';
import type { Answer } from '../server/answer';
import type { World } from '../world';
import { formatAmount } from './format-amount';
import { html, type Html } from './html';
import { messagePage, pageAnswer } from './layout';

/** What a payee sees of their account: what is there, what is on its way, what was paid out. */
export function showExpress(world: World, id: string): Answer {
  const link = world.store.loginLinks.get(id);
  if (link === null || link.opened) {
    return messagePage({
      status: 404,
      title: 'This link was used',
      sentence: `It opens once. Ask for another on your page at ${world.merchantName}.`,
    });
  }
  world.store.transact(() => world.store.loginLinks.put({ ...link, opened: true }));
  return pageAnswer({
    title: `Your payouts from ${world.merchantName}`,
    body: html`<main class="narrow">
<section class="receipt" aria-labelledby="express-title">
<p class="eyebrow">Your payouts from</p>
<h1 id="express-title">${world.merchantName}</h1>
${figures(world, link.account)}
</section>
</main>`,
  });
}

function figures(world: World, account: string): Html {
  const balances = [...balancesOf(world, account)];
  const payouts = world.store.payouts.all().filter(({ id }) => ownerOf(world, id) === account);
  if (balances.length === 0) return html`<p>No money has come yet.</p>`;
  return html`<dl>
${balances.map(
  ([currency, { available, pending }]) => html`<div><dt>Here</dt><dd>${formatAmount(available, currency)}</dd></div>
<div><dt>On its way</dt><dd>${formatAmount(pending, currency)}</dd></div>`,
)}
${payouts.reverse().slice(0, 20).map(
  ({ amount, currency, status, arrival_date: day }) =>
    html`<div><dt>Payout<small>${WORDS[status] ?? status}, ${new Date(day * 1_000).toISOString().slice(0, 10)}</small></dt><dd>${formatAmount(amount, currency)}</dd></div>`,
)}
</dl>`;
}

const WORDS: Record<string, string> = {
  canceled: 'called off',
  failed: 'came back',
  paid: 'arrived',
  pending: 'on its way',
};
