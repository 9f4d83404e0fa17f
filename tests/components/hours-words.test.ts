import { expect, test } from 'vitest';
import { hoursWords } from '@/components/review/hours-words';

test.each([
  [0, 'a minute'], [0.6, '36 minutes'], [0.99, '59 minutes'], [1, 'an hour'], [1.6, '2 hours'], [35.4, '35 hours'], [36, 'a day and a half'], [47, '2 days'], [61, '2 and a half days'], [500, '21 days'],
])('%d hours are said as "%s"', (hours, words) => {
  expect(hoursWords(hours)).toBe(words);
});
