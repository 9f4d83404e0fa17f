'use server';

import { z } from 'zod';
import { requireStepUp } from '@/lib/auth';
import { refundOwnLine } from '@/lib/billing';
import { businessClock } from '@/lib/stripe';
import { refundTip } from '@/lib/tips';
import { act } from '../../../act';

/** Sends a tip back, by its own charge or as a line of its fan's bill. Who has a second factor shows it, if the last time is more than 15 minutes ago. */
export const refund = act(
  { name: 'tip.refund', who: 'creator', input: z.strictObject({ tipId: z.uuid(), lineId: z.uuid().optional() }) },
  async ({ tipId, lineId }, viewer) => {
    if (viewer.hasFactor) requireStepUp(viewer);
    const asked = { creatorId: viewer.creator.id, actorId: viewer.personId, now: await businessClock() };
    await (lineId ? refundOwnLine({ lineId, ...asked }) : refundTip({ tipId, ...asked }));
    return { goTo: `/dashboard/tips/${tipId}?refund=asked` };
  },
);
