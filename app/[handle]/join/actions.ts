'use server';

import { currentClient } from '@/lib/auth';
import { readAddress } from '@/lib/mail';
import { joinForm, submitJoinForm } from '@/lib/pledges';
import { businessClock } from '@/lib/stripe';
import { act } from '../../act';

/** Pledges: with a saved card at once, else by way of the hosted page that saves one. */
export const join = act({ name: 'pledge.join', who: 'anyone', input: joinForm }, async (form, viewer) => {
  const from = await currentClient();
  const who = viewer ? { personId: viewer.personId } : { email: readAddress(form.email ?? '') };
  return submitJoinForm(form, who, await businessClock(), { connection: from.connection, network: from.network, from });
});
