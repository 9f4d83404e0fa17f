'use server';

import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import { businessClock } from '@/lib/stripe';
import { chooseTipMail } from '@/lib/tips';
import { act } from '../../act';

/** How the creator hears of tips from now on. */
export const chooseMail = act(
  { name: 'tips.mail', who: 'creator', input: z.strictObject({ notifyTips: z.enum(['each', 'daily', 'never']) }) },
  async ({ notifyTips }, viewer) => {
    await chooseTipMail(viewer.creator.id, notifyTips, await businessClock());
    revalidatePath('/dashboard/notifications');
    return { done: 'Saved.' };
  },
);
