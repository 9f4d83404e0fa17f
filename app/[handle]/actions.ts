'use server';

import { z } from 'zod';
import type { Viewer } from '@/lib/auth';
import { businessClock } from '@/lib/stripe';
import { submitTipDraft, submitTipForm, tipForm, type Payer } from '@/lib/tips';
import { act } from '../act';
import { withCardSource } from '../card-source';

/** The tip form: to the hosted payment page, or back with the reason beside the field. */
export const startTip = act({ name: 'tip.start', who: 'anyone', input: tipForm }, async (form, viewer) =>
  asPayer(viewer, async (payer) => submitTipForm(form, await businessClock(), payer)),
);

/** The one button of the page that confirms a tip without JavaScript. */
export const confirmTip = act(
  { name: 'tip.confirm', who: 'anyone', input: z.strictObject({ draftId: z.uuid() }) },
  async ({ draftId }, viewer) => asPayer(viewer, async (payer) => submitTipDraft(draftId, await businessClock(), payer)),
);

function asPayer<T>(viewer: Viewer | null, run: (payer: Payer) => Promise<T>): Promise<T> {
  return withCardSource(viewer, null, (source, from) => run({ personId: viewer?.personId ?? null, connection: from.connection, from, source }));
}
