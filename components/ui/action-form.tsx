'use client';

import { createContext, useActionState, useContext, useEffect, useRef, type ReactNode } from 'react';
import { emptyFormState, type FormAction, type FormState } from './form-state';

const FormContext = createContext<{ state: FormState; pending: boolean }>({ state: emptyFormState, pending: false });

/** What the form around answered last, for its fields. */
export function useForm(): { state: FormState; pending: boolean } {
  return useContext(FormContext);
}

/**
 * A form whose action answers with a FormState: a refusal stands beside its field or above the form
 * and takes the focus, what was done is said aloud, what was typed stays. It works without JavaScript.
 */
export function ActionForm(props: { action: FormAction; label: string; className?: string; children: ReactNode }) {
  const [state, dispatch, pending] = useActionState(props.action, emptyFormState);
  const form = useRef<HTMLFormElement>(null);

  useEffect(() => {
    if (state.refusal) form.current?.querySelector<HTMLElement>('[aria-invalid="true"], [data-refused]')?.focus();
  }, [state]);

  return (
    <form ref={form} action={dispatch} aria-label={props.label} className={props.className ?? 'grid gap-5'} noValidate>
      {state.refusal && !hasField(state) && (
        <p role="alert" className="refusal m-0" tabIndex={-1} data-refused="">
          {state.refusal.sentence}
        </p>
      )}
      <FormContext value={{ state, pending }}>{props.children}</FormContext>
      <p role="status" className={state.done ? 'form-done' : 'sr-only'}>
        {state.done}
      </p>
    </form>
  );
}

function hasField(state: FormState): boolean {
  return state.refusal?.field !== null && state.refusal?.field !== undefined;
}

/** The button that sends the form; it cannot be pressed twice at once. */
export function SubmitButton(props: { children: ReactNode; plain?: boolean; danger?: boolean; name?: string; value?: string }) {
  const { pending } = useForm();
  const look = props.danger ? 'button button-danger' : props.plain ? 'button button-plain' : 'button';
  return (
    <button
      type="submit"
      className={`${look} justify-self-start`}
      aria-disabled={pending}
      onClick={(event) => pending && event.preventDefault()}
      name={props.name}
      value={props.value}
    >
      {pending ? 'One moment…' : props.children}
    </button>
  );
}
