import { TEST_BANK_ACCOUNTS } from '../payments/bank-accounts';
import { TEST_CARDS, type TestCard } from '../payments/cards';
import { html, type Html } from './html';

interface Group {
  title: string;
  entries: { number: string; shown: string; does: string }[];
}

/**
 * The listed test numbers, each a button that fills the form: with JavaScript at once, without it
 * by posting the form, which comes back filled.
 */
export function testNumbers(offered: readonly string[]): Html {
  const groups: Group[] = [
    ...(offered.includes('card') ? cardGroups() : []),
    ...(offered.includes('sepa_debit') ? [debitGroup()] : []),
  ];
  if (groups.length === 0) return html``;
  return html`<section class="helper" aria-labelledby="helper-title">
<h2 id="helper-title">Test numbers</h2>
<p class="hint">Press one to fill it in. No other number is accepted: never type a real one here.</p>
${groups.map(
  (group, place) => html`<details${place < 3 ? html` open` : null}>
<summary>${group.title}</summary>
<ul>
${group.entries.map(
  ({ number, shown, does }) =>
    html`<li><button type="submit" name="fill" value="${number}"><span class="figures">${shown}</span> <span>${does}</span></button></li>`,
)}
</ul>
</details>`,
)}
</section>`;
}

function cardGroups(): Group[] {
  const plain = (card: TestCard) => card.authentication === 'never' && card.decline === null;
  const kinds: [string, (card: TestCard) => boolean][] = [
    ['Go through', (card) => plain(card) && card.then === null && !abroad(card)],
    ['Ask for 3-D Secure', (card) => card.authentication !== 'never'],
    ['Are declined', (card) => card.authentication === 'never' && card.decline !== null],
    ['From other countries', (card) => plain(card) && card.then === null && abroad(card)],
    ['Bring something later', (card) => plain(card) && card.then !== null],
  ];
  return kinds.map(([title, belongs]) => ({
    title,
    entries: TEST_CARDS.filter(belongs).map((card) => ({
      number: card.number,
      shown: card.number.replace(/(.{4})(?=.)/g, '$1 '),
      does: card.brand === 'visa' ? card.does : `${card.does} (${card.brand})`,
    })),
  }));
}

function abroad(card: TestCard): boolean {
  return card.country !== 'US' && card.names.includes(card.country.toLowerCase());
}

function debitGroup(): Group {
  return {
    title: 'Bank accounts for SEPA debit',
    entries: TEST_BANK_ACCOUNTS.map(({ iban, does }) => ({
      number: iban,
      shown: iban.replace(/(.{4})(?=.)/g, '$1 '),
      does,
    })),
  };
}
