import { Status } from '@/components/admin/status';
import { When, type Clocked } from '@/components/admin/when';
import { Records } from '@/components/ui/records';
import { formatMoney } from '@/lib/money/input';
import type { ReviewedPayout } from '@/lib/review';
import { payoutStateWords } from './words';

/** Payouts of all creators, whatever became of them. */
export function ReviewedList({ rows, clock }: { rows: ReviewedPayout[]; clock: Clocked }) {
  return (
    <Records
      caption="Payouts"
      columns={[{ label: 'Creator' }, { label: 'State' }, { label: 'Asked' }, { label: 'Decided' }, { label: 'Amount', end: true }]}
      empty="No payout is like this."
      rows={rows.map((row) => {
        const { tone, label } = payoutStateWords(row.status);
        const decidedAt = row.approvedAt ?? row.endedAt;
        return {
          key: row.id,
          cells: [
            <a key="creator" href={`/admin/payouts/${row.id}`} className="text-link">{row.name} <span className="hint">/{row.handle}</span></a>,
            <Status key="state" state={row.status} label={label} tone={tone} />,
            <When key="asked" at={row.requestedAt} clock={clock} />,
            decidedAt ? <When key="decided" at={decidedAt} clock={clock} /> : '–',
            <span key="amount" className="sum">{formatMoney(row.amountMinor, row.currency)}</span>,
          ],
        };
      })}
    />
  );
}
