import { Records } from '@/components/ui/records';
import type { SupporterRow } from '@/lib/earnings';
import { formatMoney } from '@/lib/money/input';

type Row = Omit<SupporterRow, 'lastTipAt'> & {
  /** The day of the last tip; null for the anonymous, whose days are nobody's business. */
  last: string | null;
};

const COLUMNS = [{ label: 'Who' }, { label: 'Last' }, { label: 'Tips', end: true }, { label: 'Together', end: true }];

/** People who gave, each in one row with what they gave. */
export function SupporterTable({ rows }: { rows: Row[] }) {
  return (
    <Records
      caption="Supporters"
      columns={COLUMNS}
      rows={rows.map((row) => ({
        key: row.id,
        cells: [<Who key="who" row={row} />, row.last ?? '–', row.tips, <span key="sum" className="sum">{formatMoney(row.totalMinor, row.currency)}</span>],
      }))}
      empty={<p>Nobody yet. Whoever tips you stands here, as far as they want to be seen.</p>}
    />
  );
}

function Who({ row: { kind, name } }: { row: Row }) {
  if (kind === 'anonymous') return <span className="font-normal text-second">Everybody anonymous, together</span>;
  if (name === null) return <span className="font-normal text-second">Somebody without a name</span>;
  return <bdi>{name}</bdi>;
}
