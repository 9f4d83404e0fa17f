import { ActionForm, SubmitButton } from '@/components/ui/action-form';
import { TickField } from '@/components/ui/fields';
import type { FormAction } from '@/components/ui/form-state';
import { RoomHead, Section } from '@/components/ui/room-shell';

/** Two ticks and a button; the texts themselves are a link away, in a window of their own. */
export function AgreeForm(props: { action: FormAction; agreed: boolean; version: number; edition: string; to: string }) {
  return (
    <>
      <RoomHead title="Our terms" sentence={`Asked once for each version; this one is ${props.edition}.`} />
      <Section title={props.agreed ? 'You have agreed' : 'Before you go on'}>
        <p>
          Read the{' '}
          <a href="/terms" target="_blank" className="text-link">
            terms
          </a>{' '}
          and the{' '}
          <a href="/privacy" target="_blank" className="text-link">
            privacy notice
          </a>
          . They are short.
        </p>
        {!props.agreed && (
          <ActionForm action={props.action} label="Agree to the terms">
            <input type="hidden" name="version" value={props.version} />
            <input type="hidden" name="to" value={props.to} />
            <TickField name="terms" label="I agree to the terms." />
            <TickField name="adult" label="I am 18 or older." />
            <SubmitButton>Agree and go on</SubmitButton>
          </ActionForm>
        )}
      </Section>
    </>
  );
}
