'use server';

import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import { act } from '@/app/act';
import { announcePlatformFee } from '@/lib/admin';
import { businessClock } from '@/lib/stripe';

/** At most half of a tip, as the database holds it too. */
const percent = z
  .string()
  .trim()
  .regex(/^(?:[0-4]?\d(?:\.\d{1,2})?|50(?:\.0{1,2})?)$/, 'Write the fee in percent with a point, such as 2.5; at most 50.')
  .transform((typed) => Math.round(Number(typed) * 100));

/** Announces a platform fee. */
export const announce = act(
  { name: 'fee.announce', who: 'admin', stepUp: true, input: z.strictObject({ percent, appliesFrom: z.iso.date('Choose a day.') }) },
  async ({ percent: basisPoints, appliesFrom }, viewer) => {
    const from = new Date(`${appliesFrom}T00:00:00Z`);
    await announcePlatformFee({ actorId: viewer.personId, basisPoints, appliesFrom: from, now: await businessClock() });
    revalidatePath('/admin/fees');
    return { done: 'Announced. It stands on /fees now.' };
  },
);
