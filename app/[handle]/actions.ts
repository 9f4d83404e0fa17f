'use server';

import { z } from 'zod';
import { currentClient, type Viewer } from '@/lib/auth';
import { businessClock } from '@/lib/stripe';
import { submitTipDraft, submitTipForm, tipForm } from '@/lib/tips';
import { act } from '../act';

/** The tip form: to the hosted payment page, or back with the reason beside the field. */
export const startTip = act({ name: 'tip.start', who: 'anyone', input: tipForm }, async (form, viewer) =>
  submitTipForm(form, await businessClock(), await payerOf(viewer)),
);

/** The one button of the page that confirms a tip without JavaScript. */
export const confirmTip = act(
  { name: 'tip.confirm', who: 'anyone', input: z.strictObject({ draftId: z.uuid() }) },
  async ({ draftId }, viewer) => submitTipDraft(draftId, await businessClock(), await payerOf(viewer)),
);

async function payerOf(viewer: Viewer | null) {
  const from = await currentClient();
  return { personId: viewer?.personId ?? null, connection: from.connection, from };
}
