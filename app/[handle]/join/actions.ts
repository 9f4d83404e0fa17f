'use server';

import { readAddress } from '@/lib/mail';
import { joinForm, submitJoinForm } from '@/lib/pledges';
import { businessClock } from '@/lib/stripe';
import { act } from '../../act';
import { withCardSource } from '../../card-source';

/** Pledges: with a saved card at once, else by way of the hosted page that saves one. */
export const join = act({ name: 'pledge.join', who: 'anyone', input: joinForm }, async (form, viewer) => {
  const email = viewer ? null : readAddress(form.email ?? '');
  const who = viewer ? { personId: viewer.personId } : { email: email ?? '' };
  const now = await businessClock();
  return withCardSource(viewer, email, (source, from) =>
    submitJoinForm(form, who, now, { connection: from.connection, network: from.network, from, source }));
});
