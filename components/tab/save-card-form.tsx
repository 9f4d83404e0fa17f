import { ActionForm, SubmitButton } from '@/components/ui/action-form';
import { TickField } from '@/components/ui/fields';
import type { FormAction } from '@/components/ui/form-state';
import { TimeZoneField } from '@/components/ui/time-zone-field';

/** Leads to the hosted page that saves a card, once its owner said yes to how it is charged. */
export function SaveCardForm(props: { action: FormAction; from: 'tab' | 'cards'; currency: string; consent: string; label: string }) {
  return (
    <ActionForm action={props.action} label={props.label} keeps>
      <input type="hidden" name="from" value={props.from} />
      <input type="hidden" name="currency" value={props.currency} />
      <TimeZoneField />
      <blockquote className="tab-words">{props.consent}</blockquote>
      <TickField name="agree" label="I agree" />
      <div className="grid gap-2">
        <SubmitButton>{props.label}</SubmitButton>
        <p className="hint">Nothing is charged now. You type the card on Stripe’s page; its number never comes here.</p>
      </div>
    </ActionForm>
  );
}
