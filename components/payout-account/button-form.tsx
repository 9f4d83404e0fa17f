import { ActionForm, SubmitButton } from '@/components/ui/action-form';
import type { FormAction } from '@/components/ui/form-state';

/** A form that is one button, with a line beneath that says what it leads to. */
export function ButtonForm(props: { action: FormAction; label: string; hint?: string | null; plain?: boolean }) {
  return (
    <ActionForm action={props.action} label={props.label} className="grid gap-2">
      <SubmitButton plain={props.plain}>{props.label}</SubmitButton>
      {props.hint && <p className="hint">{props.hint}</p>}
    </ActionForm>
  );
}
