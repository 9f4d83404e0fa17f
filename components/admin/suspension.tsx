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
      <BarredWords sentence={sentence} href={href} />
    </Section>
  );
}

/** The same on a sheet that is there already. */
export function BarredWords({ sentence, href }: { sentence: string; href?: string }) {
  return (
    <>
      <p className="text-second">{sentence}</p>
      {href && (
        <p>
          <a href={href} className="button button-plain">Show the second factor</a>
        </p>
      )}
    </>
  );
}

type Act = {
  open: string;
  consequence: ReactNode;
  button: string;
  label: string;
  action: FormAction;
  id: string;
  isDanger: boolean;
  reasonHint: string;
  children?: ReactNode;
};

/** An act on somebody, on a sheet of its own. */
export function HardAct({ title, ...act }: Act & { title: string }) {
  return (
    <Section title={title} tone={act.isDanger ? 'bad' : undefined}>
      <ReasonedAct {...act} />
    </Section>
  );
}

/** Acts to choose from, beside each other on one sheet; opening one closes the others. */
export function Choices({ title, hint, children }: { title: string; hint?: ReactNode; children: ReactNode }) {
  return (
    <Section title={title} hint={hint}>
      <div className="choices">{children}</div>
    </Section>
  );
}

/** An act that opens to say what it will do, wants a reason, and is done by its one button. */
export function ReasonedAct(props: Act) {
  return (
    <Confirm name="decide" label={props.open} sentence={props.consequence} plain={!props.isDanger}>
      <ActionForm action={props.action} label={props.label}>
        <input type="hidden" name="id" value={props.id} />
        {props.children}
        <TextAreaField name="reason" label="Reason" hint={props.reasonHint} rows={3} maxLength={500} required />
        <SubmitButton danger={props.isDanger}>{props.button}</SubmitButton>
      </ActionForm>
    </Confirm>
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
