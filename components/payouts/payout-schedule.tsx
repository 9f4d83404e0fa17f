import { ActionForm, SubmitButton } from '@/components/ui/action-form';
import { RadioField, TextField } from '@/components/ui/fields';
import type { FormAction } from '@/components/ui/form-state';
import { Section } from '@/components/ui/room-shell';

/** When payouts are asked for by themselves, and from which sum on. */
export function PayoutSchedule(props: { interval: string; minimum: string; least: string; currency: string; action: FormAction }) {
  return (
    <Section title="On a schedule" hint="Each one is reviewed like those you ask for. If there is too little on the day, or a payout is still under way, that day is left out.">
      <ActionForm action={props.action} label="Payout schedule" keeps>
        <RadioField
          name="interval"
          label="Ask for a payout"
          defaultValue={props.interval}
          options={[
            { value: 'asked', label: 'Only when I say so' },
            { value: 'weekly', label: 'Every Monday' },
            { value: 'monthly', label: 'On the first of the month' },
          ]}
        />
        <TextField
          name="minimum"
          label={`Only from this sum on (${props.currency})`}
          hint={`Empty: from ${props.least}, the smallest payout here.`}
          defaultValue={props.minimum}
          inputMode="decimal"
          autoComplete="off"
        />
        <SubmitButton plain>Save the schedule</SubmitButton>
      </ActionForm>
    </Section>
  );
}
