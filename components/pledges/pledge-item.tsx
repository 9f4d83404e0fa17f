import { ActionForm, SubmitButton } from '@/components/ui/action-form';
import type { FormAction } from '@/components/ui/form-state';
import { formatMoney } from '@/lib/money/input';
import type { ListedPledge } from '@/lib/pledges';
import { wordDay, wordDays } from '@/lib/receipts/input';
import type { PledgeActions } from './pledges';

/** One pledge: to whom, what it costs, when next, and what can be done with it in two presses. */
export function PledgeItem({ listed, actions }: { listed: ListedPledge; actions: PledgeActions }) {
  const { pledge, creator, tier } = listed;
  return (
    <article className="sheet-card pledge-item" aria-label={creator.name}>
      <div className="pledge-head">
        <img {...creator.avatar} alt="" width={48} height={48} />
        <div>
          <h2>
            <a href={`/${creator.handle}`}>{creator.name}</a>
          </h2>
          <p className="hint">{tier.name}</p>
        </div>
        <p className="tier-price">
          <b>{formatMoney(pledge.amountMinor, pledge.currency)}</b> a month
        </p>
      </div>
      <p className="pledge-state" data-state={pledge.status}>{stateOf(listed)}</p>
      <Acts listed={listed} actions={actions} />
    </article>
  );
}

function stateOf({ pledge, nextBillOn, nextTierName, inGrace, creator }: ListedPledge): string {
  const until = pledge.paidUntil ? wordDay(pledge.paidUntil) : '';
  switch (pledge.status) {
    case 'asked': return 'Waits for your card.';
    case 'waiting': return 'Your tab is being charged; it begins when that is done.';
    case 'paused': return `Paused${pledge.pausedWithTab ? ' with your tab' : ''}. ${openUntil(pledge.paidUntil)}`;
    case 'leaving': return `Cancelled. Open to you until ${until}.`;
    case 'ended': return 'Ended.';
    case 'active': break;
  }
  const later = pledge.nextAmountMinor === null ? '' : ` From ${until} on: ${nextTierName ?? ''}, ${formatMoney(pledge.nextAmountMinor, pledge.currency)} a month.`;
  if (inGrace) return `Its bill could not be charged yet; it stays open to you meanwhile.${later}`;
  if (!creator.isOpen) return `The page is closed at the moment, so nothing is charged. Paid until ${until}.${later}`;
  if (nextBillOn !== null && nextBillOn === pledge.paidUntil) return `Paid until ${until}, the day of the next bill.${later}`;
  return `${nextBillOn ? `Next bill on ${wordDay(nextBillOn)}; paid` : 'Paid'} until ${until}.${later}`;
}

function openUntil(paidUntil: string | null): string {
  return paidUntil ? `Open to you until ${wordDay(paidUntil)}, and nothing is charged.` : 'Nothing is charged.';
}

function Acts({ listed, actions }: { listed: ListedPledge; actions: PledgeActions }) {
  const { pledge, creator } = listed;
  const until = pledge.paidUntil;
  const group = `pledge-${pledge.id}`;
  const isAhead = until !== null && until > listed.today;
  const acts = {
    change: <a key="change" href={`/account/pledges/${pledge.id}`} className="button button-plain">Change<Of name={creator.name} /></a>,
    pause: (
      <Ask key="pause" group={group} label="Pause" listed={listed} action={actions.pause} button="Pause it"
        sentence={`From ${isAhead ? wordDay(until) : 'today'} on nothing is charged until you go on.${isAhead ? ' What you have paid for stays open until then.' : ''}`} />
    ),
    resume: <Ask key="resume" group={group} label="Go on" listed={listed} action={actions.resume} button="Go on" sentence={goingOn(listed)} />,
    keep: <Ask key="keep" group={group} label="Keep it" listed={listed} action={actions.keep} button="Keep it" sentence={goingOn(listed)} />,
    cancel: (
      <Ask key="cancel" group={group} label="Cancel" listed={listed} action={actions.cancel} button="Cancel it" danger
        sentence={isAhead
          ? `Nothing more is charged for it. ${creator.name} stays open to you until ${wordDay(until)}; until then you can keep it after all.`
          : 'Nothing more is charged for it, and it ends now.'} />
    ),
    card: (
      <ActionForm key="card" action={actions.saveCard} label="Save a card" className="grid gap-2">
        <input type="hidden" name="pledgeId" value={pledge.id} />
        <SubmitButton>Save a card</SubmitButton>
      </ActionForm>
    ),
  };
  const offered: Record<typeof pledge.status, (keyof typeof acts)[]> = {
    asked: ['card', 'cancel'],
    waiting: [],
    active: ['change', 'pause', 'cancel'],
    paused: ['resume', 'cancel'],
    leaving: ['keep'],
    ended: [],
  };
  if (offered[pledge.status].length === 0) return null;
  return <div className="own-tier-acts">{offered[pledge.status].map((act) => acts[act])}</div>;
}

/** What taking it up again costs, and when. */
function goingOn({ pledge, again, nextBillOn }: ListedPledge): string {
  const month = formatMoney(pledge.nextAmountMinor ?? pledge.amountMinor, pledge.currency);
  if (again) {
    const { first, monthly } = again;
    return `Today ${formatMoney(first.amountMinor, pledge.currency)} goes on your tab, for ${wordDays(first.fromOn, first.untilOn)}; then ${month} each month, from ${wordDay(monthly.on)}.`;
  }
  const until = pledge.paidUntil ? wordDay(pledge.paidUntil) : '';
  return `You have paid until ${until}, so nothing is due today. From then on it is ${month} a month${nextBillOn ? `, on the bill of ${wordDay(nextBillOn)}` : ''}.`;
}

function Ask(props: {
  group: string; label: string; listed: ListedPledge; action: FormAction; sentence: string; button: string; danger?: boolean;
}) {
  const { listed, label } = props;
  return (
    // Opened before the page's script has come, it is open and was not drawn so: that is no fault.
    <details className={props.danger ? 'confirm' : 'confirm confirm-plain'} name={props.group} suppressHydrationWarning>
      <summary className="button button-plain">{label}<Of name={listed.creator.name} /></summary>
      <div>
        <p>{props.sentence}</p>
        <ActionForm action={props.action} label={`${label}: ${listed.creator.name}`} className="grid grid-cols-1 gap-3">
          <input type="hidden" name="pledgeId" value={listed.pledge.id} />
          <SubmitButton danger={props.danger}>{props.button}</SubmitButton>
        </ActionForm>
      </div>
    </details>
  );
}

/** For who hears the buttons without seeing the card around them. */
function Of({ name }: { name: string }) {
  return <span className="sr-only">: {name}</span>;
}
