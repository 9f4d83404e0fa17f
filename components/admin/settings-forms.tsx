import type { ReactNode } from 'react';
import { ActionForm, SubmitButton } from '@/components/ui/action-form';
import { TextAreaField, TextField, TickField } from '@/components/ui/fields';
import type { FormAction } from '@/components/ui/form-state';
import { Section } from '@/components/ui/room-shell';
import type { Settings } from '@/lib/settings';
import type { Currency } from '@/lib/money/input';
import { CurrencyRows } from './currency-rows';
import { sectionId } from './settings-nav';

export type LimitRow = { currency: Currency } & Record<
  'directMinimumMinor' | 'smallBillMinor' | 'tabFirstMinor' | 'tabStepMinor' | 'tabMostMinor' | 'tabTipMinimumMinor' | 'pledgeMinimumMinor',
  number
>;

export type SettingsProps = {
  settings: Settings;
  limits: LimitRow[];
  /** Who changed a setting last and when, in words; nothing for one that was never set. */
  changed: Partial<Record<keyof Settings, string>>;
  actions: Record<'hold' | 'appeals' | 'risks' | 'countries' | 'limits' | 'tab' | 'imprint' | 'contact' | 'warnings', FormAction>;
};

/** Everything that the operator may set, a form for each matter. */
export function SettingsForms({ settings, limits, changed, actions }: SettingsProps) {
  return (
    <>
      <div className="money-grid">
        <Form title="Hold" changed={changed.holdDays} action={actions.hold} hint="How long collected money is held before a creator can ask for it. Tips that were collected before keep their date.">
          <TextField name="holdDays" label="Days" inputMode="numeric" defaultValue={settings.holdDays} className="max-w-32" required />
        </Form>
        <Form title="Appeals" changed={changed.appealDays} action={actions.appeals} hint="How long after a suspension a page’s owner may appeal. Who was told a date before keeps it.">
          <TextField name="appealDays" label="Days" inputMode="numeric" defaultValue={settings.appealDays} className="max-w-32" required />
        </Form>
        <Form title="Warnings of fraud" changed={changed.refundOnWarning} action={actions.warnings} hint="A card’s network may warn of a payment before its holder disputes it. A refund then costs nothing; the dispute to come costs a fee.">
          <TickField name="refundOnWarning" label="Send what was warned of back at once" defaultChecked={settings.refundOnWarning} />
        </Form>
        <Form title="Review of payouts" changed={changed.riskLevels} action={actions.risks} hint="From which part of a page’s gifts on refunds and disputes raise the score of a payout a little, and from which on it says to stop. In percent of gifts in 180 days.">
          <div className="grid gap-4 sm:grid-cols-2">
            <TextField name="refundWarn" label="Refunds: warn at, %" inputMode="decimal" defaultValue={settings.riskLevels.refundWarnBps / 100} required />
            <TextField name="refundStop" label="Refunds: stop at, %" inputMode="decimal" defaultValue={settings.riskLevels.refundStopBps / 100} required />
            <TextField name="disputeWarn" label="Disputes: warn at, %" inputMode="decimal" defaultValue={settings.riskLevels.disputeWarnBps / 100} required />
            <TextField name="disputeStop" label="Disputes: stop at, %" inputMode="decimal" defaultValue={settings.riskLevels.disputeStopBps / 100} required />
          </div>
        </Form>
      </div>
      <Form title="Smallest amounts" changed={changed.tipLimits} action={actions.limits} hint="The smallest direct tip, never under Stripe’s smallest charge; and the sum below which a charge of its own costs too much.">
        <CurrencyRows
          rows={limits}
          fields={[
            { name: 'least', label: 'Smallest tip', of: (row) => row.directMinimumMinor },
            { name: 'bill', label: 'Small bill', of: (row) => row.smallBillMinor },
          ]}
        />
      </Form>
      <Form title="Tabs" changed={changed.tabLimits} action={actions.tab} hint="What a new tab may owe between two bills, by how much that grows with each paid bill and up to where; and the least that a tip on a tab or a month of a pledge may be. Tabs that are there keep their limit and grow by these.">
        <CurrencyRows
          rows={limits}
          fields={[
            { name: 'first', label: 'A new tab', of: (row) => row.tabFirstMinor },
            { name: 'step', label: 'Grows by', of: (row) => row.tabStepMinor },
            { name: 'most', label: 'Up to', of: (row) => row.tabMostMinor },
            { name: 'tip', label: 'Smallest tip', of: (row) => row.tabTipMinimumMinor },
            { name: 'pledge', label: 'Smallest pledge', of: (row) => row.pledgeMinimumMinor },
          ]}
        />
      </Form>
      <Form title="Countries" changed={changed.allowedCountries} action={actions.countries} hint="A page of another country is shown and takes no money.">
        <TextAreaField name="allowedCountries" label="Two-letter codes, with spaces between" rows={4} defaultValue={settings.allowedCountries.join(' ')} required />
      </Form>
      <Form title="Contact" changed={changed.supportAddress} action={actions.contact} hint="Where people write to when something went wrong. It stands in mails about suspensions.">
        <TextField name="supportAddress" label="Support address" type="email" defaultValue={settings.supportAddress} />
        <TextField name="reviewNote" label="Note beside payouts that wait" defaultValue={settings.reviewNote} maxLength={500} />
      </Form>
      <Form title="Who runs this place" changed={changed.imprint} action={actions.imprint} hint="For /imprint and the shipped drafts. Empty lines are left out.">
        <TextField name="operatorName" label="Name" defaultValue={settings.imprint.operatorName} />
        <TextAreaField name="address" label="Address" rows={3} defaultValue={settings.imprint.address} />
        <TextField name="country" label="Country" defaultValue={settings.imprint.country} />
        <TextField name="email" label="E-mail" type="email" defaultValue={settings.imprint.email} />
        <TextField name="registerId" label="Register number" defaultValue={settings.imprint.registerId} />
        <TextField name="vatId" label="VAT number" defaultValue={settings.imprint.vatId} />
      </Form>
    </>
  );
}

function Form(props: { title: string; hint: string; changed: string | undefined; action: FormAction; children: ReactNode }) {
  return (
    <Section title={props.title} id={sectionId(props.title)} hint={props.hint}>
      <ActionForm action={props.action} label={props.title}>
        {props.children}
        <SubmitButton plain>Save</SubmitButton>
        {props.changed && <p className="hint">{props.changed}</p>}
      </ActionForm>
    </Section>
  );
}
