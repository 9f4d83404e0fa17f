'use server';

import { z } from 'zod';
import { getDb } from '@/db/client';
import { askForLink, currentClient, rememberAsking } from '@/lib/auth';
import { findFanByToken } from '@/lib/fans';
import { ConfirmLinkGone, confirmPledge, refusePledge } from '@/lib/pledges';
import { businessClock } from '@/lib/stripe';
import { act } from '../act';

const link = z.strictObject({ token: z.string().min(20).max(100) });

/** The mailbox's owner says that the pledge is theirs: it joins their account. */
export const confirm = act({ name: 'pledge.confirm', who: 'person', input: link, secret: ['token'] }, async ({ token }, { personId }) => {
  await confirmPledge({ token, personId, now: await businessClock() });
  return { goTo: '/account/pledges' };
});

/** Mails a sign-in link to the address that the pledge was made with, whoever presses; it leads back here. */
export const signInFirst = act({ name: 'pledge.confirm_sign_in', who: 'anyone', input: link, secret: ['token'] }, async ({ token }) => {
  const guest = await findFanByToken(getDb(), token, await businessClock());
  if (!guest?.email) throw new ConfirmLinkGone();
  await rememberAsking(await askForLink(guest.email, `/pledges/confirm/${token}`, await currentClient()));
  return { goTo: '/sign-in/sent' };
});

/** Whoever reads the mailbox says that it is not theirs. The link is all the right it takes. */
export const refuse = act({ name: 'pledge.refuse', who: 'anyone', input: link, secret: ['token'] }, async ({ token }) => {
  await refusePledge({ token, now: await businessClock() });
  return { goTo: '/pledges/refused' };
});
