'use server';

import { z } from 'zod';
import { act } from '@/app/act';
import { requireStepUp } from '@/lib/auth';
import { declineWish, refundOwnLine } from '@/lib/billing';
import { businessClock } from '@/lib/stripe';

/** Sends a line of a fan's bill back. Who has a second factor shows it, if the last time is more than 15 minutes ago. */
export const refund = act(
  { name: 'line.refund', who: 'creator', input: z.strictObject({ lineId: z.uuid() }) },
  async ({ lineId }, viewer) => {
    if (viewer.hasFactor) requireStepUp(viewer);
    await refundOwnLine({ lineId, creatorId: viewer.creator.id, actorId: viewer.personId, now: await businessClock() });
    return { goTo: `/dashboard/supporters/${lineId}` };
  },
);

/** Declines what a fan asks to have back, with words that they read. */
export const decline = act(
  { name: 'line.decline', who: 'creator', input: z.strictObject({ lineId: z.uuid(), words: z.string().max(5_000) }) },
  async ({ lineId, words }, viewer) => {
    await declineWish({ lineId, creatorId: viewer.creator.id, actorId: viewer.personId, words, now: await businessClock() });
    return { goTo: `/dashboard/supporters/${lineId}` };
  },
);
