import { Records } from '@/components/ui/records';
import type { Payout } from '@/lib/payouts';
import { formatMoney } from '@/lib/money/input';
import { PayoutState } from './payout-state';

/** A payout with its day in words. */
export type PayoutItem = Pick<Payout, 'id' | 'status' | 'failureCode' | 'amountMinor' | 'currency' | 'askedBy' | 'reason'> & { askedOn: string };

const COLUMNS = [{ label: 'Asked for' }, { label: 'State' }, { label: 'Sum', end: true }];

/** A creator's payouts, the newest first. */
export function PayoutList({ rows }: { rows: PayoutItem[] }) {
  return (
    <Records
      caption="Payouts, newest first"
      columns={COLUMNS}
      rows={rows.map((row) => ({ key: row.id, cells: cellsOf(row) }))}
      empty={<p>No payout yet. The first one stands here as soon as it is asked for.</p>}
    />
  );
}

function cellsOf(row: PayoutItem) {
  return [
    <span key="asked" className="grid">
      <a href={`/dashboard/payouts/${row.id}`} className="text-link w-fit">
        {row.askedOn}
      </a>
      {row.askedBy === 'schedule' && <span className="hint">by your schedule</span>}
    </span>,
    <span key="state" className="grid gap-0.5">
      <PayoutState payout={row} />
      {row.reason && <span className="hint">{row.reason}</span>}
    </span>,
    formatMoney(row.amountMinor, row.currency),
  ];
}
