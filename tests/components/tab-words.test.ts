import { expect, test } from 'vitest';
import { cardInWords, nameCard } from '@/components/tab/card-words';
import { wordDayInFull, wordNearDay, wordOrdinal, wordPledgeDays } from '@/components/tab/tab-words';

test.each([
  ['2026-12-01', '2027-01-01', 'December'],
  ['2028-02-01', '2028-03-01', 'February'],
  ['2026-11-22', '2026-12-01', '22–30 Nov'],
  ['2026-11-21', '2026-12-21', '21 Nov – 20 Dec'],
  ['2026-12-01', '2026-12-02', '1 Dec'],
  ['2026-12-21', '2027-01-21', '21 Dec – 20 Jan'],
])('the days from %s to before %s are “%s”', (fromOn, untilOn, words) => {
  expect(wordPledgeDays(fromOn, untilOn)).toBe(words);
});

test('a day is near, in this year or in another', () => {
  const today = '2026-11-21';
  expect([wordNearDay(today, today), wordNearDay('2026-11-18', today), wordNearDay('2025-11-18', today)]).toEqual(['today', '18 Nov', '18 Nov 2025']);
  expect([wordDayInFull('2026-12-01', today), wordDayInFull('2027-01-01', today)]).toEqual(['1 December', '1 January 2027']);
});

test('the days of a month have their endings', () => {
  expect([1, 2, 3, 4, 11, 12, 13, 21, 22, 23, 28].map(wordOrdinal).join(' ')).toBe('1st 2nd 3rd 4th 11th 12th 13th 21st 22nd 23rd 28th');
});

test('a card is named by its brand, and without one by its end', () => {
  expect([nameCard({ brand: 'visa', last4: '4242' }), nameCard({ brand: 'girocard', last4: '0001' })]).toEqual(['Visa ending 4242', 'Card ending 0001']);
  expect([cardInWords({ brand: 'amex', last4: '0005' }), cardInWords({ brand: 'unknown', last4: '0001' })]).toEqual(['your American Express ending 0005', 'your card ending 0001']);
});
