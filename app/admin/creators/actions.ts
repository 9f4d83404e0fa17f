'use server';

import { z } from 'zod';
import { act } from '@/app/act';
import { liftPage, suspendPage } from '@/lib/admin';
import { businessClock } from '@/lib/stripe';

const input = z.strictObject({ id: z.uuid(), reason: z.string() });

/** Hides a page and stops its tips. */
export const suspend = act({ name: 'creator.suspend', who: 'admin', stepUp: true, input }, async ({ id, reason }, viewer) => {
  await suspendPage({ actorId: viewer.personId, creatorId: id, reason, now: await businessClock() });
  return { goTo: `/admin/creators/${id}` };
});

/** Shows a page again. */
export const lift = act({ name: 'creator.lift', who: 'admin', stepUp: true, input }, async ({ id, reason }, viewer) => {
  await liftPage({ actorId: viewer.personId, creatorId: id, reason, now: await businessClock() });
  return { goTo: `/admin/creators/${id}` };
});
