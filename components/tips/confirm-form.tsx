'use client';

import { useActionState } from 'react';
import { emptyFormState, type FormAction } from '@/components/ui/form-state';

/** One button that works without JavaScript, and the reason when it may not. */
export function ConfirmForm(props: { action: FormAction; draftId: string; label: string }) {
  const [state, dispatch, pending] = useActionState(props.action, emptyFormState);
  return (
    <form action={dispatch}>
      <input type="hidden" name="draftId" value={props.draftId} />
      {state.refusal && (
        <p role="alert" className="refusal mb-3">
          {state.refusal.sentence}
        </p>
      )}
      <button type="submit" className="button w-full text-[1.0625rem]" disabled={pending}>
        {pending ? 'One moment…' : props.label}
      </button>
    </form>
  );
}
