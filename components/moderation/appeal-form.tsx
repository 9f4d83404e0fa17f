import type { ReactNode } from 'react';
import { ActionForm, SubmitButton } from '@/components/ui/action-form';
import { TextAreaField } from '@/components/ui/fields';
import type { FormAction } from '@/components/ui/form-state';
import { WORDS_MOST } from '@/lib/moderation/input';

/** The one appeal that a suspension allows. */
export function AppealForm({ action, children }: { action: FormAction; children?: ReactNode }) {
  return (
    <ActionForm action={action} label="Appeal" keeps>
      {children}
      <TextAreaField
        name="body"
        label="Why should your page be back?"
        hint="You can appeal once, so say all that matters: what is wrong about the reason, or what you have changed."
        rows={8}
        maxLength={WORDS_MOST}
        required
      />
      <SubmitButton>Send the appeal</SubmitButton>
    </ActionForm>
  );
}
