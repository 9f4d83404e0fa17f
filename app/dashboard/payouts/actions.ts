'use server';

import { z } from 'zod';
import { act } from '@/app/act';
import { getDb } from '@/db/client';
import { requireStepUp } from '@/lib/auth';
import { findBooks } from '@/lib/earnings';
import { FieldRefused } from '@/lib/forms';
import { AmountInvalid, parseAmount, type Currency } from '@/lib/money';
import { askPayout, cancelPayout, setPayoutSchedule } from '@/lib/payouts';
import { businessClock } from '@/lib/stripe';

/** Asks for what is available, as the form showed it. Who has a second factor shows it, if the last time is more than 15 minutes ago. */
export const ask = act(
  { name: 'payout.ask', who: 'owner', input: z.strictObject({ shown: z.string().regex(/^\d{1,15}$/) }) },
  async ({ shown }, viewer) => {
    if (viewer.hasFactor) requireStepUp(viewer);
    const { id: creatorId, currency } = await findBooks(getDb(), viewer.creator.id);
    const payoutId = await askPayout({ creatorId, currency, askedBy: 'creator', shownMinor: Number(shown), now: await businessClock() });
    return { goTo: `/dashboard/payouts/${payoutId}` };
  },
);

/** Cancels one's own payout that nobody began to send. */
export const cancel = act({ name: 'payout.cancel', who: 'owner', input: z.strictObject({ payoutId: z.uuid() }) }, async ({ payoutId }, viewer) => {
  await cancelPayout({ payoutId, creatorId: viewer.creator.id, actorId: viewer.personId, now: await businessClock() });
  return { goTo: `/dashboard/payouts/${payoutId}` };
});

/** Says when payouts are asked for by themselves. */
export const schedule = act(
  { name: 'payout.schedule', who: 'creator', input: z.strictObject({ interval: z.enum(['asked', 'weekly', 'monthly']), minimum: z.string().trim().max(20) }) },
  async ({ interval, minimum }, viewer) => {
    if (viewer.hasFactor) requireStepUp(viewer);
    const { currency } = await findBooks(getDb(), viewer.creator.id);
    const minimumMinor = minimum === '' ? null : readAmount(minimum, currency);
    await setPayoutSchedule({ creatorId: viewer.creator.id, actorId: viewer.personId, interval, minimumMinor, now: await businessClock() });
    return { goTo: '/dashboard/payouts?did=saved' };
  },
);

function readAmount(typed: string, currency: Currency): number {
  try {
    return parseAmount(typed, currency);
  } catch (error) {
    if (error instanceof AmountInvalid) throw new FieldRefused('minimum', error.sentence);
    throw error;
  }
}
