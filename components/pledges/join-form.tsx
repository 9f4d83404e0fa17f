'use client';

import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { nameCard } from '@/components/tab/card-words';
import { ActionForm, useForm } from '@/components/ui/action-form';
import { TextField, TickField } from '@/components/ui/fields';
import { dayIn } from '@/lib/dates';
import { formatMoney, parseAmount, plainAmount, type Currency } from '@/lib/money/input';
import { planJoin, planMark, type JoinPlan } from '@/lib/pledges/input';
import type { JoinPageProps } from './join-page';
import { JoinReceipt } from './join-receipt';

/**
 * The form that pledges. Drawn on the server with the amounts of the price; with script they follow
 * what is typed and a guest's own calendar. What it showed is sent along, so nobody ever confirms
 * other amounts than they saw.
 */
export function JoinForm(props: JoinPageProps) {
  const { tier, view, isGuest } = props;
  const [typed, setTyped] = useState(plainAmount(props.amountMinor, tier.currency));
  const timeZone = useTimeZone(view.timeZone);
  const first = useRef<HTMLInputElement>(null);

  // A browser fills fields from before a reload, and fans type before the script arrives.
  useEffect(() => {
    const amount = first.current?.form?.elements.namedItem('amount');
    if (amount instanceof HTMLInputElement) setTyped(amount.value);
  }, []);

  const amountMinor = readAmount(typed, tier.currency, tier.priceMinor);
  const plan = planJoin({
    today: dayIn(timeZone ?? 'UTC', new Date(props.now)),
    billingDay: view.billingDay,
    amountMinor: amountMinor ?? tier.priceMinor,
    firstMonthInFull: tier.firstMonthInFull,
    minimumMinor: view.minimumMinor,
  });
  return (
    <ActionForm
      action={props.action}
      label={`Pledge to ${props.creator.name}`}
      keeps
      onInput={(form) => setTyped(String(new FormData(form).get('amount') ?? ''))}
    >
      <input ref={first} type="hidden" name="key" value={props.formKey} />
      <input type="hidden" name="tierId" value={tier.id} />
      <input type="hidden" name="timeZone" value={timeZone ?? ''} />
      <input type="hidden" name="seen" value={planMark(plan)} />
      <TextField
        name="amount"
        label={`You give a month, in ${tier.currency}`}
        hint={`${formatMoney(tier.priceMinor, tier.currency, { trim: true })} or more.`}
        inputMode="decimal"
        autoComplete="off"
        className="figures"
        maxLength={20}
        defaultValue={plainAmount(props.amountMinor, tier.currency)}
      />
      {isGuest && (
        <TextField
          name="email"
          type="email"
          label="Your e-mail address"
          hint="A mail asks you whether this pledge is yours. You need no account before."
          autoComplete="email"
          inputMode="email"
          maxLength={254}
        />
      )}
      <JoinReceipt plan={plan} currency={tier.currency} view={view} clock={{ timeZone: timeZone ?? 'UTC', now: new Date(props.now) }} />
      {view.consent !== null && <Consent text={view.consent} />}
      <Confirm plan={plan} currency={tier.currency} isTyped={amountMinor !== null} />
      <p className="hint text-center">{where(props)}</p>
    </ActionForm>
  );
}

function Consent({ text }: { text: string }) {
  return (
    <div className="join-consent">
      <TickField name="agree" label="I agree that my card is charged like this:" />
      <p className="hint">{text}</p>
    </div>
  );
}

/** The last button says what one owes by pressing it. */
function Confirm({ plan, currency, isTyped }: { plan: JoinPlan; currency: Currency; isTyped: boolean }) {
  const { pending } = useForm();
  const sum = formatMoney(plan.monthly.amountMinor, currency, { trim: true });
  return (
    <button type="submit" className="button w-full text-[1.0625rem]" aria-disabled={pending} onClick={(event) => pending && event.preventDefault()}>
      {pending ? 'One moment…' : isTyped ? `Pledge ${sum} a month, charged to your card` : 'Pledge, charged to your card'}
    </button>
  );
}

function where({ view, isGuest }: JoinPageProps): string {
  const change = 'You can change, pause or cancel at any time.';
  if (view.card) return `Charged to your card, ${nameCard(view.card)}. ${change}`;
  const page = 'Next you save your card on Stripe’s page; nothing is charged there.';
  return isGuest ? `${page} Then a mail asks you to confirm.` : `${page} ${change}`;
}

/** Where somebody's days are: as their account says, else as the browser does, once its script runs. */
function useTimeZone(known: string | null): string | null {
  const said = useSyncExternalStore(stays, () => Intl.DateTimeFormat().resolvedOptions().timeZone || null, () => null);
  return known ?? said;
}

/** Where a browser is does not change while a page is open. */
function stays(): () => void {
  return () => undefined;
}

/** Half-typed amounts are the rule here, not an exception worth showing. */
function readAmount(text: string, currency: Currency, leastMinor: number): number | null {
  try {
    const amountMinor = parseAmount(text, currency);
    return amountMinor < leastMinor ? null : amountMinor;
  } catch {
    return null;
  }
}
