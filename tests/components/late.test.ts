import { expect, test } from 'vitest';
import { isLate } from '@/components/moderation/late';
import { addDays, addMilliseconds } from '@/lib/dates';

const NOW = new Date('2026-11-21T12:00:00Z');

test('what has waited for more than two days is late, and nothing that is not there', () => {
  expect(isLate(addDays(NOW, -2), NOW)).toBe(false);
  expect(isLate(addMilliseconds(addDays(NOW, -2), -1), NOW)).toBe(true);
  expect(isLate(null, NOW)).toBe(false);
});
