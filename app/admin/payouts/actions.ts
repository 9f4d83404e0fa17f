'use server';

import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import { act } from '@/app/act';
import { denyPayout, holdPayout, noteOnPayout, resumePayout, takeUpPayout } from '@/lib/payouts';
import { approveLow, approveReviewed } from '@/lib/review';
import { businessClock } from '@/lib/stripe';

const one = z.strictObject({ id: z.uuid() });
const reasoned = z.strictObject({ id: z.uuid(), reason: z.string() });
const seen = z.strictObject({ id: z.uuid(), seen: z.string().regex(/^\d{1,3}$/, 'tampered'), why: z.string().default('') });

/** Lets a payout go, as it was looked at. */
export const approve = act({ name: 'payout.approve', who: 'admin', stepUp: true, input: seen }, async ({ id, seen: score, why }, viewer) => {
  const outcome = await approveReviewed({ payoutId: id, adminId: viewer.personId, seenScore: Number(score), why, now: await businessClock() });
  return { goTo: outcome === 'approved' ? `/admin/payouts?done=approved` : `/admin/payouts/${id}` };
});

/** Lets the chosen ones go that have a low score. */
export const approveChosen = act(
  { name: 'payout.approve_low', who: 'admin', stepUp: true, input: z.strictObject({ payouts: z.array(z.uuid()).max(100).default([]) }) },
  async ({ payouts }, viewer) => {
    const { approved, left } = await approveLow({ payoutIds: payouts, adminId: viewer.personId, now: await businessClock() });
    revalidatePath('/admin/payouts');
    const done = approved === 1 ? 'One payout was let go.' : `${approved} payouts were let go.`;
    return { done: [done, ...left.map(({ name, why }) => `${name} was not: ${why}`)].join(' ') };
  },
);

/** Puts a payout on hold, with a reason that its creator reads. */
export const hold = act({ name: 'payout.hold', who: 'admin', stepUp: true, input: reasoned }, async ({ id, reason }, viewer) => {
  await holdPayout({ payoutId: id, adminId: viewer.personId, reason, now: await businessClock() });
  return { goTo: `/admin/payouts/${id}` };
});

/** Says no to a payout, with a reason that its creator reads, and goes on with the queue. */
export const deny = act({ name: 'payout.deny', who: 'admin', stepUp: true, input: reasoned }, async ({ id, reason }, viewer) => {
  await denyPayout({ payoutId: id, adminId: viewer.personId, reason, now: await businessClock() });
  return { goTo: '/admin/payouts?done=denied' };
});

/** Takes a payout off hold. */
export const resume = act({ name: 'payout.resume', who: 'admin', input: one }, async ({ id }, viewer) => {
  await resumePayout({ payoutId: id, adminId: viewer.personId, now: await businessClock() });
  return { goTo: `/admin/payouts/${id}` };
});

/** Says that somebody is at it. */
export const takeUp = act({ name: 'payout.take_up', who: 'admin', input: one }, async ({ id }, viewer) => {
  await takeUpPayout({ payoutId: id, adminId: viewer.personId, now: await businessClock() });
  return { goTo: `/admin/payouts/${id}` };
});

/** Writes a note about a payout for other admins. */
export const note = act({ name: 'payout.note', who: 'admin', input: z.strictObject({ id: z.uuid(), body: z.string() }) }, async ({ id, body }, viewer) => {
  await noteOnPayout({ payoutId: id, adminId: viewer.personId, body, now: await businessClock() });
  return { goTo: `/admin/payouts/${id}` };
});
