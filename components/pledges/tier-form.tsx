import { ActionForm, SubmitButton } from '@/components/ui/action-form';
import { TextAreaField, TextField, TickField } from '@/components/ui/fields';
import type { FormAction } from '@/components/ui/form-state';
import { plainAmount, type Currency } from '@/lib/money/input';
import { BENEFITS_MOST, TIER_DESCRIPTION_MAX_CHARACTERS, TIER_NAME_MAX_CHARACTERS } from '@/lib/pledges/input';

/** Fields take a little more than fits, so that a refusal can say by how much it is too long. */
const ROOM = 200;

export type TierShown = {
  name: string;
  description: string;
  benefits: string[];
  priceMinor: number;
  places: number | null;
  firstMonthInFull: boolean;
};

/**
 * The form that makes a tier, or changes one.
 *
 * @param tierId of the tier, or the id that a new one will have
 * @param least the smallest price, as money
 */
export function TierForm(props: { action: FormAction; tierId: string; currency: Currency; least: string; tier: TierShown | null }) {
  const { tier, currency } = props;
  return (
    <ActionForm action={props.action} label={tier ? `Change ${tier.name}` : 'New tier'} keeps>
      <input type="hidden" name="tierId" value={props.tierId} />
      <div className="tier-fields">
        <TextField name="name" label="Name" placeholder="Pennies" defaultValue={tier?.name} maxLength={TIER_NAME_MAX_CHARACTERS + ROOM} autoComplete="off" />
        <TextField
          name="price"
          label={`A month, in ${currency}`}
          hint={`${props.least} or more. Fans may pay more.`}
          inputMode="decimal"
          autoComplete="off"
          className="figures"
          maxLength={20}
          defaultValue={tier ? plainAmount(tier.priceMinor, currency) : undefined}
        />
      </div>
      <TextAreaField
        name="description"
        label="In a sentence"
        rows={2}
        defaultValue={tier?.description}
        maxLength={TIER_DESCRIPTION_MAX_CHARACTERS + ROOM}
      />
      <TextAreaField
        name="benefits"
        label="What they get"
        hint={`One on each line, ${BENEFITS_MOST} at most.`}
        rows={3}
        defaultValue={tier?.benefits.join('\n')}
        maxLength={2_000}
      />
      <TextField
        name="places"
        label="Places"
        hint="Leave it empty for as many as come."
        inputMode="numeric"
        autoComplete="off"
        className="figures"
        maxLength={10}
        defaultValue={tier?.places ?? undefined}
      />
      <TickField
        name="firstMonthInFull"
        label="The first month is paid in full"
        hint="Else somebody who joins a few days before their billing day pays only those days, and may read everything for thirty cents."
        defaultChecked={tier?.firstMonthInFull}
      />
      <SubmitButton plain={tier !== null}>{tier ? 'Save the tier' : 'Put it on your page'}</SubmitButton>
    </ActionForm>
  );
}
