import { ActionForm, SubmitButton } from '@/components/ui/action-form';
import type { FormAction } from '@/components/ui/form-state';
import { Section } from '@/components/ui/room-shell';

/** Beside the sandbox only: time is let pass until something is billed, for somebody to watch. */
export function PassTime({ now, next, pass }: { now: string; next: string | null; pass: FormAction }) {
  return (
    <Section title="The sandbox’s clock" hint={`There it is ${now}. No money moves here, so its time may be let pass.`}>
      {next === null ? (
        <p className="empty">Nobody has a tab yet. Pledge to somebody, then come back: that evening makes the first bill.</p>
      ) : (
        <ActionForm action={pass} label="Let time pass">
          <p>The next billing evening is <strong>{next}</strong>.</p>
          <SubmitButton>Let time pass until then, and run the billing</SubmitButton>
        </ActionForm>
      )}
    </Section>
  );
}
