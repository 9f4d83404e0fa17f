import type { ReactNode } from 'react';
import { ActionForm, SubmitButton } from '@/components/ui/action-form';
import { Confirm } from '@/components/ui/confirm';
import { SelectField, TextAreaField } from '@/components/ui/fields';
import type { FormAction } from '@/components/ui/form-state';
import { Section } from '@/components/ui/room-shell';
import { reportKinds, reportKindWords, type ReportKind } from '@/lib/moderation/input';

/** Why an admin cannot act here now: their own matter, or a proof that is too old. */
export function Barred({ title, sentence, href }: { title: string; sentence: string; href?: string }) {
  return (
    <Section title={title}>
      <p className="text-second">{sentence}</p>
      {href && (
        <p>
          <a href={href} className="button button-plain">Show the second factor</a>
        </p>
      )}
    </Section>
  );
}

/** An act on somebody: it opens to say what it will do, wants a reason, and is done by its one button. */
export function HardAct(props: {
  title: string;
  open: string;
  consequence: ReactNode;
  button: string;
  label: string;
  action: FormAction;
  id: string;
  isDanger: boolean;
  reasonHint: string;
  children?: ReactNode;
}) {
  return (
    <Section title={props.title} tone={props.isDanger ? 'bad' : undefined}>
      <Confirm label={props.open} sentence={props.consequence}>
        <ActionForm action={props.action} label={props.label}>
          <input type="hidden" name="id" value={props.id} />
          {props.children}
          <TextAreaField name="reason" label="Reason" hint={props.reasonHint} rows={3} maxLength={500} required />
          <SubmitButton danger={props.isDanger}>{props.button}</SubmitButton>
        </ActionForm>
      </Confirm>
    </Section>
  );
}

/** What a suspension is for: it decides whether the money may ever be released to the page's owner. */
export function GroundField({ chosen = 'other' }: { chosen?: ReportKind }) {
  return (
    <SelectField
      name="ground"
      label="Because of"
      hint="Money of a fraud or of unlawful content only ever goes back to those who gave it."
      options={reportKinds.map((kind) => ({ value: kind, label: reportKindWords[kind].label }))}
      defaultValue={chosen}
    />
  );
}
