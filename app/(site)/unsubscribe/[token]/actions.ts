'use server';

import { z } from 'zod';
import { businessClock } from '@/lib/stripe';
import { stopTipMail } from '@/lib/tips';
import { act } from '../../../act';

/** Ends the mail about tips whose link this is; the link is all it takes, and all it can do. */
export const stopMail = act(
  { name: 'tips.mail.stop', who: 'anyone', input: z.strictObject({ token: z.string().max(64) }) },
  async ({ token }) => {
    const isKnown = await stopTipMail(token, await businessClock());
    return { done: isKnown ? 'Done. No more mails about tips.' : 'This link is not one of ours; nothing was changed.' };
  },
);
