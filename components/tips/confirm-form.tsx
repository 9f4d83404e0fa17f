'use client';

import { useRef } from 'react';
import type { FormAction } from '@/components/ui/form-state';
import { useAct } from '@/components/ui/use-act';
import { ChallengeProgress, useChallenge } from '@/components/ui/use-challenge';

/** One button that works without JavaScript, and the reason when it may not. */
export function ConfirmForm(props: { action: FormAction; draftId: string; label: string }) {
  const [state, dispatch, pending] = useAct(props.action);
  const form = useRef<HTMLFormElement>(null);
  const challenge = useChallenge(state, form);
  return (
    <form ref={form} action={dispatch}>
      <input type="hidden" name="draftId" value={props.draftId} />
      {state.refusal && (
        <p role="alert" className="refusal mb-3">
          {state.refusal.sentence}
        </p>
      )}
      <ChallengeProgress done={challenge} />
      <button type="submit" className="button w-full text-[1.0625rem]" disabled={pending || challenge !== null}>
        {pending || challenge !== null ? 'One moment…' : props.label}
      </button>
    </form>
  );
}
