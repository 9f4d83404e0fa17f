import { PaidList } from '@/components/account/paid-list';
import { RoomHead } from '@/components/ui/room-shell';

export type BillItem = {
  id: string;
  day: string;
  date: string;
  /** What it is for: `10 lines for 10 creators`. */
  what: string;
  status: 'due' | 'failing' | 'paid' | 'refunded' | 'partly_refunded' | 'disputed' | 'charged_back' | 'charged_back_in_part' | 'written_off' | 'void';
  sum: string;
};

/** Every bill of a fan, newest first. */
export function BillList(props: { items: BillItem[]; newerHref: string | null; olderHref: string | null }) {
  return (
    <>
      <RoomHead title="Bills" sentence="One charge for many small things. Each bill is itemised, with what of each cent arrived." />
      <PaidList
        caption="All bills, newest first"
        first="Day"
        second="For"
        rows={props.items.map((item) => ({ key: item.id, cells: cellsOf(item) }))}
        empty="No bill yet. What you put on your tab and pledge by the month is charged once a month, and its receipt stands here."
        newerHref={props.newerHref}
        olderHref={props.olderHref}
      />
    </>
  );
}

function cellsOf(item: BillItem) {
  return [
    <a key="day" href={`/account/bills/${item.id}`} className="text-link">
      <time dateTime={item.date}>{item.day}</time>
    </a>,
    item.what,
    <span key="state" className={item.status === 'failing' ? 'text-bad' : undefined}>
      {STATES[item.status]}
    </span>,
    <span key="sum" className={item.status === 'paid' || item.status === 'partly_refunded' || item.status === 'charged_back_in_part' ? 'sum' : 'sum text-second'}>
      {item.sum}
    </span>,
  ];
}

const STATES: Record<BillItem['status'], string> = {
  due: 'Being charged',
  failing: 'Not paid yet',
  paid: 'Paid',
  refunded: 'Refunded',
  partly_refunded: 'Partly refunded',
  disputed: 'Disputed: with your bank',
  charged_back: 'Taken back by your bank',
  charged_back_in_part: 'Partly taken back by your bank',
  written_off: 'Given up',
  void: 'Void',
};
