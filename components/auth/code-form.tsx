'use client';

import { ActionForm, SubmitButton } from '@/components/ui/action-form';
import { TextField } from '@/components/ui/fields';
import type { FormAction } from '@/components/ui/form-state';

/** Asks for the code of the second factor. */
export function CodeForm(props: { action: FormAction; to: string; hint: string; button: string }) {
  return (
    <ActionForm action={props.action} label={props.button} className="sign-form">
      <input type="hidden" name="to" value={props.to} />
      <TextField
        name="code"
        label="Code"
        hint={props.hint}
        className="sign-code"
        autoComplete="one-time-code"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={40}
        required
      />
      <SubmitButton>{props.button}</SubmitButton>
    </ActionForm>
  );
}
