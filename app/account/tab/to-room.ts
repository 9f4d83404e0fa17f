import type { Room } from '@/components/tab/room-card';
import { cardInWords } from '@/components/tab/card-words';
import { wordDayInFull } from '@/components/tab/tab-words';
import { formatMoney, plainAmount, stripeMinimum } from '@/lib/money';
import type { LoadedTab } from './load-tab';

/** What is owed against limit and cap, in words. */
export function toRoom({ view, limits, card, today, now }: LoadedTab): Room {
  const { tab, payableMinor, pledgedMinor, period, collecting } = view;
  const money = (minor: number) => formatMoney(minor, tab.currency, { trim: true });
  const undoableMinor = view.open.reduce((sum, item) => sum + (item.undoUntil && item.undoUntil > now ? item.amountMinor : 0), 0);
  return {
    currency: tab.currency,
    owedMinor: tab.owedMinor,
    limitMinor: tab.limitMinor,
    owed: money(tab.owedMinor),
    limit: money(tab.limitMinor),
    growsTo: tab.limitMinor < limits.tabMostMinor ? money(limits.tabMostMinor) : null,
    cap: tab.capMinor === null ? null : {
      sum: money(tab.capMinor),
      typed: plainAmount(tab.capMinor, tab.currency),
      used: money(period?.usedMinor ?? 0),
      renewsOn: period && wordDayInFull(period.renewsOn, today),
    },
    pledged: pledgedMinor > 0 ? money(pledgedMinor) : null,
    payable: payableMinor >= stripeMinimum(tab.currency) && !collecting ? { minor: payableMinor, sum: formatMoney(payableMinor, tab.currency) } : null,
    least: formatMoney(stripeMinimum(tab.currency), tab.currency),
    card: card && cardInWords(card),
    undoable: undoableMinor > 0 ? money(undoableMinor) : null,
  };
}
