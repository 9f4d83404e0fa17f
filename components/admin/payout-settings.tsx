import { ActionForm, SubmitButton } from '@/components/ui/action-form';
import { TextField } from '@/components/ui/fields';
import type { FormAction } from '@/components/ui/form-state';
import { Section } from '@/components/ui/room-shell';
import type { Currency } from '@/lib/money/input';
import { CurrencyRows } from './currency-rows';
import { sectionId } from './settings-nav';

type Row = { currency: Currency; minimumMinor: number; secondApproverMinor: number; transferCostMinor: number; monthlyCostMinor: number };

/** What holds of payouts: the least, from where two admins must agree, what they cost, what a new page keeps. */
export function PayoutSettings(props: { rows: Row[]; costBasisPoints: number; reserve: { days: number; percent: number }; changed: string | undefined; action: FormAction }) {
  return (
    <Section
      title="Payouts"
      id={sectionId('Payouts')}
      hint="The smallest payout; the sum above which a second admin must agree; and what the processor takes for each payout and for a month with one, which creators see and we bear. A new page leaves a part of what is available untaken."
    >
      <ActionForm action={props.action} label="Payouts">
        <CurrencyRows
          rows={props.rows}
          fields={[
            { name: 'minimum', label: 'Smallest payout', of: (row) => row.minimumMinor },
            { name: 'second', label: 'Two admins above', of: (row) => row.secondApproverMinor },
            { name: 'transfer', label: 'Cost of each payout', of: (row) => row.transferCostMinor },
            { name: 'monthly', label: 'Cost of each month', of: (row) => row.monthlyCostMinor },
          ]}
        />
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
