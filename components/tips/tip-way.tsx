import { formatMoney, type Currency } from '@/lib/money/input';
import type { TipWay } from '@/lib/tips/input';
import { Refused } from './tip-fields';

/** The tab of who is signed in, as the form reckons with it; minor units. */
export type TabGiver = {
  minimumMinor: number;
  /** What the next bill holds without this tip. */
  othersMinor: number;
  owedMinor: number;
  limitMinor: number;
  cap: { minor: number; usedMinor: number; renewsOn: string } | null;
  /** `Visa ending 4242`. */
  card: string;
  /** `1 December`; null while nothing is on the tab. */
  billOn: string | null;
  /** Why nothing can go on it now, with where that is mended. */
  obstacle: { sentence: string; href: string; label: string } | null;
  /** What must be agreed to first in this currency. */
  consent: string | null;
};

type Part = { fee: string; receives: string } | null;

/** On the tab or by card now, each with its fee and what arrives. */
export function TipWayField(props: {
  way: TipWay;
  pick: (way: TipWay) => void;
  tab: TabGiver;
  currency: Currency;
  amountMinor: number | null;
  parts: Record<TipWay, Part>;
  cardMinimumMinor: number;
  refused: string | null;
}) {
  const { way, pick, tab } = props;
  const money = (minor: number) => formatMoney(minor, props.currency, { trim: true });
  if (tab.obstacle) {
    return (
      <p className="hint">
        {tab.obstacle.sentence}{' '}
        <a href={tab.obstacle.href} className="text-link">
          {tab.obstacle.label}
        </a>
      </p>
    );
  }
  return (
    <fieldset>
      <legend className="label">How do you pay?</legend>
      <div className="grid grid-cols-2 gap-2">
        <Way value="tab" label="On your tab" part={props.parts.tab} from={money(tab.minimumMinor)} way={way} pick={pick} />
        <Way value="card" label="By card now" part={props.parts.card} from={money(props.cardMinimumMinor)} way={way} pick={pick} />
      </div>
      <div className="when-tab">
        <p className="hint">{tabWords(props)}</p>
        {tab.consent && (
          <div>
            <p className="hint mb-2">{tab.consent}</p>
            <label className="tick">
              <input type="checkbox" name="agree" aria-invalid={props.refused ? true : undefined} aria-describedby={props.refused ? 'tip-agree-refusal' : undefined} />
              <span>I agree</span>
            </label>
            {props.refused && <Refused id="tip-agree-refusal" sentence={props.refused} focused />}
          </div>
        )}
      </div>
    </fieldset>
  );
}

function Way(props: { value: TipWay; label: string; part: Part; from: string; way: TipWay; pick: (way: TipWay) => void }) {
  const { value, part } = props;
  return (
    <label className="choice tip-way">
      <input type="radio" name="way" value={value} checked={props.way === value} onChange={() => props.pick(value)} />
      <span>
        {props.label}
        <small>{part ? `${part.receives} arrives,` : `from ${props.from}`}</small>
        {part && <small>fee about {part.fee}</small>}
      </span>
    </label>
  );
}

/** When it is charged and what stands against it; the sum, where all of the tab is charged at once. */
function tabWords({ tab, amountMinor, currency }: { tab: TabGiver; amountMinor: number | null; currency: Currency }): string {
  const money = (minor: number) => formatMoney(minor, currency, { trim: true });
  const amount = amountMinor ?? 0;
  if (tab.cap && tab.cap.usedMinor + amount > tab.cap.minor) {
    return `This would pass your cap of ${money(tab.cap.minor)} a month: ${money(tab.cap.usedMinor)} is used until ${tab.cap.renewsOn}.`;
  }
  if (passesLimit(tab, amount)) {
    return `This passes the ${money(tab.limitMinor)} that your tab holds, so all of it is charged to your ${tab.card} now: up to ${money(tab.owedMinor + amount)}. It cannot be undone.`;
  }
  return `Charged to your ${tab.card} with everything else${tab.billOn ? ` on ${tab.billOn}` : ' this evening'}. You can undo it for ten minutes.`;
}

/** Whether a tip has the whole tab charged at once. */
export function passesLimit(tab: TabGiver, amountMinor: number): boolean {
  return tab.owedMinor + amountMinor > tab.limitMinor;
}
