'use server';

import { z } from 'zod';
import { requireStepUp } from '@/lib/auth';
import { businessClock } from '@/lib/stripe';
import { refundTip } from '@/lib/tips';
import { act } from '../../../act';

/** Sends a tip back. Who has a second factor shows it, if the last time is more than 15 minutes ago. */
export const refund = act(
  { name: 'tip.refund', who: 'creator', input: z.strictObject({ tipId: z.uuid() }) },
  async ({ tipId }, viewer) => {
    if (viewer.hasFactor) requireStepUp(viewer);
    await refundTip({ tipId, creatorId: viewer.creator.id, actorId: viewer.personId, now: await businessClock() });
    return { goTo: `/dashboard/tips/${tipId}?refund=asked` };
  },
);
