'use server';

import { z } from 'zod';
import { act } from '@/app/act';
import { getDb, inTransaction } from '@/db/client';
import { safePath } from '@/lib/auth';
import { acceptTerms } from '@/lib/legal';
import { countAttempt } from '@/lib/limits';
import { businessClock } from '@/lib/stripe';
import { followTimeZone } from '@/lib/tab';
import { cancelEmailChange, confirmEmailChange, requestEmailChange, saveProfile, stopEmailChange } from '@/lib/users';
import { locales, visibilities } from '@/lib/users/input';

const HOUR_SECONDS = 3_600;
const DAY_SECONDS = 86_400;

/** What somebody calls themselves, how new tips are shown, how days are written. */
export const editProfile = act(
  {
    name: 'account.profile',
    who: 'person',
    input: z.strictObject({
      displayName: z.string().max(500),
      defaultVisibility: z.enum(visibilities),
      locale: z.enum(locales),
      timeZone: z.string().max(64),
    }),
  },
  async (input, viewer) => {
    const now = await businessClock();
    await inTransaction(async (tx) => {
      await saveProfile(tx, viewer.personId, input);
      await followTimeZone(tx, viewer.personId, input.timeZone, now);
    });
    return { done: 'Saved.' };
  },
);

/** Asks both mailboxes whether the address may change. */
export const askEmailChange = act(
  { name: 'account.email_ask', who: 'person', stepUp: true, input: z.strictObject({ email: z.string().max(1_000) }) },
  async ({ email }, viewer) => {
    const db = getDb();
    await countAttempt(db, { what: 'email_change.person', of: viewer.personId, perWindow: 5, windowSeconds: HOUR_SECONDS });
    // Nobody's mailbox is filled by strangers who name it.
    await countAttempt(db, { what: 'email_change.address', of: email.trim().toLowerCase(), perWindow: 5, windowSeconds: DAY_SECONDS });
    await inTransaction((tx) => requestEmailChange(tx, { personId: viewer.personId, newEmail: email, now: new Date() }));
    return { goTo: '/account/email' };
  },
);

/** Takes the request back. */
export const takeBackEmailChange = act(
  { name: 'account.email_cancel', who: 'person', input: z.strictObject({}) },
  async (_input, viewer) => {
    await inTransaction((tx) => cancelEmailChange(tx, viewer.personId));
    return { goTo: '/account/email' };
  },
);

const linkInput = z.strictObject({ token: z.string().max(100) });

/** A mailbox agrees. The link is the key, so nobody need be signed in where it is opened. */
export const agreeToEmailChange = act(
  { name: 'account.email_agree', who: 'anyone', input: linkInput, secret: ['token'] },
  async ({ token }, viewer) => {
    const keepSessionId = viewer?.sessionId ?? null;
    const happenedAt = await businessClock();
    const { waitsFor } = await inTransaction((tx) => confirmEmailChange(tx, { token, keepSessionId, now: new Date(), happenedAt }));
    return { goTo: `/account/email/confirm?then=${waitsFor ? `waits_${waitsFor}` : 'changed'}` };
  },
);

/** A mailbox says that it was not asked for. */
export const refuseEmailChange = act(
  { name: 'account.email_refuse', who: 'anyone', input: linkInput, secret: ['token'] },
  async ({ token }) => {
    await inTransaction((tx) => stopEmailChange(tx, token, new Date()));
    return { goTo: '/account/email/confirm?then=stopped' };
  },
);

/** Agrees to the terms that hold now. */
export const agreeToTerms = act(
  {
    name: 'account.agree',
    who: 'person',
    input: z.strictObject({
      terms: z.literal('yes', 'Please tick this if you agree.'),
      adult: z.literal('yes', 'You must be 18 or older to have an account.'),
      version: z.coerce.number().int().min(0),
      to: z.string().max(1_000).default('/account'),
    }),
  },
  async ({ version, to }, viewer) => {
    await inTransaction((tx) => acceptTerms(tx, viewer.personId, version));
    return { goTo: safePath(to) };
  },
);
