'use server';

import { redirect } from 'next/navigation';
import { isId } from '@/lib/ids';
import { businessClock } from '@/lib/stripe';
import { submitTipDraft, submitTipForm, TipDraftGone } from '@/lib/tips';
import type { TipField, TipFormState } from '@/lib/tips/input';
import type { Refusal } from '@/lib/errors';
import { refusable } from '../refusable';

/** The tip form: to the hosted payment page, or back with the reason beside the field. */
export async function startTip(_previous: TipFormState, data: FormData): Promise<TipFormState> {
  const answer = await refusable(async () => submitTipForm(data, await businessClock()));
  if ('refusal' in answer) return toState(answer.refusal);
  redirect(answer.ok.goTo);
}

/** The one button of the page that confirms a tip without JavaScript. */
export async function confirmTip(_previous: TipFormState, data: FormData): Promise<TipFormState> {
  const draftId = data.get('draftId');
  const answer = await refusable(async () => {
    if (!isId(draftId)) throw new TipDraftGone();
    return submitTipDraft(draftId, await businessClock());
  });
  if ('refusal' in answer) return toState(answer.refusal);
  redirect(answer.ok.goTo);
}

const fields: readonly TipField[] = ['amount', 'message', 'name', 'platformTip'];

function toState({ code, sentence, field }: Refusal): TipFormState {
  return { refusal: { code, sentence, field: fields.find((known) => known === field) ?? null } };
}
