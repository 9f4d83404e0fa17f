'use server';

import { z } from 'zod';
import { act } from '@/app/act';
import { getDb } from '@/db/client';
import { countAttempt } from '@/lib/limits';
import { lookAgain, openOnboarding, openProcessorPage } from '@/lib/payout-accounts';
import { businessClock } from '@/lib/stripe';

const HOUR_SECONDS = 3_600;
const LOOKS_PER_HOUR = 30;

const nothing = z.strictObject({});

/** Leads to the processor's page on which a creator says who they are and where their money goes. */
export const connect = act({ name: 'payout_account.connect', who: 'owner', stepUp: true, input: nothing }, async (_input, viewer) => ({
  goTo: await openOnboarding(viewer.creator.id, await businessClock()),
}));

/** Leads to the processor's own page of this creator. */
export const openPage = act({ name: 'payout_account.open', who: 'owner', stepUp: true, input: nothing }, async (_input, viewer) => ({
  goTo: await openProcessorPage(viewer.creator.id),
}));

/** Asks the processor how the account is, for who does not believe what stands here. */
export const look = act({ name: 'payout_account.look', who: 'owner', input: nothing }, async (_input, viewer) => {
  await countAttempt(getDb(), { what: 'payout_account.look', of: viewer.creator.id, perWindow: LOOKS_PER_HOUR, windowSeconds: HOUR_SECONDS });
  await lookAgain(viewer.creator.id, await businessClock());
  return { goTo: '/dashboard/payout-account?did=looked' };
});
