import type { ReactNode } from 'react';
import { formatMoney, stripeMinimum, type Currency } from '@/lib/money/input';
import type { SmallBillComparison } from '@/lib/pricing/input';
import { wordShare } from './tab-words';

/** What a fan lets happen to a bill under the small-bill threshold. */
export type SmallBillChoice = 'roll_over' | 'charge';

/** Each choice in words, with the part of the bill that goes to the card fee. */
export function wordSmallBill({ alone, together }: SmallBillComparison, currency: Currency): Record<SmallBillChoice, { label: string; share: string; hint: string }> {
  const [one, all] = [alone.totalMinor, together.totalMinor].map((minor) => formatMoney(minor, currency, { trim: true }));
  return {
    roll_over: {
      label: 'Let it wait and join the next bill, three months at most',
      share: wordShare(together.feeMinor, together.totalMinor),
      hint: `About ${wordShare(together.feeMinor, together.totalMinor)} goes to the card fee, when ${together.bills} of ${one} are charged as ${all}.`,
    },
    charge: { label: 'Charge it all the same', ...wordAlone(alone, currency) },
  };
}

/** What is too small for any charge has no fee: it waits, whatever was chosen. */
function wordAlone({ totalMinor, feeMinor }: SmallBillComparison['alone'], currency: Currency) {
  const leastMinor = stripeMinimum(currency);
  if (totalMinor < leastMinor) {
    const least = formatMoney(leastMinor, currency);
    return { share: `from ${least} on`, hint: `From ${least} on; what is less always waits.` };
  }
  const share = wordShare(feeMinor, totalMinor);
  return { share, hint: `About ${share} of ${formatMoney(totalMinor, currency, { trim: true })} goes to the card fee.` };
}

/** The two ways of a small bill side by side, with the card fee of each; the one that holds is marked. */
export function SmallBillChoices(props: { compared: SmallBillComparison; currency: Currency; chosen: SmallBillChoice; mark: string; children?: ReactNode }) {
  const words = wordSmallBill(props.compared, props.currency);
  return (
    <div className="small-bill">
      <p className="small-bill-head">
        <span>A small bill</span>
        <span>Card fee, about</span>
      </p>
      <dl>
        {(['roll_over', 'charge'] as const).map((choice) => (
          <div key={choice} data-chosen={choice === props.chosen || undefined}>
            <dt>
              {words[choice].label}
              {choice === props.chosen && <span className="tab-mark">{props.mark}</span>}
            </dt>
            <dd>{words[choice].share}</dd>
          </div>
        ))}
      </dl>
      {props.children}
    </div>
  );
}
