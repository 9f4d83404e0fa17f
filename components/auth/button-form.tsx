'use client';

import { ActionForm, SubmitButton } from '@/components/ui/action-form';
import type { FormAction } from '@/components/ui/form-state';

/** A form that is one button. */
export function ButtonForm(props: { action: FormAction; to: string; button: string; danger?: boolean; plain?: boolean }) {
  return (
    <ActionForm action={props.action} label={props.button} className="sign-form">
      <input type="hidden" name="to" value={props.to} />
      <SubmitButton danger={props.danger} plain={props.plain}>
        {props.button}
      </SubmitButton>
    </ActionForm>
  );
}
