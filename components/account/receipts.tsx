import { RoomHead } from '@/components/ui/room-shell';
import { formatMoney, type Currency } from '@/lib/money/input';
import { PaidList } from './paid-list';

export type ReceiptItem = {
  id: string;
  creator: string;
  day: string;
  date: string;
  status: 'paid' | 'on_its_way' | 'failed' | 'refunded' | 'partly_refunded' | 'disputed' | 'charged_back';
  charged: string;
  refunded: string | null;
};

type Year = { year: number; sums: { currency: Currency; receipts: number; chargedMinor: number; refundedMinor: number }[] };

/** The list of everything that a person has paid, whole or one year of it. */
export function Receipts(props: {
  years: number[];
  year: Year | null;
  items: ReceiptItem[];
  newerHref: string | null;
  olderHref: string | null;
}) {
  const { year } = props;
  return (
    <>
      <RoomHead title="Receipts" sentence="Every payment with your address, whether you were signed in or not." />
      {props.years.length > 0 && <Years years={props.years} chosen={year?.year ?? null} />}
      {year && <YearCard year={year} />}
      <PaidList
        caption={year ? `Receipts of ${year.year}` : 'All receipts, newest first'}
        first="To"
        second="Day"
        rows={props.items.map((item) => ({ key: item.id, cells: cellsOf(item) }))}
        empty="Nothing yet. Give somebody a dollar, and its receipt stands here."
        newerHref={props.newerHref}
        olderHref={props.olderHref}
      />
    </>
  );
}

function cellsOf(item: ReceiptItem) {
  return [
    <a key="to" href={`/account/receipts/${item.id}`} className="text-link">
      <bdi>{item.creator}</bdi>
    </a>,
    <time key="day" dateTime={item.date}>
      {item.day}
    </time>,
    STATES[item.status],
    <span key="sum">
      <span className={item.status === 'paid' || item.status === 'partly_refunded' ? 'sum' : 'sum text-second'}>{item.charged}</span>
      {item.status === 'partly_refunded' && <span className="hint block">{item.refunded} given back</span>}
    </span>,
  ];
}

const STATES: Record<ReceiptItem['status'], string> = {
  paid: 'Paid',
  on_its_way: 'On its way',
  failed: 'Not paid',
  refunded: 'Given back',
  partly_refunded: 'Paid in part',
  disputed: 'Disputed: with your bank',
  charged_back: 'Taken back by your bank',
};

function Years({ years, chosen }: { years: number[]; chosen: number | null }) {
  return (
    <nav aria-label="Years" className="chips">
      <a href="/account" aria-current={chosen === null ? 'true' : undefined}>
        All
      </a>
      {years.map((year) => (
        <a key={year} href={`/account?year=${year}`} aria-current={year === chosen ? 'true' : undefined} className="figures">
          {year}
        </a>
      ))}
    </nav>
  );
}

function YearCard({ year }: { year: Year }) {
  return (
    <section className="sheet-card year-card" aria-label={`The year ${year.year}`}>
      <div className="flex flex-wrap gap-x-10 gap-y-3">
        {year.sums.map((sum) => (
          <div key={sum.currency}>
            <p className="sum text-2xl">{formatMoney(sum.chargedMinor - sum.refundedMinor, sum.currency)}</p>
            <p className="hint figures">
              {sum.receipts} {sum.receipts === 1 ? 'payment' : 'payments'} in {sum.currency}
              {sum.refundedMinor > 0 &&
                `: ${formatMoney(sum.chargedMinor, sum.currency)} charged, ${formatMoney(sum.refundedMinor, sum.currency)} given back`}
            </p>
          </div>
        ))}
      </div>
      <a href={`/account/receipts/year/${year.year}`} className="button button-plain" download>
        {year.year} as CSV
      </a>
    </section>
  );
}
