import { ageWords } from '@/components/admin/when';
import { formatMoney } from '@/lib/money/input';
import type { QueueRow } from '@/lib/review';
import { levelWords } from '@/lib/review/input';

/** The queue beside the case, so that the next one is a key away. */
export function CaseSide({ rows, waiting, current, now, viewerId }: { rows: QueueRow[]; waiting: number; current: string; now: Date; viewerId: string }) {
  const [oldest] = rows;
  return (
    <nav className="review-side" aria-label="The queue">
      <p className="review-side-head">
        <a href="/admin/payouts" className="quiet-link">{waiting} to review</a>
        {oldest && <span>oldest {ageWords(oldest.requestedAt, now).replace(/ ago$/, '')}</span>}
      </p>
      <ul>
        {rows.filter((row) => row.ownerId !== viewerId).map((row) => (
          <li key={row.id}>
            <a href={`/admin/payouts/${row.id}`} data-queue="" aria-current={row.id === current ? 'page' : undefined}>
              <span className="review-side-name">{row.name}</span>
              <span className="sum">{formatMoney(row.amountMinor, row.currency)}</span>
              <span className="hint">{hintOf(row)}</span>
              <span className={`review-level review-level-${row.score.level}`}>{levelWords[row.score.level].label.toLowerCase()} {row.score.score}</span>
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function hintOf(row: QueueRow): string {
  if (row.isLate) return 'late';
  if (row.status === 'on_hold') return 'on hold';
  if (row.needsSecond) return row.approvedBy.length > 0 ? '1 of 2 agreed' : 'needs two admins';
  return row.isFirst ? 'first payout' : row.askedBy === 'schedule' ? 'by schedule' : 'asked';
}
