import type { ReactNode } from 'react';
import { Records } from '@/components/ui/records';
import { formatMoney } from '@/lib/money/input';
import type { TipItem } from './tip-item';
import { TipStateWords } from './tip-state';

const COLUMNS = [
  { label: 'From' },
  { label: 'Day' },
  { label: 'Gross', end: true },
  { label: 'Processor fee', end: true },
  { label: 'Tuppence fee', end: true },
  { label: 'Net', end: true },
  { label: 'Money' },
];

/** Tips, each with what came, what every fee took and where the rest lies. */
export function TipTable({ rows, empty }: { rows: TipItem[]; empty: ReactNode }) {
  return (
    <div className="tip-list">
      <Records
        caption="Tips, newest first"
        columns={COLUMNS}
        rows={rows.map((row) => ({ key: row.id, cells: cellsOf(row) }))}
        empty={empty}
      />
    </div>
  );
}

function cellsOf(row: TipItem): ReactNode[] {
  const { sums, currency } = row;
  const money = (minor: number) => formatMoney(minor, currency);
  return [
    <TipFrom key="from" row={row} />,
    <span key="when" className="figures whitespace-nowrap">{row.when}</span>,
    money(sums.grossMinor),
    sums.isActual ? money(0 - sums.processorFeeMinor) : `about ${money(0 - sums.processorFeeMinor)}`,
    money(0 - sums.platformFeeMinor),
    <b key="net" className="font-semibold">{money(sums.netMinor)}</b>,
    <TipStateWords key="state" row={row} />,
  ];
}

/** Who gave, as far as they chose, with what they said; it leads to the tip's own page. */
function TipFrom({ row }: { row: TipItem }) {
  return (
    <span className="tip-from">
      <a href={`/dashboard/tips/${row.id}`} className="text-link">
        <bdi>{row.name ?? (row.visibility === 'anonymous' ? 'Anonymous' : 'Somebody')}</bdi>
      </a>
      {row.message && (
        <span dir="auto" className="tip-said">
          {row.message}
        </span>
      )}
    </span>
  );
}
