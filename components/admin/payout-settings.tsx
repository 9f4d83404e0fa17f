import { ActionForm, SubmitButton } from '@/components/ui/action-form';
import { TextField } from '@/components/ui/fields';
import type { FormAction } from '@/components/ui/form-state';
import { Section } from '@/components/ui/room-shell';
import { plainAmount, type Currency } from '@/lib/money/input';

type Row = { currency: Currency; minimumMinor: number; secondApproverMinor: number; transferCostMinor: number; monthlyCostMinor: number };

/** What holds of payouts: the least, from where two admins must agree, what they cost, what a new page keeps. */
export function PayoutSettings(props: { rows: Row[]; costBasisPoints: number; reserve: { days: number; percent: number }; changed: string | undefined; action: FormAction }) {
  return (
    <Section
      title="Payouts"
      hint="The smallest payout; the sum above which a second admin must agree; and what the processor takes, which creators see and we bear. A new page leaves a part of what is available untaken."
    >
      <ActionForm action={props.action} label="Payouts">
        {props.rows.map(({ currency, ...row }) => (
          <fieldset key={currency} className="grid gap-4 sm:grid-cols-2">
            <legend className="label">{currency}</legend>
            <TextField name={`minimum${currency}`} label="Smallest payout" inputMode="decimal" defaultValue={plainAmount(row.minimumMinor, currency)} required />
            <TextField name={`second${currency}`} label="Two admins above" inputMode="decimal" defaultValue={plainAmount(row.secondApproverMinor, currency)} required />
            <TextField name={`transfer${currency}`} label="Cost of each payout" inputMode="decimal" defaultValue={plainAmount(row.transferCostMinor, currency)} required />
            <TextField name={`monthly${currency}`} label="Cost of a month with a payout" inputMode="decimal" defaultValue={plainAmount(row.monthlyCostMinor, currency)} required />
          </fieldset>
        ))}
        <div className="grid gap-4 sm:grid-cols-3">
          <TextField name="share" label="Cost: part of the sum, %" inputMode="decimal" defaultValue={props.costBasisPoints / 100} required />
          <TextField name="days" label="A page is new for, days" inputMode="numeric" defaultValue={props.reserve.days} required />
          <TextField name="percent" label="And leaves, %" inputMode="numeric" defaultValue={props.reserve.percent} required />
        </div>
        <SubmitButton plain>Save</SubmitButton>
        {props.changed && <p className="hint">{props.changed}</p>}
      </ActionForm>
    </Section>
  );
}
