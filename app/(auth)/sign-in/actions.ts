'use server';

import { z } from 'zod';
import { getDb, inTransaction } from '@/db/client';
import {
  askForLink,
  beginFactor,
  carryRecoveryCodes,
  confirmFactor,
  currentClient,
  dropRecoveryCodes,
  findOwnAddress,
  getHalfViewer,
  keepSession,
  rememberAsking,
  removeFactor,
  renewRecoveryCodes,
  safePath,
  showFactor,
  SignInNeeded,
} from '@/lib/auth';
import { act } from '../../act';

const to = z.string().max(1_000).optional();
const code = z.string({ error: 'Please type the code.' }).trim().min(1, { error: 'Please type the code.' }).max(40, { error: 'A code is shorter than that.' });

/** Mails a link. The answer is the same whoever asks for whom. */
export const askLink = act(
  { name: 'signin.ask', who: 'anyone', input: z.strictObject({ email: z.string({ error: 'Please type your e-mail address.' }).max(1_000), to }) },
  async (form) => {
    await rememberAsking(await askForLink(form.email, form.to, await currentClient()));
    return { goTo: '/sign-in/sent' };
  },
);

/** Mails somebody who is signed in a link to their own address: the fresh proof of who has no second factor. */
export const askLinkAgain = act({ name: 'signin.again', who: 'person', input: z.strictObject({ to }) }, async (form, viewer) => {
  await rememberAsking(await askForLink(await findOwnAddress(getDb(), viewer.personId), form.to, await currentClient()));
  return { goTo: '/sign-in/sent' };
});

/** The code of the second factor, after the link or once more before something that matters. */
export const giveCode = act(
  { name: 'factor.show', who: 'anyone', input: z.strictObject({ code, to }), secret: ['code'] },
  async (form) => {
    // A session that has not shown its factor is nobody's to `who`; here, and only here, it counts.
    const half = await getHalfViewer();
    if (!half) throw new SignInNeeded();
    await keepSession(half, await showFactor(half, form.code, new Date()));
    return { goTo: safePath(form.to) };
  },
);

/** Begins to set up a second factor. */
export const beginSetup = act({ name: 'factor.begin', who: 'person', stepUp: true, input: z.strictObject({ to }) }, async (form, viewer) => {
  await beginFactor(getDb(), viewer.personId);
  return { goTo: factorPath('setup', form.to) };
});

/** The first code of a new second factor; leads to the recovery codes. */
export const confirmSetup = act(
  { name: 'factor.confirm', who: 'person', input: z.strictObject({ code, to }), secret: ['code'] },
  async (form, viewer) => {
    const { token, recoveryCodes } = await confirmFactor(viewer, form.code, new Date());
    await keepSession(viewer, token);
    await carryRecoveryCodes(viewer.personId, recoveryCodes);
    return { goTo: factorPath('codes', form.to) };
  },
);

/** New recovery codes in the place of the old. */
export const renewCodes = act({ name: 'factor.codes', who: 'person', stepUp: true, input: z.strictObject({ to }) }, async (form, viewer) => {
  if (!viewer.hasFactor) return { goTo: factorPath('setup', form.to) };
  await carryRecoveryCodes(viewer.personId, await inTransaction((tx) => renewRecoveryCodes(tx, viewer.personId)));
  return { goTo: factorPath('codes', form.to) };
});

/** The recovery codes lie where their owner will find them; they are not shown again. */
export const keepCodes = act({ name: 'factor.kept', who: 'person', input: z.strictObject({ to }) }, async (form) => {
  await dropRecoveryCodes();
  return { goTo: safePath(form.to) };
});

/** Takes the second factor away. */
export const removeSetup = act({ name: 'factor.remove', who: 'person', stepUp: true, input: z.strictObject({ to }) }, async (form, viewer) => {
  await inTransaction((tx) => removeFactor(tx, viewer.personId));
  return { goTo: factorPath('setup', form.to) };
});

function factorPath(step: 'setup' | 'codes', to: string | undefined): string {
  return `/sign-in/factor/${step}?to=${encodeURIComponent(safePath(to))}`;
}
