import { wordSmallBill } from '@/components/tab/small-bill';
import type { SmallBill } from '@/components/tab/tab-page';
import type { Settings } from '@/components/tab/tab-settings';
import { wordDayInFull, wordOrdinal } from '@/components/tab/tab-words';
import { dayIn } from '@/lib/dates';
import { formatMoney } from '@/lib/money';
import { compareSmallBill, type BillEstimate } from '@/lib/pricing';
import type { LoadedTab } from './load-tab';
import { estimateNext } from './to-rows';

const EVENING = '20:00';

/** What a fan chose, in words, and what a move of their billing day would do. */
export function toSettings(loaded: LoadedTab, bill: BillEstimate): Settings {
  const { fan, view: { tab }, consent } = loaded;
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
      agreedOn: wordDayInFull(dayIn(fan.timeZone, consent.acceptedAt), loaded.today),
      ceiling: formatMoney(consent.ceilingMinor, tab.currency, { trim: true }),
    },
  };
}

/** A small bill as it comes, charged alone or not; null when what comes is none. */
export function toSmallBill({ limits, pricing, view: { tab } }: LoadedTab, { totalMinor }: BillEstimate): SmallBill | null {
  if (totalMinor === 0 || totalMinor >= limits.smallBillMinor) return null;
  return { compared: compareSmallBill(totalMinor, limits.smallBillMinor, pricing), currency: tab.currency, chosen: tab.smallBills };
}

/** Each choice with what the fee takes: of the bill that comes, or of a dollar a month as an example. */
function smallWords(loaded: LoadedTab, bill: BillEstimate): { wait: string; charge: string } {
  const { limits, pricing, view: { tab } } = loaded;
  const compared = toSmallBill(loaded, bill)?.compared ?? compareSmallBill(limits.pledgeMinimumMinor, limits.smallBillMinor, pricing);
  const { roll_over: wait, charge } = wordSmallBill(compared, tab.currency);
  return { wait: wait.hint, charge: charge.hint };
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
