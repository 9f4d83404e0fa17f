'use server';

import { z } from 'zod';
import { getDb, inTransaction } from '@/db/client';
import { askForLink, currentClient, rememberAsking } from '@/lib/auth';
import { retryBills } from '@/lib/billing';
import { findFanByToken } from '@/lib/fans';
import { ConfirmLinkGone, confirmPledge, refusePledge } from '@/lib/pledges';
import { wake } from '@/lib/queue';
import { businessClock } from '@/lib/stripe';
import { act } from '../act';

const link = z.strictObject({ token: z.string().min(20).max(100) });

/** The mailbox's owner says that the pledge is theirs: it joins their account, and its card mends what is open there. */
export const confirm = act({ name: 'pledge.confirm', who: 'person', input: link, secret: ['token'] }, async ({ token }, { personId }) => {
  const now = await businessClock();
  const { fanId, hasNewCard } = await confirmPledge({ token, personId, now });
  if (hasNewCard) {
    await inTransaction((tx) => retryBills(tx, fanId, now));
    wake('dunning');
    wake('billing');
  }
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
