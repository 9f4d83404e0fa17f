'use server';

import { z } from 'zod';
import { act } from '@/app/act';
import { liftPerson, suspendPerson } from '@/lib/admin';
import { grounds } from '@/lib/freeze';
import { businessClock } from '@/lib/stripe';

const input = z.strictObject({ id: z.uuid(), reason: z.string() });
const suspending = input.extend({ ground: z.enum(grounds) });

/** Shuts a person out at once. */
export const suspend = act({ name: 'person.suspend', who: 'admin', stepUp: true, input: suspending }, async ({ id, ground, reason }, viewer) => {
  await suspendPerson({ actorId: viewer.personId, personId: id, ground, reason, now: await businessClock() });
  return { goTo: `/admin/people/${id}` };
});

/** Lets a person in again. */
export const lift = act({ name: 'person.lift', who: 'admin', stepUp: true, input }, async ({ id, reason }, viewer) => {
  await liftPerson({ actorId: viewer.personId, personId: id, reason, now: await businessClock() });
  return { goTo: `/admin/people/${id}` };
});
