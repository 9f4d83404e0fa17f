import { expect, test } from 'vitest';
import { reasonWords, type FailureKind } from '@/lib/billing/input';
import { DECLINES } from '@/sandbox/payments/cards';

const KINDS: FailureKind[] = ['soft', 'hard', 'authentication', 'no_card'];
const SENTENCE = /^[A-Z][^_]*\.$/;

test('every way in which a card is refused has sentences that a person understands', () => {
  for (const code of DECLINES) {
    const { what, help } = reasonWords({ code, kind: 'soft' });
    expect(what, code).toMatch(SENTENCE);
    expect(help, code).toMatch(SENTENCE);
  }
});

test('a code that we have never heard of is told as what we made of it, never as it is', () => {
  for (const kind of KINDS) {
    const { what, help } = reasonWords({ code: 'no_such_code_yet', kind });
    expect(what).toMatch(SENTENCE);
    expect(help).toMatch(SENTENCE);
  }
  expect(reasonWords({ code: null, kind: null }).what).toMatch(SENTENCE);
});

test('no word of fraud, loss or theft is told to who holds a card', () => {
  for (const code of ['fraudulent', 'lost_card', 'stolen_card', 'pickup_card', 'merchant_blacklist', 'highest_risk_level']) {
    const { what, help } = reasonWords({ code, kind: 'hard' });
    expect(`${what} ${help}`, code).not.toMatch(/fraud|lost|stolen|theft|blacklist|risk/i);
  }
});

test('an expired card is named as such, and what mends it', () => {
  expect(reasonWords({ code: 'expired_card', kind: 'hard' })).toEqual({
    what: 'The card has expired.',
    help: 'Save another card, and everything open is charged to it at once.',
  });
});

test('a word that every object has is no reason', () => {
  expect(reasonWords({ code: 'constructor', kind: 'soft' }).what).toMatch(SENTENCE);
  expect(reasonWords({ code: '__proto__', kind: 'soft' }).what).toMatch(SENTENCE);
});
