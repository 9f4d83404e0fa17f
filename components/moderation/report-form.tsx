import { ActionForm, SubmitButton } from '@/components/ui/action-form';
import { RadioField, TextAreaField, TextField } from '@/components/ui/fields';
import type { FormAction } from '@/components/ui/form-state';
import { reportKinds, reportKindWords, WORDS_MOST } from '@/lib/moderation/input';

/** What somebody says is wrong with a page. It asks nobody who they are. */
export function ReportForm(props: { action: FormAction; handle: string; reportKey: string }) {
  return (
    <ActionForm action={props.action} label="Report a page" keeps>
      <input type="hidden" name="key" value={props.reportKey} />
      <input type="hidden" name="handle" value={props.handle} />
      <RadioField name="kind" label="What is it?" options={reportKinds.map((kind) => ({ value: kind, ...reportKindWords[kind] }))} />
      <TextAreaField
        name="body"
        label="What is wrong?"
        hint={`Where on the page, and how you know. In 10 to ${WORDS_MOST} characters.`}
        rows={6}
        maxLength={WORDS_MOST}
        required
      />
      <TextField
        name="email"
        type="email"
        label="Your e-mail address, if you want an answer"
        hint="It is used for this answer only, and erased 90 days after it. The creator never sees it."
        autoComplete="email"
        inputMode="email"
      />
      <SubmitButton>Send the report</SubmitButton>
    </ActionForm>
  );
}
