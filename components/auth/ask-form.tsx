'use client';

import { ActionForm, SubmitButton } from '@/components/ui/action-form';
import { TextField } from '@/components/ui/fields';
import type { FormAction } from '@/components/ui/form-state';

/** Asks for an address and mails a link to it. */
export function AskForm(props: { action: FormAction; to: string; email?: string }) {
  return (
    <ActionForm action={props.action} label="Sign in by e-mail" className="sign-form">
      <input type="hidden" name="to" value={props.to} />
      <TextField
        name="email"
        label="E-mail address"
        type="email"
        inputMode="email"
        autoComplete="email"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={254}
        required
        defaultValue={props.email}
      />
      <SubmitButton>Send me a link</SubmitButton>
    </ActionForm>
  );
}

/** One button that mails a link to the address that is known already. */
export function AskAgainForm(props: { action: FormAction; to: string; address: string }) {
  return (
    <ActionForm action={props.action} label="Prove that it is you" className="sign-form">
      <input type="hidden" name="to" value={props.to} />
      <SubmitButton>Send a link to {props.address}</SubmitButton>
    </ActionForm>
  );
}
