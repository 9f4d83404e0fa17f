import { cardInWords } from '@/components/tab/card-words';
import { wordDayInFull } from '@/components/tab/tab-words';
import { rollsOver } from '@/lib/billing';
import { dayIn } from '@/lib/dates';
import { formatMoney } from '@/lib/money';
import type { LoadedTab } from './load-tab';

/** When what stands here is charged, and to which card. */
export function TabSentence({ loaded, totalMinor }: { loaded: LoadedTab; totalMinor: number }) {
  const { view: { tab, collecting }, card, fan, frozen, today, limits } = loaded;
  if (tab.nextBillAt === null) return <>Your tab is open. Tips and pledges from every page gather here and are charged once a month.</>;
  if (frozen) return <>Nothing is charged while your tab is paused.</>;
  const day = <b className="text-ink">{wordDayInFull(dayIn(fan.timeZone, tab.nextBillAt), today)}</b>;
  if (totalMinor === 0) return <>{collecting ? 'Nothing else is owed.' : 'Nothing is owed.'} The next billing day is {day}.</>;
  if (rollsOver(tab, totalMinor, limits)) {
    return (
      <>
        Nothing has been charged yet. {formatMoney(totalMinor, tab.currency)} is little for a charge of its own: unless more comes, it waits on {day} and
        joins the bill after.
      </>
    );
  }
  return (
    <>
      {collecting ? '' : 'Nothing has been charged yet. '}On the evening of {day} one payment goes to {card ? cardInWords(card) : 'your card'}.
    </>
  );
}
