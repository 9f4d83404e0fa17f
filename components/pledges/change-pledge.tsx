import { ActionForm, SubmitButton } from '@/components/ui/action-form';
import type { FormAction } from '@/components/ui/form-state';
import { Receipt, ReceiptLine, ReceiptTotal } from '@/components/ui/receipt';
import { RoomHead, Section } from '@/components/ui/room-shell';
import { formatMoney, plainAmount, type Currency } from '@/lib/money/input';
import type { PossibleChange, PossibleChanges } from '@/lib/pledges';
import type { ChangePlan } from '@/lib/pledges/input';
import { wordDay, wordDays } from '@/lib/receipts/input';

type Props = PossibleChanges & { action: FormAction };

/** What a pledge can become. Each shows its amounts and dates first; its button does it. */
export function ChangePledge({ listed, tiers, typed, action }: Props) {
  const { pledge, creator, tier } = listed;
  const isOwn = (change: PossibleChange) => change.tierId === pledge.tierId;
  return (
    <>
      <RoomHead
        title={`Change your pledge to ${creator.name}`}
        sentence={
          <>
            Now: {tier.name}, {formatMoney(pledge.amountMinor, pledge.currency)} a month
            {pledge.paidUntil && <>, paid for until {wordDay(pledge.paidUntil)}</>}. <a href="/account/pledges" className="text-link">Back to your pledges</a>
          </>
        }
      />
      {tiers.map((change) => (
        <Section
          key={`${change.tierId} ${change.amountMinor}`}
          title={isOwn(change) ? `Stay with ${change.tierName}` : change.tierName}
          hint={change.description || undefined}
        >
          <Choice change={change} pledgeId={pledge.id} currency={pledge.currency} action={action} from={pledge.amountMinor} />
        </Section>
      ))}
      <Section title={`Another amount for ${tier.name}`} hint={`It costs ${formatMoney(tier.priceMinor, pledge.currency, { trim: true })} a month; you may give more.`}>
        <form method="get" className="change-typed">
          <label htmlFor="amount" className="label">A month, in {pledge.currency}</label>
          <div>
            <input
              id="amount"
              name="amount"
              className="field figures"
              inputMode="decimal"
              autoComplete="off"
              maxLength={20}
              defaultValue={typed?.text ?? plainAmount(pledge.nextAmountMinor ?? pledge.amountMinor, pledge.currency)}
              aria-describedby={typed?.refusal ? 'amount-refusal' : undefined}
              aria-invalid={typed?.refusal ? true : undefined}
            />
            <button type="submit" className="button button-plain">Show what it means</button>
          </div>
          {typed?.refusal && (
            <p id="amount-refusal" role="alert" className="refusal">{typed.refusal}</p>
          )}
        </form>
        {typed?.change && <Choice change={typed.change} pledgeId={pledge.id} currency={pledge.currency} action={action} from={pledge.amountMinor} />}
      </Section>
    </>
  );
}

function Choice(props: { change: PossibleChange; pledgeId: string; currency: Currency; action: FormAction; from: number }) {
  const { change, currency } = props;
  if (change.isNow) return <p className="hint">That is what you have.</p>;
  if (!change.plan) return <p className="hint">{change.refusal}</p>;
  return (
    <div className="grid grid-cols-1 gap-4">
      <PlanReceipt plan={change.plan} isCharged={change.isCharged} currency={currency} from={props.from} />
      <ActionForm action={props.action} label={`Change to ${change.tierName}`} className="grid grid-cols-1 gap-3">
        <input type="hidden" name="pledgeId" value={props.pledgeId} />
        <input type="hidden" name="tierId" value={change.tierId} />
        <input type="hidden" name="amountMinor" value={change.amountMinor} />
        <input type="hidden" name="seen" value={change.seen} />
        <SubmitButton>{`Change to ${formatMoney(change.amountMinor, currency, { trim: true })} a month, charged to your card`}</SubmitButton>
      </ActionForm>
    </div>
  );
}

function PlanReceipt({ plan, currency, from, isCharged }: { plan: ChangePlan; currency: Currency; from: number; isCharged: boolean }) {
  const sum = (minor: number) => formatMoney(minor, currency);
  return (
    <>
      <Receipt>
        {plan.kind === 'less' && <ReceiptLine label={`Until ${wordDay(plan.fromOn)}, as it is paid`} sum={sum(from)} />}
        {plan.kind === 'more' && <ReceiptLine label={todayLabel(plan)} sum={sum(plan.todayMinor)} />}
        <ReceiptTotal label={`Each month, from ${wordDay(plan.fromOn)}`} sum={sum(plan.amountMinor)} />
      </Receipt>
      <p className="hint">{isCharged ? CHARGED : KINDS[plan.kind]}</p>
    </>
  );
}

const CHARGED = 'This passes what your tab takes between two bills, so the tab is charged at once; the change holds when that is done, and it cannot be undone.';

const KINDS: Record<ChangePlan['kind'], string> = {
  more: 'It opens at once; the difference goes on your tab.',
  less: 'What you have paid for stays open until then.',
  same: 'It opens at once, and the amount stays as it is.',
};

function todayLabel({ line }: ChangePlan): string {
  if (!line) return 'Today';
  const days = wordDays(line.fromOn, line.untilOn);
  return line.kind === 'pledge_raise' ? `Today, the difference for ${days}` : `Today, for ${days}`;
}
