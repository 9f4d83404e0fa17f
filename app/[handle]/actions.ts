'use server';

import { z } from 'zod';
import { businessClock } from '@/lib/stripe';
import { submitTipDraft, submitTipForm, tipForm } from '@/lib/tips';
import { act } from '../act';

/** The tip form: to the hosted payment page, or back with the reason beside the field. */
export const startTip = act({ name: 'tip.start', who: 'anyone', input: tipForm }, async (form) =>
  submitTipForm(form, await businessClock()),
);

/** The one button of the page that confirms a tip without JavaScript. */
export const confirmTip = act(
  { name: 'tip.confirm', who: 'anyone', input: z.strictObject({ draftId: z.uuid() }) },
  async ({ draftId }) => submitTipDraft(draftId, await businessClock()),
);
