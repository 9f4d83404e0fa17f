'use client';

import { useActionState, useEffect, useRef, type ReactNode } from 'react';
import { emptyFormState, type FormState } from '@/components/ui/form-state';

type CodesState = FormState & { value?: { recoveryCodes: string[] } };
const nothingYet: CodesState = emptyFormState;
type CodesAction = (state: CodesState, data: FormData) => Promise<CodesState>;

/**
 * A form whose answer is recovery codes, shown in its place this once: to confirm a new second
 * factor (it asks for a code) or to renew the codes (it only asks whether to).
 */
export function RecoveryForm(props: { action: CodesAction; to: string; asksCode: boolean; button: string; before?: ReactNode }) {
  const [state, dispatch, pending] = useActionState(props.action, nothingYet);
  const field = useRef<HTMLInputElement>(null);

  useEffect(() => {
    if (state.refusal) field.current?.focus();
  }, [state]);

  if (state.value) return <RecoveryCodes codes={state.value.recoveryCodes} to={props.to} />;
  return (
    <>
      {props.before}
      <form action={dispatch} className="sign-form" aria-label={props.button} noValidate>
        <input type="hidden" name="to" value={props.to} />
        {props.asksCode && (
          <div>
            <label htmlFor="first-code" className="label">
              The code that the app shows now
            </label>
            <input
              id="first-code"
              ref={field}
              name="code"
              className="field sign-code"
              inputMode="numeric"
              autoComplete="one-time-code"
              maxLength={10}
              required
              aria-invalid={state.refusal ? true : undefined}
              aria-describedby={state.refusal ? 'first-code-refusal' : undefined}
            />
          </div>
        )}
        {state.refusal && (
          <p id="first-code-refusal" role="alert" className="refusal m-0">
            {state.refusal.sentence}
          </p>
        )}
        <button type="submit" className="button" aria-disabled={pending}>
          {pending ? 'One moment…' : props.button}
        </button>
      </form>
    </>
  );
}

function RecoveryCodes(props: { codes: string[]; to: string }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <section className="sign-form" aria-labelledby="recovery-codes">
      <h2 id="recovery-codes" ref={heading} tabIndex={-1}>
        Your recovery codes
      </h2>
      <p>
        Each signs you in once if your phone is lost. They are shown only now: print them or keep them in your password
        manager.
      </p>
      <ol className="sign-codes">
        {props.codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ol>
      <a href={props.to} className="button">
        I have kept them
      </a>
    </section>
  );
}
