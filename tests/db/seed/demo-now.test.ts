import { expect, test } from 'vitest';
import { demoNow } from '@/db/seed/demo/demo-now';
import { addDays, dayIn, dayOfMonth, daysFrom, plusDays } from '@/lib/dates';

test('on each day of four years the demo world’s tomorrow is a day on which somebody is billed, and its time is now or at most three days behind', () => {
  for (let at = 0; at < 4 * 366; at += 1) {
    const real = addDays(new Date('2026-01-01T23:30:00Z'), at);
    const now = demoNow(real);
    const [today, tomorrow] = [dayIn('UTC', now), plusDays(dayIn('UTC', now), 1)];
    expect(dayOfMonth(tomorrow), today).toBeLessThanOrEqual(28);
    const behind = daysFrom(today, dayIn('UTC', real));
    expect(behind, today).toBe(Math.max(0, dayOfMonth(plusDays(dayIn('UTC', real), 1)) - 28));
    expect(now.toISOString().slice(11)).toBe('23:30:00.000Z');
  }
});
