import { HandleField } from '@/components/creators/handle-field';
import { ActionForm, SubmitButton } from '@/components/ui/action-form';
import { Confirm } from '@/components/ui/confirm';
import { SelectField, TextField } from '@/components/ui/fields';
import type { FormAction } from '@/components/ui/form-state';
import { Section } from '@/components/ui/room-shell';
import { GOAL_TITLE_MAX_CHARACTERS } from '@/lib/creators/input';
import { formatMoney, type Currency } from '@/lib/money/input';
import { amountText } from './page-draft';

type Goal = { title: string; targetMinor: number } | null;

/** What a creator collects for: start it, change it, end it. */
export function GoalMatter(props: { save: FormAction; end: FormAction; goal: Goal; receivedMinor: number; currency: Currency }) {
  const { goal, currency } = props;
  const sum = (amountMinor: number) => formatMoney(amountMinor, currency, { trim: true });
  return (
    <Section
      title="Goal"
      hint={goal ? `${sum(props.receivedMinor)} of ${sum(goal.targetMinor)} so far.` : 'A bar on your page that grows with every tip from now on.'}
    >
      <div className="grid grid-cols-1 gap-5">
        <ActionForm action={props.save} label="Goal" keeps>
          <TextField key={goal ? 'title' : 'no title'} name="goalTitle" label="What for" defaultValue={goal?.title} maxLength={GOAL_TITLE_MAX_CHARACTERS + 100} autoComplete="off" />
          <TextField
            key={goal ? 'target' : 'no target'}
            name="goalTarget"
            label={`How much, in ${currency}`}
            inputMode="decimal"
            autoComplete="off"
            className="figures"
            maxLength={20}
            defaultValue={amountText(goal?.targetMinor, currency)}
          />
          <SubmitButton plain>{goal ? 'Change the goal' : 'Start the goal'}</SubmitButton>
        </ActionForm>
        {goal && (
          <Confirm label="End the goal" sentence="The bar leaves your page. What was given is yours as before; a new goal starts at zero.">
            <ActionForm action={props.end} label="End the goal" className="grid grid-cols-1 gap-3">
              <SubmitButton danger>End it</SubmitButton>
            </ActionForm>
          </Confirm>
        )}
      </div>
    </Section>
  );
}

/** Where the page stands. The old address goes on leading there, so nothing is lost by moving. */
export function HandleMatter(props: { save: FormAction; site: string; handle: string; earlier: string[] }) {
  return (
    <Section title="Address" hint="Links to an old address go on working for ever, and nobody else can take it.">
      <ActionForm action={props.save} label="Address" keeps>
        <HandleField key={props.handle} site={props.site} current={props.handle} />
        {props.earlier.length > 0 && <p className="hint">Also leading here: {props.earlier.map((handle) => `/${handle}`).join(', ')}</p>}
        <SubmitButton plain>Move the page</SubmitButton>
      </ActionForm>
    </Section>
  );
}

/** The currency of tips; it can change only while no money in it is on its way. */
export function CurrencyMatter(props: { save: FormAction; currency: Currency; currencies: { value: string; label: string }[] }) {
  return (
    <Section title="Currency" hint="It can change as long as no tip has reached you in it. The amounts you offer then begin anew.">
      <ActionForm action={props.save} label="Currency" keeps>
        <SelectField key={props.currency} name="currency" label="You receive" options={props.currencies} defaultValue={props.currency} />
        <SubmitButton plain>Change the currency</SubmitButton>
      </ActionForm>
    </Section>
  );
}

/** Closing the page and opening it again. */
export function PublishMatter(props: { save: FormAction; status: 'active' | 'suspended' | 'unpublished' }) {
  if (props.status === 'suspended') return null;
  if (props.status === 'unpublished') {
    return (
      <Section title="Your page is closed" hint="It answers like a page that never was. Everything on it is kept.">
        <ActionForm action={props.save} label="Open the page again">
          <input type="hidden" name="to" value="active" />
          <SubmitButton>Open it again</SubmitButton>
        </ActionForm>
      </Section>
    );
  }
  return (
    <Section title="Close the page" tone="bad" hint="For a while or for good; your money and your receipts stay.">
      <Confirm label="Close the page" sentence="Nobody can see it or tip you until you open it again. What was tipped stays yours.">
        <ActionForm action={props.save} label="Close the page" className="grid grid-cols-1 gap-3">
          <input type="hidden" name="to" value="unpublished" />
          <SubmitButton danger>Close it now</SubmitButton>
        </ActionForm>
      </Confirm>
    </Section>
  );
}
