import { beforeEach, expect, test } from 'vitest';
import { getDb } from '@/db/client';
import { mailMessage, payout } from '@/db/schema';
import { addDays } from '@/lib/dates';
import { readReviewTimes, tellLatePayouts } from '@/lib/review';
import { newId } from '@/lib/ids';
import { addPerson } from '../../support/people';
import { addCreator } from '../../support/tips';
import { useWorld } from '../../support/world';
import { addPayout, NOW } from './review-rows';

// Some rows are written past the commands, so the books are not asked.
useWorld({ verify: false });

beforeEach(async () => {
  await getDb().delete(payout);
  await getDb().delete(mailMessage);
});

/** A payout that was decided about so many hours after it was asked for. */
async function decided(hours: number, daysAgo: number, status: 'approved' | 'denied' | 'paid' = 'paid') {
  const decidedAt = addDays(NOW, -daysAgo);
  const requestedAt = new Date(decidedAt.getTime() - hours * 3_600_000);
  const { id } = await addCreator();
  if (status === 'denied') return addPayout(id, { status, requestedAt, endedAt: decidedAt, reason: 'The card was stolen.' });
  if (status === 'approved') return addPayout(id, { status, requestedAt, approvedAt: decidedAt });
  return addPayout(id, { status, requestedAt, approvedAt: decidedAt, sentAt: decidedAt, endedAt: decidedAt, stripeTransferId: `tr_${newId()}` });
}

test('a handful of reviews says how many and the slowest, and no median', async () => {
  expect(await readReviewTimes(getDb(), NOW)).toEqual({
    days: 90, decided: 0, medianHours: null, ninetyHours: null, slowestHours: null, waiting: 0, oldestHours: null,
  });
  for (let hours = 1; hours <= 9; hours += 1) await decided(hours, 5);
  expect(await readReviewTimes(getDb(), NOW)).toMatchObject({ decided: 9, medianHours: null, ninetyHours: null, slowestHours: 9 });
});

test('from ten on it says the median and nine in ten: approvals and denials of the last 90 days, with those that still wait beside them', async () => {
  for (let hours = 1; hours <= 9; hours += 1) await decided(hours, 5, hours % 2 === 0 ? 'denied' : 'paid');
  await decided(100, 89, 'approved');
  await decided(500, 91);
  await addPayout((await addCreator()).id, { status: 'cancelled', endedAt: NOW, hoursAgo: 400 });
  await addPayout((await addCreator()).id, { hoursAgo: 30 });
  const times = await readReviewTimes(getDb(), NOW);
  expect(times).toMatchObject({ decided: 10, medianHours: 5.5, slowestHours: 100, waiting: 1, oldestHours: 30 });
  expect(times.ninetyHours).toBeCloseTo(18.1);
});

test('every admin gets one mail a day about what waits longer than two days, and none when nothing does', async () => {
  const admins = [await addPerson({ isAdmin: true }), await addPerson({ isAdmin: true })];
  await addPerson({ isAdmin: true, status: 'suspended', suspendedReason: 'A test' });
  await addPayout((await addCreator({ name: 'Night Bakery' })).id, { hoursAgo: 47 });
  expect(await tellLatePayouts(NOW)).toBe(0);
  await addPayout((await addCreator({ name: 'Open Synth' })).id, { hoursAgo: 49, status: 'on_hold', reason: 'We asked your bank.' });
  expect(await tellLatePayouts(NOW)).toBe(2);
  expect(await tellLatePayouts(NOW)).toBe(0);
  const mails = await getDb().select().from(mailMessage);
  expect(mails.map(({ recipient }) => recipient).sort()).toEqual(admins.map(({ email }) => email).sort());
  expect(mails[0]).toMatchObject({ subject: 'A payout has waited longer than two days' });
  expect(mails[0]?.bodyText).toContain('Open Synth: $48.20');
  expect(mails[0]?.bodyText).not.toContain('Night Bakery');
  expect(await tellLatePayouts(addDays(NOW, 1))).toBe(2);
});
