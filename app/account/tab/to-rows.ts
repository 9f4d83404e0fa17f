import type { TabRow, TabSums } from '@/components/tab/tab-sheet';
import { wordNearDay, wordPledgeDays, wordShare } from '@/components/tab/tab-words';
import type { Day } from '@/lib/dates';
import { formatMoney } from '@/lib/money';
import { estimateBill, type BillEstimate, type TipPricing } from '@/lib/pricing';
import type { ComingLine, TabItem, TabView } from '@/lib/tab';

type Seen = { today: Day; now: Date; newLineId: string | null };

/** Lines of the open tab and what comes to it, in the order in which they are read. */
export function openRows({ open, coming, tab }: TabView, seen: Seen): TabRow[] {
  return [
    ...open.map((item) => toRow(item, tab.currency, seen)),
    ...coming.map((line): TabRow => ({
      key: `${line.pledgeId} ${line.fromOn}`,
      creator: line.creator,
      detail: line.tierName,
      isTip: false,
      when: wordPledgeDays(line.fromOn, line.untilOn),
      sum: formatMoney(line.amountMinor, tab.currency),
      state: 'coming',
      isNew: false,
      undo: null,
    })),
  ];
}

/** Lines of the bill that is being collected. */
export function billedRows({ collecting, tab }: TabView, seen: Seen): TabRow[] {
  const state = collecting?.bill.status === 'failing' ? 'unpaid' : 'charging';
  return (collecting?.items ?? []).map((item) => ({ ...toRow(item, tab.currency, seen), state }));
}

function toRow(item: TabItem, currency: TabView['tab']['currency'], { today, now, newLineId }: Seen): TabRow {
  const days = item.fromOn && item.untilOn ? wordPledgeDays(item.fromOn, item.untilOn) : wordNearDay(item.dated, today);
  const leftMs = item.status === 'open' && item.undoUntil ? item.undoUntil.getTime() - now.getTime() : 0;
  return {
    key: item.id,
    creator: item.creator,
    detail: item.kind === 'tip' ? item.message : detailOf(item),
    isTip: item.kind === 'tip',
    when: days,
    sum: formatMoney(item.amountMinor, currency),
    state: 'open',
    isNew: item.id === newLineId,
    undo: leftMs > 0 ? { lineId: item.id, leftMs } : null,
  };
}

function detailOf({ kind, tierName }: TabItem): string | null {
  return kind === 'pledge_raise' ? `${tierName ?? ''}, more from now on`.replace(/^, /, '') : tierName;
}

/** What the next bill costs and gives, by the lines on the tab and those that come. */
export function estimateNext({ open, coming }: Pick<TabView, 'open'> & { coming: ComingLine[] }, pricing: TipPricing): BillEstimate {
  return estimateBill([...open, ...coming], pricing);
}

/**
 * The sums of the open receipt; null when there is nothing on it.
 *
 * @param comingOn the day of the next bill, in words
 */
export function toSums({ tab, coming }: TabView, bill: BillEstimate, comingOn: string): TabSums | null {
  if (bill.totalMinor === 0) return null;
  const money = (minor: number) => formatMoney(minor, tab.currency);
  const comingMinor = coming.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  return {
    soFar: money(tab.owedMinor),
    comingOn,
    coming: comingMinor > 0 && tab.owedMinor > 0 ? money(comingMinor) : null,
    fee: money(bill.feeMinor),
    platformFee: bill.platformFeeMinor > 0 ? money(bill.platformFeeMinor) : null,
    creatorsReceive: money(Math.max(0, bill.creatorsReceiveMinor)),
    receiveShare: `${wordShare(Math.max(0, bill.creatorsReceiveMinor), bill.totalMinor)} of it`,
    total: money(bill.totalMinor),
  };
}
