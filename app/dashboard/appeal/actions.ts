'use server';

import { z } from 'zod';
import { act } from '@/app/act';
import { writeAppeal } from '@/lib/moderation';
import { businessClock } from '@/lib/stripe';

/** The owner of a suspended page appeals; `person`, because a creator who is suspended may change nothing else. */
export const appeal = act({ name: 'appeal.write', who: 'person', input: z.strictObject({ body: z.string() }) }, async ({ body }, viewer) => {
  await writeAppeal({ personId: viewer.personId, body, now: await businessClock() });
  return { goTo: '/dashboard/appeal' };
});
