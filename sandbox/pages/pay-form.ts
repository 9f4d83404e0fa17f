import { findTestBankAccount, type TestBankAccount } from '../payments/bank-accounts';
import { findTestCard, type TestCard } from '../payments/cards';
import { decodeForm, type RawGroup } from '../server/decode-body';

export type Method = 'card' | 'sepa_debit' | 'paypal';
export type Field = 'email' | 'card_number' | 'card_expiry' | 'card_cvc' | 'iban' | 'account_name';

/** What stands in the fields; numbers that are not listed are dropped at once, never shown again. */
export interface PayFields {
  method: Method;
  email: string;
  cardNumber: string;
  cardExpiry: string;
  cardCvc: string;
  cardName: string;
  iban: string;
  accountName: string;
}

export type Choice =
  | { method: 'card'; card: TestCard; expMonth: number; expYear: number }
  | { method: 'sepa_debit'; account: TestBankAccount }
  | { method: 'paypal' };

export type PayForm =
  | { kind: 'filled'; fields: PayFields }
  | { kind: 'problem'; fields: PayFields; problems: Map<Field, string> }
  | { kind: 'ready'; fields: PayFields; choice: Choice };

export const EMPTY_FIELDS: PayFields = {
  method: 'card',
  email: '',
  cardNumber: '',
  cardExpiry: '',
  cardCvc: '',
  cardName: '',
  iban: '',
  accountName: '',
};

/**
 * Reads the payment form. `fill` is a button of the helper: it fills in a test number instead of
 * paying. Everything is checked here, because the page must work without JavaScript.
 */
export function readPayForm(
  body: string,
  offered: readonly string[],
  knownEmail: string | null,
  nowMs: number,
): PayForm {
  const form = decodeForm(body);
  const fields = fieldsOf(form, offered, knownEmail);
  const fill = textOf(form, 'fill');
  if (fill !== '') return { kind: 'filled', fields: fillIn(fields, fill) };
  const problems = new Map<Field, string>();
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(fields.email)) {
    problems.set('email', 'Enter an e-mail address for the receipt, like name@example.com.');
  }
  const choice = choose(form, fields, problems, nowMs);
  if (problems.size > 0 || choice === null) return { kind: 'problem', fields, problems };
  return { kind: 'ready', fields, choice };
}

function fieldsOf(form: RawGroup, offered: readonly string[], knownEmail: string | null): PayFields {
  const method = textOf(form, 'method');
  const chosen = isMethod(method) && offered.includes(method) ? method : firstOf(offered);
  return {
    method: chosen,
    email: knownEmail ?? textOf(form, 'email').trim().slice(0, 320),
    cardNumber: findTestCard(textOf(form, 'card_number'))?.number ?? '',
    cardExpiry: textOf(form, 'card_expiry').slice(0, 7),
    cardCvc: textOf(form, 'card_cvc').slice(0, 4),
    cardName: textOf(form, 'card_name').trim().slice(0, 100),
    iban: findTestBankAccount(textOf(form, 'iban'))?.iban ?? '',
    accountName: textOf(form, 'account_name').trim().slice(0, 100),
  };
}

function choose(
  form: RawGroup,
  fields: PayFields,
  problems: Map<Field, string>,
  nowMs: number,
): Choice | null {
  if (fields.method === 'paypal') return { method: 'paypal' };
  if (fields.method === 'sepa_debit') {
    const account = findTestBankAccount(fields.iban);
    if (account === null) problems.set('iban', unlisted(textOf(form, 'iban'), 'IBAN'));
    if (fields.accountName === '') problems.set('account_name', 'Enter the account holder’s name.');
    return account === null ? null : { method: 'sepa_debit', account };
  }
  const card = findTestCard(fields.cardNumber);
  if (card === null) problems.set('card_number', unlisted(textOf(form, 'card_number'), 'card number'));
  const expiry = readExpiry(fields.cardExpiry, nowMs);
  if (expiry === null) problems.set('card_expiry', 'Enter a month and year to come, like 12/34.');
  if (!/^\d{3,4}$/.test(fields.cardCvc)) {
    problems.set('card_cvc', 'Enter three digits, any you like.');
  }
  return card === null || expiry === null ? null : { method: 'card', card, ...expiry };
}

function unlisted(typed: string, what: string): string {
  if (typed.trim() === '') return `Enter a test ${what}, or choose one below.`;
  return `Only the test ${what}s listed below are accepted. Never type a real one here.`;
}

function readExpiry(text: string, nowMs: number): { expMonth: number; expYear: number } | null {
  const [, month, year] = /^(\d{1,2})\s*\/?\s*(\d{2}|\d{4})$/.exec(text.trim()) ?? [];
  if (month === undefined || year === undefined) return null;
  const expMonth = Number(month);
  const expYear = Number(year) + (year.length === 2 ? 2000 : 0);
  const endsMs = Date.UTC(expYear, expMonth, 1);
  return expMonth >= 1 && expMonth <= 12 && endsMs > nowMs ? { expMonth, expYear } : null;
}

function fillIn(fields: PayFields, number: string): PayFields {
  const card = findTestCard(number);
  if (card !== null) {
    const cvc = card.brand === 'amex' ? '1234' : '123';
    return { ...fields, method: 'card', cardNumber: card.number, cardExpiry: '12/34', cardCvc: cvc };
  }
  const account = findTestBankAccount(number);
  if (account === null) return fields;
  const accountName = fields.accountName === '' ? 'Jenny Rosen' : fields.accountName;
  return { ...fields, method: 'sepa_debit', iban: account.iban, accountName };
}

function textOf(form: RawGroup, name: string): string {
  const value = form[name];
  return typeof value === 'string' ? value : '';
}

function isMethod(text: string): text is Method {
  return text === 'card' || text === 'sepa_debit' || text === 'paypal';
}

function firstOf(offered: readonly string[]): Method {
  return offered.find(isMethod) ?? 'card';
}
