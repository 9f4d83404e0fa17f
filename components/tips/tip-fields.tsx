import { formatMoney, plainAmount } from '@/lib/money/input';
import type { FormState } from '@/components/ui/form-state';
import { MESSAGE_MAX_CHARACTERS, type TipField, type TipTyped } from '@/lib/tips/input';
import type { TipTerms } from './price-typed';
import type { TabGiver } from './tip-way';

type FieldProps = { state: FormState };

/** Why not, beside the field it is about; the field points to it by `aria-describedby`. */
export function Refused(props: { id: string; sentence: string; focused?: boolean }) {
  return (
    <p
      id={props.id}
      role="alert"
      className="refusal"
      tabIndex={props.focused ? -1 : undefined}
      data-refused={props.focused ? '' : undefined}
    >
      {props.sentence}
    </p>
  );
}

/** Presets as radios and an amount of one's own; the page shows the latter only when asked for. */
export function AmountField(props: FieldProps & { terms: Pick<TipTerms, 'presetsMinor' | 'minimumMinor' | 'currency'>; typed: TipTyped }) {
  const { presetsMinor, minimumMinor, currency } = props.terms;
  const chosen = props.typed.amount;
  const refused = refusalOf(props.state, 'amount');
  const choices = [
    ...presetsMinor.map((amountMinor) => ({
      value: plainAmount(amountMinor, currency),
      label: formatMoney(amountMinor, currency, { trim: true }),
    })),
    { value: 'other', label: 'Other' },
  ];
  return (
    <fieldset>
      <legend className="sr-only">Amount</legend>
      <div className="grid auto-cols-fr grid-flow-col gap-2">
        {choices.map(({ value, label }) => (
          <label key={value} className="choice">
            <input type="radio" name="amount" value={value} defaultChecked={value === chosen} />
            <span>{label}</span>
          </label>
        ))}
      </div>
      <div className="when-other mt-3">
        <label htmlFor="tip-other" className="label">
          Your amount in {currency}
        </label>
        <input
          id="tip-other"
          name="amountOther"
          className="field figures"
          inputMode="decimal"
          autoComplete="off"
          defaultValue={props.state.typed.amountOther}
          aria-describedby={refused ? 'tip-amount-refusal' : 'tip-other-hint'}
          {...refusedProps(refused && chosen === 'other')}
        />
        <p id="tip-other-hint" className="hint mt-1">
          At least {formatMoney(minimumMinor, currency, { trim: true })}.
        </p>
      </div>
      {refused && <Refused id="tip-amount-refusal" sentence={refused} focused={chosen !== 'other'} />}
    </fieldset>
  );
}

export function MessageField(props: FieldProps & { typed: TipTyped }) {
  const refused = refusalOf(props.state, 'message');
  const used = [...(props.typed.message ?? '').trim()].length;
  return (
    <div>
      <label htmlFor="tip-message" className="sr-only">
        Message
      </label>
      <textarea
        id="tip-message"
        name="message"
        rows={2}
        className="field block min-h-18 [field-sizing:content]"
        placeholder="Say something kind (optional)"
        defaultValue={props.state.typed.message}
        aria-describedby={refused ? 'tip-message-refusal' : 'tip-message-hint'}
        {...refusedProps(refused)}
      />
      <p id="tip-message-hint" className={used === 0 ? 'sr-only' : 'hint figures mt-1 text-right'}>
        {used === 0 ? `Up to ${MESSAGE_MAX_CHARACTERS} characters` : `${used} of ${MESSAGE_MAX_CHARACTERS}`}
      </p>
      {refused && <Refused id="tip-message-refusal" sentence={refused} />}
    </div>
  );
}

/** How somebody who is signed in likes to be seen, unless they choose otherwise. */
export type Giver = { name: string | null; visibility: string; tab?: TabGiver | null };

/** Who sees what is written before paying; the line belongs to what is chosen. */
export function NameAndVisibility(props: FieldProps & { creatorName: string; giver: Giver | null }) {
  const { giver } = props;
  const refused = refusalOf(props.state, 'name');
  const chosen = props.state.typed.visibility ?? giver?.visibility ?? 'creator_only';
  const choices = [
    { value: 'public', label: 'Everyone' },
    { value: 'creator_only', label: 'Creator only' },
    { value: 'anonymous', label: 'Anonymous' },
  ];
  return (
    <fieldset>
      <legend className="label">Who sees it?</legend>
      <div className="segmented">
        {choices.map(({ value, label }) => (
          <label key={value} className="choice">
            <input type="radio" name="visibility" value={value} defaultChecked={value === chosen} />
            <span>{label}</span>
          </label>
        ))}
      </div>
      <p className="hint when-public mt-2">Name, message and amount stand on this page.</p>
      <p className="hint when-creator-only mt-2">
        {props.creatorName} sees name, message and amount. The page shows none of it.
      </p>
      <p className="hint when-anonymous mt-2">
        {props.creatorName} sees the amount and the message, and never who you are.
      </p>
      <div className="unless-anonymous mt-3">
        <label htmlFor="tip-name" className="sr-only">
          Your name
        </label>
        <input
          id="tip-name"
          name="name"
          className="field"
          placeholder="Your name (optional)"
          autoComplete="nickname"
          defaultValue={props.state.typed.name ?? giver?.name ?? undefined}
          aria-describedby={refused ? 'tip-name-refusal' : undefined}
          {...refusedProps(refused)}
        />
        {refused && <Refused id="tip-name-refusal" sentence={refused} />}
      </div>
    </fieldset>
  );
}

/** What a fan may add: the fees, and something for us. Neither is ever chosen beforehand. */
export function PlatformTip(props: FieldProps & { terms: TipTerms }) {
  const refused = refusalOf(props.state, 'platformTip');
  const typed = props.state.typed;
  return (
    <div className="platform-tip unless-tab">
      <label className="tick">
        <input type="checkbox" name="coverFees" defaultChecked={typed?.coverFees === 'on'} />
        <span>Cover the fees, so that all of it arrives</span>
      </label>
      {/* Opened before the page's script has come, it is open and was not drawn so: that is no fault. */}
      <details className="more" open={Boolean(typed?.platformTip || refused)} suppressHydrationWarning>
        <summary>Add something for Tuppence</summary>
        <label htmlFor="tip-platform" className="hint mt-2 mb-1.5 block">
          Nothing is added unless you type it. In {props.terms.currency}.
        </label>
        <input
          id="tip-platform"
          name="platformTip"
          className="field figures"
          inputMode="decimal"
          autoComplete="off"
          defaultValue={typed?.platformTip}
          aria-describedby={refused ? 'tip-platform-refusal' : undefined}
          {...refusedProps(refused)}
        />
        {refused && <Refused id="tip-platform-refusal" sentence={refused} />}
      </details>
    </div>
  );
}

function refusalOf(state: FormState, field: TipField): string | null {
  return state.refusal?.field === field ? state.refusal.sentence : null;
}

/** Marks a refused field; without JavaScript the browser itself focuses it, by `autofocus`. */
function refusedProps(refused: unknown) {
  return refused ? { 'aria-invalid': true, autoFocus: true, 'data-refused': '' } : {};
}
