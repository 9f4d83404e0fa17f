import type { Settings } from '@/components/tab/tab-settings';
import { wordDayInFull, wordOrdinal } from '@/components/tab/tab-words';
import { formatDay } from '@/lib/dates';
import { formatMoney } from '@/lib/money';
import { processorFee, type BillEstimate } from '@/lib/pricing';
import type { LoadedTab } from './load-tab';
import { estimateNext, percent } from './to-rows';

const EVENING = '20:00';
/** The bill that did not wait, and the three that did. */
const TOGETHER_MOST = 4;

/** What a fan chose, in words, and what a move of their billing day would do. */
export function toSettings(loaded: LoadedTab, bill: BillEstimate): Settings {
  const { fan, view: { tab }, viewer, consent } = loaded;
  return {
    currency: tab.currency,
    small: { choice: tab.smallBills, threshold: formatMoney(loaded.limits.smallBillMinor, tab.currency, { trim: true }), ...smallWords(loaded, bill) },
    day: {
      now: fan.billingDay === null ? null : wordOrdinal(fan.billingDay),
      chosen: fan.billingDay,
      time: EVENING,
      preview: toPreview(loaded),
    },
    wantsNotice: fan.wantsNotice,
    consent: consent && {
      body: consent.body,
      agreedOn: formatDay(consent.acceptedAt, viewer),
      ceiling: formatMoney(consent.ceilingMinor, tab.currency, { trim: true }),
    },
  };
}

/** Each choice with what the fee takes: of the bill that comes, or of a dollar a month as an example. */
function smallWords({ limits, pricing, view: { tab } }: LoadedTab, bill: BillEstimate): { wait: string; charge: string } {
  const isSmall = bill.totalMinor > 0 && bill.totalMinor < limits.smallBillMinor;
  const monthMinor = isSmall ? bill.totalMinor : limits.pledgeMinimumMinor;
  const months = Math.min(TOGETHER_MOST, Math.ceil(limits.smallBillMinor / monthMinor));
  const share = (minor: number) => percent(processorFee(minor, pricing.processor), minor);
  const of = `${isSmall ? '' : 'a '}${formatMoney(monthMinor, tab.currency, { trim: true })}`;
  return {
    wait: `About ${share(monthMinor * months)} of ${of} goes to the card fee when ${months} of them are charged together.`,
    charge: `About ${share(monthMinor)} of ${of} goes to the card fee.`,
  };
}

function toPreview({ move, view, pricing, today, fan }: LoadedTab): Settings['day']['preview'] {
  if (!move) return null;
  const { tab } = view;
  const next = estimateNext({ open: view.open, coming: move.coming }, pricing);
  const ordinal = wordOrdinal(move.day);
  const comingMinor = move.coming.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  const days = comingMinor > 0 ? ` Of it ${formatMoney(comingMinor, tab.currency)} are for your pledges, up to the ${ordinal} after.` : '';
  return {
    day: move.day,
    ordinal,
    sentences: [
      `Moving costs nothing by itself. Your next bill comes on ${wordDayInFull(move.billOn, today)}${move.billOn === tab.nextBillOn ? ', as it would anyway' : ''}: ${formatMoney(next.totalMinor, tab.currency)}, as your tab stands now.${days}`,
      `From then on it is the ${ordinal} of each month instead of the ${wordOrdinal(fan.billingDay ?? move.day)}. No day is paid twice.`,
    ],
  };
}
