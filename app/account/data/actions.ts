'use server';

import { z } from 'zod';
import { act } from '@/app/act';
import { signOut } from '@/lib/auth';
import { deletePerson } from '@/lib/privacy';

/** Deletes the account of whoever asks, after a fresh proof and the word typed. */
export const deleteAccount = act(
  { name: 'account.delete', who: 'person', stepUp: true, input: z.strictObject({ confirm: z.string().max(300) }) },
  async ({ confirm }, viewer) => {
    await deletePerson(viewer.personId, confirm, new Date());
    await signOut();
    return { goTo: '/account/deleted' };
  },
);
