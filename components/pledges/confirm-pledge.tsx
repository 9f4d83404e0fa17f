import { SignSheet } from '@/components/auth/sign-sheet';
import { nameCard } from '@/components/tab/card-words';
import { ActionForm, SubmitButton } from '@/components/ui/action-form';
import type { FormAction } from '@/components/ui/form-state';
import { Notice } from '@/components/ui/notice';
import { Receipt, ReceiptLine, ReceiptTotal } from '@/components/ui/receipt';
import { formatMoney } from '@/lib/money/input';
import type { GuestLink } from '@/lib/pledges';
import { wordDay } from '@/lib/receipts/input';

type Props = { link: GuestLink; token: string; confirm: FormAction; refuse: FormAction; signInFirst: FormAction };

/** A guest's pledge as the owner of the typed mailbox sees it: whose, what, with which card; yes or no. */
export function ConfirmPledge(props: Props) {
  const { link, token } = props;
  const { pledge, creator, tier } = link.pledge;
  const until = link.confirmUntil.toISOString().slice(0, 10);
  return (
    <SignSheet
      title="Is this pledge yours?"
      lead={<>Somebody typed the address {link.maskedEmail} with this pledge. Say yes only if it was you.</>}
    >
      <div className="grid gap-5">
        <Receipt>
          <ReceiptLine label="To" sum={creator.name} />
          <ReceiptLine label="Tier" sum={tier.name} />
          {link.card && <ReceiptLine label="Card" sum={nameCard(link.card)} />}
          {pledge.paidUntil && <ReceiptLine label="On the tab until" sum={wordDay(pledge.paidUntil)} />}
          <ReceiptTotal label="Each month" sum={formatMoney(pledge.amountMinor, pledge.currency)} />
        </Receipt>
        <Yes {...props} />
        <details className="confirm" suppressHydrationWarning>
          <summary className="button button-plain w-full">No, it is not mine</summary>
          <div>
            <p>The pledge ends and the card is removed. Nothing more is charged.</p>
            <ActionForm action={props.refuse} label="Refuse the pledge" className="grid gap-2">
              <input type="hidden" name="token" value={token} />
              <SubmitButton danger>Refuse it</SubmitButton>
            </ActionForm>
          </div>
        </details>
        <p className="hint text-center">Without an answer it ends by itself on {wordDay(until)}.</p>
      </div>
    </SignSheet>
  );
}

function Yes({ link, token, confirm, signInFirst }: Props) {
  const { creator, pledge } = link.pledge;
  const sum = formatMoney(pledge.amountMinor, pledge.currency, { trim: true });
  if (link.viewer === 'owner' && link.obstacle === null) {
    return (
      <ActionForm action={confirm} label="Join the pledge to your account" className="sign-form">
        <input type="hidden" name="token" value={token} />
        <SubmitButton>{`Yes: pledge ${sum} a month, charged to my card`}</SubmitButton>
        <p className="hint">The pledge, its card and the agreement to be charged then stand in your account.</p>
      </ActionForm>
    );
  }
  if (link.viewer === 'owner') {
    const why = {
      already_pledged: `You pledge to ${creator.name} already, so this one cannot come on top. Change that pledge, and refuse this one.`,
      own_page: 'This is your own page: its perks are yours without a pledge. Please refuse it.',
      charging: 'This pledge is being charged right now. Please look again when that is done.',
    }[link.obstacle ?? 'charging'];
    return <Notice tone="wait" icon="alert">{why}</Notice>;
  }
  return (
    <ActionForm action={signInFirst} label="Sign in first" className="sign-form">
      <input type="hidden" name="token" value={token} />
      {link.viewer === 'other' && <Notice tone="wait" icon="alert">You are signed in with another address than {link.maskedEmail}.</Notice>}
      <SubmitButton>Yes, it is mine: sign in</SubmitButton>
      <p className="hint">A mail to {link.maskedEmail} signs you in, or makes your account, and brings you back here.</p>
    </ActionForm>
  );
}

/** The link was used, refused, or nobody came in time. */
export function ConfirmLinkOver() {
  return (
    <SignSheet title="This link has ended" lead="It was used, or refused, or seven days are over. If you said yes, your pledge is in your account.">
      <p className="mt-5 text-center">
        <a href="/account/pledges" className="button button-plain">Your pledges</a>
      </p>
    </SignSheet>
  );
}
