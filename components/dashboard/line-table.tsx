import { smallSum } from '@/components/pricing/fee-words';
import { Records } from '@/components/ui/records';
import type { LineRow, LineState } from '@/lib/earnings';
import { formatMoney } from '@/lib/money/input';
import { wordLine } from '@/lib/receipts/input';

/** A line of some tab with its day in words. */
export type LineItem = Omit<LineRow, 'at'> & { day: string };

const COLUMNS = [{ label: 'From' }, { label: 'For', quiet: true }, { label: 'Day', quiet: true }, { label: 'Money' }, { label: 'Arrives', end: true }];

/** Lines of fans' tabs, each with what of it arrives: "94¢ of $1.00". A creator sees only their own. */
export function LineTable({ caption, rows, empty }: { caption: string; rows: LineItem[]; empty: string }) {
  return (
    <Records
      caption={caption}
      columns={COLUMNS}
      rows={rows.map((row) => ({ key: row.id, cells: cellsOf(row) }))}
      empty={<p>{empty}</p>}
    />
  );
}

function cellsOf(row: LineItem) {
  return [
    row.name === null ? <span key="from" className="font-normal text-second">Somebody without a name</span> : <bdi key="from">{row.name}</bdi>,
    <What key="what" row={row} />,
    row.day,
    <span key="state" className="tip-state" data-state={row.state}>
      {STATES[row.state]}
    </span>,
    arrives(row),
  ];
}

/** What it is for; once it is collected, the way to its own page. */
function What({ row }: { row: LineItem }) {
  const isCollected = row.state !== 'accrued' && row.state !== 'lost';
  if (!isCollected) return wordLine(row);
  return (
    <a href={row.tipId ? `/dashboard/tips/${row.tipId}` : `/dashboard/supporters/${row.id}`} className="text-link">
      {wordLine(row)}
    </a>
  );
}

const STATES: Record<LineState, string> = {
  accrued: 'Accrued',
  held: 'Held',
  available: 'Available',
  reserved: 'In a payout',
  paid: 'Paid out',
  refunded: 'Given back',
  partly_refunded: 'Given back in part',
  disputed: 'Taken by the fan’s bank',
  lost: 'Not collected',
};

/** Until its bill is charged nobody knows the fee, and of what was lost nothing arrives. */
function arrives({ state, currency, grossMinor, netMinor, feeShareMinor }: LineItem): string {
  const gross = formatMoney(grossMinor, currency);
  if (state === 'accrued' || state === 'lost') return gross;
  return feeShareMinor === null ? `about ${gross}` : `${smallSum(netMinor, currency)} of ${gross}`;
}
