'use client';

import { createContext, startTransition, useContext, useEffect, useRef, type FormEvent, type ReactNode } from 'react';
import { emptyFormState, type FormAction, type FormState } from './form-state';
import { useAct } from './use-act';
import { ChallengeProgress, useChallenge } from './use-challenge';

const FormContext = createContext<{ state: FormState; pending: boolean }>({ state: emptyFormState, pending: false });

/** What the form around answered last, for its fields. */
export function useForm(): { state: FormState; pending: boolean } {
  return useContext(FormContext);
}

/**
 * A form whose action answers with a FormState: a refusal stands beside its field or above the form
 * and takes the focus, what was done is said aloud, what was typed stays. It works without JavaScript.
 *
 * @param keeps for a form that edits what stays, or that holds a file: React empties a form once its
 *   action ran, which would show the old values again and lose the file
 * @param onDone after a success, with JavaScript
 */
export function ActionForm(props: {
  action: FormAction;
  label: string;
  className?: string;
  keeps?: boolean;
  onInput?: (form: HTMLFormElement) => void;
  onDone?: () => void;
  children: ReactNode;
}) {
  const { onDone } = props;
  const [state, dispatch, pending] = useAct(props.action);
  const form = useRef<HTMLFormElement>(null);
  const challenge = useChallenge(state, form);

  useEffect(() => {
    if (state.refusal) form.current?.querySelector<HTMLElement>('[aria-invalid="true"], [data-refused]')?.focus();
    if (state.done) onDone?.();
  }, [state, onDone]);

  const keep = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const { submitter } = event.nativeEvent as SubmitEvent;
    const data = new FormData(event.currentTarget, submitter);
    if (!pending) startTransition(() => dispatch(data));
  };

  return (
    <form
      ref={form}
      action={dispatch}
      onSubmit={props.keeps ? keep : undefined}
      onInput={props.onInput && ((event) => props.onInput?.(event.currentTarget))}
      aria-label={props.label}
      className={props.className ?? 'grid grid-cols-1 gap-5'}
      noValidate
    >
      {state.refusal && !hasField(state) && (
        <p role="alert" className="refusal m-0" tabIndex={-1} data-refused="">
          {state.refusal.sentence}
        </p>
      )}
      <ChallengeProgress done={challenge} />
      <FormContext value={{ state, pending: pending || challenge !== null }}>{props.children}</FormContext>
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
