'use server';

import { z } from 'zod';
import { act } from '@/app/act';
import { giveUpDebt, liftPage, suspendPage } from '@/lib/admin';
import { grounds } from '@/lib/freeze';
import { businessClock } from '@/lib/stripe';

const input = z.strictObject({ id: z.uuid(), reason: z.string() });
const suspending = input.extend({ ground: z.enum(grounds) });

/** Hides a page, stops its tips and has its money stand still. */
export const suspend = act({ name: 'creator.suspend', who: 'admin', stepUp: true, input: suspending }, async ({ id, ground, reason }, viewer) => {
  await suspendPage({ actorId: viewer.personId, creatorId: id, ground, reason, now: await businessClock() });
  return { goTo: `/admin/creators/${id}` };
});

/** Shows a page again. */
export const lift = act({ name: 'creator.lift', who: 'admin', stepUp: true, input }, async ({ id, reason }, viewer) => {
  await liftPage({ actorId: viewer.personId, creatorId: id, reason, now: await businessClock() });
  return { goTo: `/admin/creators/${id}` };
});

const debt = z.strictObject({ id: z.uuid(), currency: z.string().length(3), reason: z.string() });

/** Gives up what a creator owes. */
export const giveUp = act({ name: 'debt.give_up', who: 'admin', stepUp: true, input: debt }, async ({ id, currency, reason }, viewer) => {
  await giveUpDebt({ actorId: viewer.personId, creatorId: id, currency, reason, now: await businessClock() });
  return { goTo: `/admin/creators/${id}` };
});
