'use server';

import { z } from 'zod';
import { act } from '@/app/act';
import { liftMeasure } from '@/lib/defence';

/** Lets through who is held up; what was refused before counts no more. */
export const lift = act(
  { name: 'defence.lift', who: 'admin', stepUp: true, input: z.strictObject({ id: z.uuid(), reason: z.string().max(2_000) }) },
  async ({ id, reason }, viewer) => {
    await liftMeasure({ actorId: viewer.personId, measureId: id, reason });
    return { goTo: '/admin/defence?did=lifted' };
  },
);
