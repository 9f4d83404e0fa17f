'use server';

import type { Route } from 'next';
import { redirect } from 'next/navigation';
import { isId } from '@/lib/ids';
import { businessClock } from '@/lib/stripe';
import { submitTipDraft, submitTipForm, TipDraftGone } from '@/lib/tips';
import type { TipField, TipFormState, TipTyped } from '@/lib/tips/input';
import type { Refusal } from '@/lib/errors';
import { refusable } from '../refusable';

/** The tip form: to the hosted payment page, or back with the reason beside the field. */
export async function startTip(_previous: TipFormState, data: FormData): Promise<TipFormState> {
  const answer = await refusable(async () => submitTipForm(data, await businessClock()));
  if ('refusal' in answer) return { ...toState(answer.refusal), typed: readTyped(data) };
  goTo(answer.ok.goTo);
}

/** The one button of the page that confirms a tip without JavaScript. */
export async function confirmTip(_previous: TipFormState, data: FormData): Promise<TipFormState> {
  const draftId = data.get('draftId');
  const answer = await refusable(async () => {
    if (!isId(draftId)) throw new TipDraftGone();
    return submitTipDraft(draftId, await businessClock());
  });
  if ('refusal' in answer) return toState(answer.refusal);
  goTo(answer.ok.goTo);
}

/** `typedRoutes` knows our own pages; this may also be the hosted payment page. */
function goTo(address: string): never {
  redirect(address as Route);
}

const fields: readonly TipField[] = ['amount', 'message', 'name', 'platformTip'];

function toState({ code, sentence, field }: Refusal): TipFormState {
  return { refusal: { code, sentence, field: fields.find((known) => known === field) ?? null } };
}

const typedNames = ['amount', 'amountOther', 'message', 'name', 'visibility', 'coverFees', 'platformTip'] as const;
/** Longer than any field accepts, short enough to send back. */
const ECHO_CHARACTERS = 2_000;

/** What the person typed, given back so that a page drawn anew keeps it. */
function readTyped(data: FormData): TipTyped {
  const typed: TipTyped = {};
  for (const name of typedNames) {
    const value = data.get(name);
    if (typeof value === 'string') typed[name] = value.slice(0, ECHO_CHARACTERS);
  }
  return typed;
}
