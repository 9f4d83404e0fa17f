import { ActionForm, SubmitButton } from '@/components/ui/action-form';
import type { FormAction } from '@/components/ui/form-state';
import { Notice } from '@/components/ui/notice';
import { Receipt, ReceiptLine, ReceiptTotal } from '@/components/ui/receipt';
import { Section } from '@/components/ui/room-shell';
import { formatMoney, type Currency } from '@/lib/money/input';

/** What would be paid now, with its moments in words. */
export type PayoutNowView = {
  currency: Currency;
  availableMinor: number;
  debtMinor: number;
  keptMinor: number;
  amountMinor: number;
  costMinor: number;
  minimumMinor: number;
  reservePercent: number;
  newUntil: string | null;
  obstacle: 'no_account' | 'onboarding' | 'restricted' | null;
  restsUntil: string | null;
  isFrozen: boolean;
  open: { id: string; sum: string } | null;
  nextOn: string | null;
  operatorName: string;
  reviewNote: string;
};

/** What can be paid out, what becomes of it on the way, and the button that asks for it. */
export function PayoutNow({ view, action }: { view: PayoutNowView; action: FormAction }) {
  const money = (minor: number) => formatMoney(minor, view.currency);
  const repaidMinor = Math.min(view.debtMinor, view.availableMinor);
  return (
    <Section title="Available now" hint={view.nextOn ? `The next payout is asked for by itself on ${view.nextOn}.` : 'Nothing is asked for by itself; you say when.'}>
      <Receipt>
        <ReceiptLine label="Available" sum={money(view.availableMinor)} />
        {repaidMinor > 0 && <ReceiptLine label="You owe for refunds; repaid first" sum={money(0 - repaidMinor)} />}
        {view.keptMinor > 0 && <ReceiptLine label={view.newUntil ? 'Stays, while your page is new' : 'Stays, because it is being given back or disputed'} sum={money(0 - view.keptMinor)} />}
        <ReceiptTotal label="You would get" sum={money(view.amountMinor)} />
      </Receipt>
      {view.newUntil && !view.isFrozen && (
        <p className="hint">
          Until {view.newUntil} at least {view.reservePercent} % stays here, in whole gifts: a new page’s gifts are disputed more often. After that day all of it can leave.
        </p>
      )}
      {view.debtMinor > repaidMinor && (
        <Notice tone="bad" icon="alert">
          You owe {money(view.debtMinor - repaidMinor)}{repaidMinor > 0 ? ' more' : ''}, because refunds and disputes took more than was here. What becomes available next repays it first.
        </Notice>
      )}
      {view.amountMinor > 0 && (
        <p>
          Sending it costs {money(view.costMinor)} at the payment processor. {view.operatorName} bears that: you get the whole sum.
        </p>
      )}
      <Obstacle view={view} />
      {mayAsk(view) && (
        // Nothing is lost by asking: it can be cancelled until it is sent.
        <details className="confirm confirm-plain" suppressHydrationWarning>
          <summary className="button">Ask for {money(view.amountMinor)}…</summary>
          <div>
            <p>Reserve {money(view.amountMinor)} and send it to your payout account once somebody has looked at it? You can cancel it until it is sent.</p>
            <ActionForm action={action} label="Ask for a payout">
              <input type="hidden" name="shown" value={view.amountMinor} />
              <SubmitButton>Yes, ask for {money(view.amountMinor)}</SubmitButton>
            </ActionForm>
          </div>
        </details>
      )}
      <p className="hint">A person looks at every payout before it leaves, usually within two days. {view.reviewNote}</p>
    </Section>
  );
}

function mayAsk(view: PayoutNowView): boolean {
  return !view.isFrozen && view.obstacle === null && view.open === null && view.amountMinor >= view.minimumMinor;
}

/** What stands in the way, and how it is mended. */
function Obstacle({ view }: { view: PayoutNowView }) {
  const money = (minor: number) => formatMoney(minor, view.currency);
  if (view.isFrozen) return <Notice tone="bad" icon="alert">Your page is suspended, so its money stands still until an admin has decided: released to you, or given back to those who gave it.</Notice>;
  if (view.obstacle) {
    return (
      <>
        <Notice tone="wait" icon="alert">{OBSTACLES[view.obstacle]}</Notice>
        <p>
          <a href="/dashboard/payout-account" className="button">
            {view.obstacle === 'no_account' ? 'Connect a payout account' : 'See your payout account'}
          </a>
        </p>
      </>
    );
  }
  if (view.open) {
    return (
      <Notice tone="wait" icon="clock">
        A payout of {view.open.sum} is under way. <a href={`/dashboard/payouts/${view.open.id}`} className="underline">See how it stands</a>. What comes in meanwhile can be asked for after it.
      </Notice>
    );
  }
  if (view.amountMinor < view.minimumMinor) {
    return <Notice tone="wait" icon="clock">Payouts begin at {money(view.minimumMinor)}. Until then it stays yours and adds up.</Notice>;
  }
  if (!view.restsUntil) return null;
  return (
    <Notice tone="wait" icon="clock">
      Your payout account or sign-in address changed lately. You may ask now; it is approved after {view.restsUntil} at the earliest.
    </Notice>
  );
}

const OBSTACLES = {
  no_account: 'To be paid, connect a payout account first.',
  onboarding: 'Your payout account is not ready yet.',
  restricted: 'Your payout account takes no money at the moment.',
} as const;
