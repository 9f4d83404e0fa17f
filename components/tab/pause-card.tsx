import { ActionForm, SubmitButton } from '@/components/ui/action-form';
import type { FormAction } from '@/components/ui/form-state';
import { Section } from '@/components/ui/room-shell';
import { Ask } from './ask';

/** Stops everything new in one press, and lets it go on in another. */
export function PauseCard(props: { isPaused: boolean; currency: string; pause: FormAction; resume: FormAction }) {
  if (props.isPaused) {
    return (
      <Section title="Everything is paused" hint="Nothing new goes on your tab, and no new month of a pledge. What is on it already is charged on its day.">
        <ActionForm action={props.resume} label="Go on">
          <input type="hidden" name="currency" value={props.currency} />
          <SubmitButton>Go on</SubmitButton>
        </ActionForm>
      </Section>
    );
  }
  return (
    <Section title="Pause everything" hint="No new lines, no new months. Your creators see only that you paused.">
      <Ask label="Pause">
        <p>Your pledges pause and keep their perks to the end of what is paid. What is on the tab already is charged on its day.</p>
        <ActionForm action={props.pause} label="Pause everything">
          <input type="hidden" name="currency" value={props.currency} />
          <SubmitButton>Pause everything</SubmitButton>
        </ActionForm>
      </Ask>
    </Section>
  );
}
