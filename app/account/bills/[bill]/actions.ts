'use server';

import { z } from 'zod';
import { act } from '@/app/act';
import { askForLine } from '@/lib/billing';
import { businessClock } from '@/lib/stripe';

/** Asks the creator of a line of one's own bill to give it back. */
export const askBack = act(
  { name: 'line.ask_back', who: 'person', input: z.strictObject({ lineId: z.uuid('Please choose a line first.'), words: z.string().max(5_000).default('') }) },
  async ({ lineId, words }, viewer) => {
    const { billId } = await askForLine({ lineId, personId: viewer.personId, words, now: await businessClock() });
    return { goTo: `/account/bills/${billId}` };
  },
);
