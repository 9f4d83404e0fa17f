'use client';

import { useActionState, useEffect, useState } from 'react';
import { emptyFormState, type FormAction, type FormState } from './form-state';

/**
 * The state of a form whose action is ours (app/act.ts); every form takes it from here and not from
 * React. An action that leads elsewhere (the processor's page) answers with the address, and the
 * browser itself goes there: left to the router, a page that asks for itself anew while the browser
 * is still on its way would ask the other site, which our policy forbids.
 */
export function useAct(action: FormAction): [state: FormState, dispatch: (data: FormData) => void, pending: boolean] {
  const [state, dispatch, pending] = useActionState(action, emptyFormState);
  const leaves = useLeave(state);
  return [state, dispatch, pending || leaves];
}

/** Leaves for where the form leads; true until the browser has gone, and false again when it shows the page as it was. */
function useLeave(state: FormState): boolean {
  const [stayed, setStayed] = useState<FormState | null>(null);

  useEffect(() => {
    if (!state.elsewhere) return;
    const stay = ({ persisted }: PageTransitionEvent) => persisted && setStayed(state);
    addEventListener('pageshow', stay);
    location.assign(state.elsewhere);
    return () => removeEventListener('pageshow', stay);
  }, [state]);

  return state.elsewhere !== undefined && stayed !== state;
}
