'use client';

import { startTransition, useEffect, useRef, useState, type FormEvent } from 'react';
import type { FormAction } from '@/components/ui/form-state';
import { useAct } from '@/components/ui/use-act';
import { ChallengeProgress, useChallenge } from '@/components/ui/use-challenge';
import { formatMoney, plainAmount } from '@/lib/money/input';
import type { TipField, TipTyped, TipWay } from '@/lib/tips/input';
import { priceOnTab, priceTyped, tabShare, usualWay, type PricedTip, type TipTerms } from './price-typed';
import { AmountField, MessageField, NameAndVisibility, PlatformTip, Refused, type Giver } from './tip-fields';
import { TipReceipt } from './tip-receipt';
import { passesLimit, TipWayField, type TabGiver } from './tip-way';

export type TipFormProps = {
  action: FormAction;
  creator: { id: string; name: string };
  terms: TipTerms;
  /** The methods that the operator's account offers, as words: "card, SEPA debit or PayPal". */
  payWith: string;
  /** Only on a page that was drawn for one person, never on one that is answered from memory. */
  giver?: Giver | null;
};

/**
 * The tip form. Without JavaScript it is a plain form, drawn with the numbers of the preset that is
 * chosen first; with it, the receipt follows every key. One client component rather than a server
 * form with leaves inside: as children it would be serialised a second time into every page, and
 * that costs more than its script.
 */
export function TipForm({ action, creator, terms, payWith, giver = null }: TipFormProps) {
  const [state, dispatch, pending] = useAct(action);
  const [typed, setTyped] = useState<TipTyped>(() => (state.refusal ? state.typed : firstTyped(terms)));
  const form = useRef<HTMLFormElement>(null);
  const submit = useSubmitOnce(dispatch, pending);
  const challenge = useChallenge(state, form);
  const tab = giver?.tab ?? null;
  const { way, pick, parts, priced } = useWay(typed, terms, tab, state.typed.way);

  // A browser fills fields from before a reload, and fans type before the script arrives.
  useEffect(() => {
    if (form.current) setTyped(readTyped(form.current));
  }, []);

  useEffect(() => {
    if (state.refusal) form.current?.querySelector<HTMLElement>('[data-refused]')?.focus();
  }, [state]);

  return (
    <form
      ref={form}
      action={dispatch}
      onSubmit={submit}
      onInput={(event) => setTyped(readTyped(event.currentTarget))}
      aria-label={`Tip ${creator.name}`}
      className="grid gap-4"
      noValidate
    >
      <input type="hidden" name="creatorId" value={creator.id} />
      {state.refusal && !isBesideField(state.refusal.field) && (
        <Refused id="tip-refusal" sentence={state.refusal.sentence} focused />
      )}
      <ChallengeProgress done={challenge} />
      <AmountField terms={tab && !tab.obstacle ? withTab(terms, tab) : terms} typed={typed} state={state} />
      <MessageField typed={typed} state={state} />
      <NameAndVisibility creatorName={creator.name} giver={giver} state={state} />
      {tab && (
        <TipWayField
          way={way}
          pick={pick}
          tab={tab}
          currency={terms.currency}
          amountMinor={priced?.amountMinor ?? null}
          parts={{ tab: partOf(parts.tab, terms), card: partOf(parts.card, terms) }}
          cardMinimumMinor={terms.minimumMinor}
          refused={state.refusal?.field === 'agree' ? state.refusal.sentence : null}
        />
      )}
      <PlatformTip terms={terms} state={state} />
      <div aria-live="polite">
        <TipReceipt
          estimate={priced?.estimate ?? null}
          currency={terms.currency}
          creatorName={creator.name}
        />
        {priced?.feeShare && way === 'card' && (
          <p className="hint mt-2">
            {priced.feeShare} of {priced.tip} goes to the card fee. On a tab, charged once a month with all else, about {tabShare(terms)}.{' '}
            {!tab && (
              <a href="/account/tab" className="text-link">
                Open a tab
              </a>
            )}
          </p>
        )}
      </div>
      <button type="submit" className="button w-full text-[1.0625rem]" aria-disabled={pending || challenge !== null}>
        {pending || challenge !== null ? 'One moment…' : way === 'tab' && tab ? onTabWords(priced, terms, tab) : `Tip ${priced?.tip ?? ''}`}
      </button>
      <p className="hint text-center">
        {way === 'tab' ? 'It stands on your tab, and its receipt comes with your bill. You ' : <PayWords signedIn={giver !== null} payWith={payWith} />}
        agree to our{' '}
        <a href="/terms" className="text-link">
          terms
        </a>
        .
      </p>
    </form>
  );
}

function PayWords({ signedIn, payWith }: { signedIn: boolean; payWith: string }) {
  return (
    <>
      {signedIn ? 'The receipt lands in your account.' : 'No account needed.'} You pay on Stripe’s page
      {payWith && ` by ${payWith}`}, and{' '}
    </>
  );
}

/** The button says what it does: with the sum, where the whole tab is charged at once. */
function onTabWords(priced: PricedTip | null, { currency }: TipTerms, tab: TabGiver): string {
  if (!priced) return 'Tip';
  if (!passesLimit(tab, priced.amountMinor)) return `Put ${priced.tip} on your tab`;
  return `Tip ${priced.tip}, charge ${formatMoney(tab.owedMinor + priced.amountMinor, currency, { trim: true })} now`;
}

/** On the tab or by card: as is usual for the amount, until its fan picks one. */
function useWay(typed: TipTyped, terms: TipTerms, tab: TabGiver | null, sent: string | undefined) {
  const [picked, pick] = useState<TipWay | null>(sent === 'tab' || sent === 'card' ? sent : null);
  const canTab = tab !== null && tab.obstacle === null;
  const way: TipWay = canTab ? (picked ?? usualWay(typed, terms)) : 'card';
  const parts = { card: priceTyped(typed, terms), tab: canTab ? priceOnTab(typed, terms, tab) : null };
  return { way, pick, parts, priced: parts[way] };
}

/** Somebody with a tab may give less, and is offered it. */
function withTab(terms: TipTerms, { minimumMinor }: TabGiver): TipTerms {
  const smallMinor = Math.ceil(terms.minimumMinor / 2);
  const fits = smallMinor >= minimumMinor && smallMinor < Math.min(...terms.presetsMinor);
  return { ...terms, minimumMinor, presetsMinor: fits ? [smallMinor, ...terms.presetsMinor] : terms.presetsMinor };
}

function partOf(priced: PricedTip | null, { currency }: TipTerms) {
  if (!priced) return null;
  const { processorFeeMinor, creatorReceivesMinor } = priced.estimate;
  return { fee: formatMoney(processorFeeMinor, currency), receives: formatMoney(creatorReceivesMinor, currency) };
}

/**
 * Sends the form at most once at a time, under a key that belongs to its content: sent again
 * unchanged it is the same tip, changed it is another one. The key is made here and not in the
 * page, because the page is the same for everybody. Nothing is cleared after a refusal.
 */
function useSubmitOnce(dispatch: (form: FormData) => void, pending: boolean) {
  const sent = useRef({ content: '', key: '' });

  // Back from the payment page, a browser shows the old page as it was: a new wish, a new key.
  useEffect(() => {
    const forget = (event: PageTransitionEvent) => {
      if (event.persisted) sent.current = { content: '', key: '' };
    };
    addEventListener('pageshow', forget);
    return () => removeEventListener('pageshow', forget);
  }, []);

  return (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (pending) return;
    const data = new FormData(event.currentTarget);
    const content = JSON.stringify([...data]);
    if (content !== sent.current.content) sent.current = { content, key: crypto.randomUUID() };
    data.set('key', sent.current.key);
    startTransition(() => dispatch(data));
  };
}

const fields: readonly TipField[] = ['amount', 'message', 'name', 'platformTip', 'agree'];

function isBesideField(field: string | null): boolean {
  return fields.some((known) => known === field);
}

function firstTyped(terms: TipTerms): TipTyped {
  const { presetsMinor, currency } = terms;
  const middle = presetsMinor[Math.floor((presetsMinor.length - 1) / 2)];
  return { amount: middle === undefined ? 'other' : plainAmount(middle, currency) };
}

function readTyped(form: HTMLFormElement): TipTyped {
  const typed: Record<string, string> = {};
  for (const [name, value] of new FormData(form)) {
    if (typeof value === 'string') typed[name] = value;
  }
  return typed;
}
