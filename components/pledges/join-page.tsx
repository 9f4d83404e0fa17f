import type { FormAction } from '@/components/ui/form-state';
import { Notice } from '@/components/ui/notice';
import { formatMoney, type Currency } from '@/lib/money/input';
import type { Pictures } from '@/lib/media';
import type { JoinView } from '@/lib/pledges';
import { JoinForm } from './join-form';
import { TierWords } from './tier-words';

export type JoinPageProps = {
  action: FormAction;
  formKey: string;
  tier: {
    id: string; name: string; description: string; benefits: string[]; priceMinor: number; currency: Currency; firstMonthInFull: boolean;
  };
  creator: { name: string; handle: string; avatar: Pictures['avatar'] };
  view: JoinView;
  isGuest: boolean;
  /** Business time, for the day that it is where a guest lives. */
  now: string;
  amountMinor: number;
  /** The form was sent with other amounts than hold now. */
  shownAgain: boolean;
};

/** Joining one tier: what it gives, what it costs and when, and the button. */
export function JoinPage(props: JoinPageProps) {
  const { tier, creator, view } = props;
  return (
    <div className="shell join">
      <header className="join-head">
        <img {...creator.avatar} alt="" width={64} height={64} />
        <div>
          <p>
            <a href={`/${creator.handle}`} className="quiet-link">{creator.name}</a>
          </p>
          <h1>{tier.name}</h1>
        </div>
        <p className="tier-price">
          <b>{formatMoney(tier.priceMinor, tier.currency, { trim: true })}</b> a month
        </p>
      </header>
      <TierWords tier={tier} />
      <Body {...props} view={view} />
    </div>
  );
}

function Body(props: JoinPageProps) {
  const { view, creator } = props;
  if (view.obstacle) {
    return (
      <>
        <Notice tone="wait" icon="alert">{view.obstacle.sentence}</Notice>
        <p>
          <a href={`/${creator.handle}`} className="button button-plain">Back to {creator.name}</a>
        </p>
      </>
    );
  }
  if (view.pledgePath) {
    return (
      <>
        <Notice tone="good" icon="check">You pledge to {creator.name} already.</Notice>
        <p>
          <a href={view.pledgePath} className="button">Change your pledge</a>
        </p>
      </>
    );
  }
  return (
    <>
      {props.shownAgain && <Notice tone="wait" icon="clock">These are the amounts as they are now. Nothing has been added yet.</Notice>}
      <JoinForm {...props} />
    </>
  );
}
