'use server';

import { z } from 'zod';
import { act } from '@/app/act';
import { getDb } from '@/db/client';
import { endOtherSessions, endSession } from '@/lib/auth';

/** Ends one session of one's own; somebody else's is not there. */
export const endOneSession = act(
  { name: 'account.session_end', who: 'person', input: z.strictObject({ sessionId: z.uuid() }) },
  async ({ sessionId }, viewer) => {
    await endSession(getDb(), { personId: viewer.personId, sessionId });
    return { goTo: '/account/sessions' };
  },
);

/** Ends every session but the one that asks. */
export const endTheOthers = act(
  { name: 'account.sessions_end', who: 'person', input: z.strictObject({}) },
  async (_input, viewer) => {
    await endOtherSessions(getDb(), viewer);
    return { goTo: '/account/sessions' };
  },
);
