import { ReceiptLive } from '@/components/tips/receipt-live';
import type { FormAction } from '@/components/ui/form-state';
import { Notice } from '@/components/ui/notice';
import { RoomHead, Section } from '@/components/ui/room-shell';
import { formatMoney, type Currency } from '@/lib/money/input';
import type { ListedPledge } from '@/lib/pledges';
import { wordDay } from '@/lib/receipts/input';
import { PledgeItem } from './pledge-item';

export type PledgeActions = Record<'cancel' | 'keep' | 'pause' | 'resume' | 'saveCard', FormAction>;
type Occasion = 'joined' | 'changed' | 'paused' | 'resumed' | 'kept' | 'cancelled';

/** All pledges of a person: those that run or may run again, then those that have ended. */
export function Pledges(props: { listed: ListedPledge[]; news: { occasion: Occasion; pledgeId: string } | null; actions: PledgeActions }) {
  const { listed, news, actions } = props;
  const live = listed.filter(({ pledge }) => pledge.status !== 'ended');
  const ended = listed.filter(({ pledge }) => pledge.status === 'ended');
  const told = news && listed.find(({ pledge: { id } }) => id === news.pledgeId);
  return (
    <>
      <RoomHead title="Pledges" sentence={live.length > 0 ? summary(live) : 'What you give month by month.'} />
      {told && news && <News occasion={news.occasion} listed={told} />}
      {live.some(({ pledge: { status } }) => status === 'asked' || status === 'waiting') && <ReceiptLive />}
      {live.length === 0 ? (
        <div className="empty">
          <p>No pledge runs at the moment. From a dollar a month you can hold up somebody whose work you like; all of it is collected with one charge.</p>
          <p className="mt-4">
            <a href="/explore" className="button">Find somebody</a>
          </p>
        </div>
      ) : (
        <ul className="pledge-list">
          {live.map((item) => (
            <li key={item.pledge.id}>
              <PledgeItem listed={item} actions={actions} />
            </li>
          ))}
        </ul>
      )}
      {ended.length > 0 && (
        <Section title="Ended">
          <ul className="pledge-ended">
            {ended.map(({ pledge, creator, tier }) => (
              <li key={pledge.id}>
                <a href={`/${creator.handle}`} className="text-link">{creator.name}</a>
                <span>{tier.name}, {formatMoney(pledge.amountMinor, pledge.currency)} a month</span>
                <span className="hint">{ENDED[pledge.endedReason ?? 'cancelled']}</span>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  );
}

function summary(live: ListedPledge[]): string {
  const running = live.filter(({ pledge: { status } }) => status === 'active');
  const sums = new Map<Currency, number>();
  for (const { pledge } of running) sums.set(pledge.currency, (sums.get(pledge.currency) ?? 0) + (pledge.nextAmountMinor ?? pledge.amountMinor));
  const [next] = running.flatMap(({ nextBillOn }) => nextBillOn ?? []).sort();
  if (running.length === 0) return 'None of them is charged at the moment.';
  const total = [...sums].map(([currency, minor]) => formatMoney(minor, currency)).join(' and ');
  return `${total} a month to ${running.length === 1 ? 'one creator' : `${running.length} creators`}${next ? `, on one bill; the next on ${wordDay(next)}` : ''}.`;
}

function News({ occasion, listed }: { occasion: Occasion; listed: ListedPledge }) {
  const { creator, pledge, tier, nextTierName } = listed;
  if (pledge.status === 'asked') return <Notice tone="wait" icon="clock">Your card is being confirmed; then your pledge to {creator.name} begins. This takes a moment.</Notice>;
  if (pledge.status === 'waiting') return <Notice tone="wait" icon="clock">Your tab is full, so it is being charged now; {creator.name} opens to you when that is done.</Notice>;
  if (pledge.status === 'ended' && occasion !== 'cancelled') return <Notice tone="bad" icon="alert">Your pledge to {creator.name} did not begin: {ENDED[pledge.endedReason ?? 'cancelled'].toLowerCase()}</Notice>;
  const words: Record<Occasion, string> = {
    joined: `You pledge to ${creator.name}: ${tier.name} is open to you.`,
    changed: pledge.nextAmountMinor === null ? `Changed: ${tier.name}, ${formatMoney(pledge.amountMinor, pledge.currency)} a month.` : `From ${pledge.paidUntil ? wordDay(pledge.paidUntil) : 'the next bill'} on it is ${nextTierName ?? tier.name}, ${formatMoney(pledge.nextAmountMinor, pledge.currency)} a month.`,
    paused: `Your pledge to ${creator.name} is paused.`,
    resumed: `Your pledge to ${creator.name} goes on.`,
    kept: `Your pledge to ${creator.name} stays.`,
    cancelled: `Your pledge to ${creator.name} is cancelled. Nothing more is charged for it.`,
  };
  return <Notice tone="good" icon="check">{words[occasion]}</Notice>;
}

const ENDED: Record<NonNullable<ListedPledge['pledge']['endedReason']>, string> = {
  cancelled: 'You cancelled it.',
  card_refused: 'Its charge could not be made.',
  card_not_saved: 'No card was saved for it.',
  not_started: 'Your tab was paused, at its cap, or had an unpaid bill.',
  not_confirmed: 'It was not confirmed.',
  refused: 'It was refused.',
  written_off: 'Its bill was never paid.',
  creator_closed: 'The page has closed.',
  refunded: 'What you paid for it came back to you.',
};
