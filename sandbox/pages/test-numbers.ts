import { TEST_BANK_ACCOUNTS, type TestBankAccount } from '../payments/bank-accounts';
import { findTestCard, TEST_CARDS, type TestCard } from '../payments/cards';
import { html, type Html } from './html';

interface Entry {
  number: string;
  shown: string;
  does: string;
}

interface Group {
  title: string;
  entries: Entry[];
}

/**
 * The listed test numbers, each a button that fills the form: with JavaScript at once, without it
 * by posting the form, which comes back filled.
 */
export function testNumbers(offered: readonly string[], saves: boolean): Html {
  const groups: Group[] = [
    mostUsed(offered, saves ? MOST_SAVED : MOST_USED),
    ...(offered.includes('card') ? cardGroups() : []),
    ...(offered.includes('sepa_debit') ? [debitGroup()] : []),
  ];
  if (!groups.some(({ entries }) => entries.length > 0)) return html``;
  return html`<section class="helper" aria-labelledby="helper-title">
<h2 id="helper-title">Test numbers</h2>
<p class="hint">Press one to fill it in. No other number is accepted: never type a real one here.</p>
${groups.map(
  (group, place) => html`<details${place === 0 ? html` open` : null}>
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
    entries: TEST_CARDS.filter(belongs).map(cardEntry),
  }));
}

const MOST_USED = ['4242424242424242', '4000000000000002', '4000000000009995', '4000000000003220'];

/** One that is good, one for 3-D Secure now, one for it at each charge, one that fails later, one that fails now. */
const MOST_SAVED = ['4242424242424242', '4000002500003155', '4000002760003184', '4000000000000341', '4000000000000002'];

/** What nearly every trial needs, in view at once; US cards where it matters, so that a dollar's fee is plain. */
function mostUsed(offered: readonly string[], numbers: readonly string[]): Group {
  const cards = numbers.flatMap((number) => findTestCard(number) ?? []);
  return {
    title: 'Most used',
    entries: [
      ...(offered.includes('card') ? cards.map(cardEntry) : []),
      ...(offered.includes('sepa_debit') ? TEST_BANK_ACCOUNTS.slice(0, 2).map(accountEntry) : []),
    ],
  };
}

function cardEntry(card: TestCard): Entry {
  const brand = BRANDS[card.brand];
  return { number: card.number, shown: spaced(card.number), does: brand ? `${card.does} (${brand})` : card.does };
}

const BRANDS: Partial<Record<TestCard['brand'], string>> = {
  amex: 'American Express',
  discover: 'Discover',
  jcb: 'JCB',
  mastercard: 'Mastercard',
};

function accountEntry({ iban, does }: TestBankAccount): Entry {
  return { number: iban, shown: spaced(iban), does };
}

function spaced(number: string): string {
  return number.replace(/(.{4})(?=.)/g, '$1 ');
}

function abroad(card: TestCard): boolean {
  return card.country !== 'US' && card.names.includes(card.country.toLowerCase());
}

function debitGroup(): Group {
  return {
    title: 'Bank accounts for SEPA debit',
    entries: TEST_BANK_ACCOUNTS.map(accountEntry),
  };
}
