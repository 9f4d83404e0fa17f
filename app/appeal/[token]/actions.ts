'use server';

import { z } from 'zod';
import { act } from '@/app/act';
import { readAppealToken } from '@/lib/admin';
import { NothingToAppeal, writeAppealByLink } from '@/lib/moderation';
import { businessClock } from '@/lib/stripe';

/** Who is shut out appeals by the link of the mail about it. The link is all it takes, and appealing is all it can do. */
export const appealByLink = act(
  { name: 'appeal.write_by_link', who: 'anyone', input: z.strictObject({ token: z.string().max(64), body: z.string() }) },
  async ({ token, body }) => {
    const suspensionId = readAppealToken(token);
    if (!suspensionId) throw new NothingToAppeal();
    await writeAppealByLink({ suspensionId, body, now: await businessClock() });
    return { goTo: `/appeal/${token}` };
  },
);
