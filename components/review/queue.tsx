import { Status } from '@/components/admin/status';
import { ageWords } from '@/components/admin/when';
import { Records } from '@/components/ui/records';
import { formatMoney } from '@/lib/money/input';
import type { QueueRow } from '@/lib/review';
import { levelWords } from '@/lib/review/input';
import { levelTones, obstacleWords, payoutStateWords } from './words';

type Props = { rows: QueueRow[]; now: Date; viewerId: string; choosable: string[]; empty: string };

/** Payouts that wait: who, how close to look and why, since when, how much. */
export function PayoutQueue({ rows, now, viewerId, choosable, empty }: Props) {
  return (
    <Records
      caption="Payouts that wait"
      columns={[{ label: 'Creator' }, { label: 'Score' }, { label: 'State' }, { label: 'Waits' }, { label: 'Amount', end: true }]}
      empty={empty}
      rows={rows.map((row) => ({
        key: row.id,
        cells: [
          <Creator key="creator" row={row} canChoose={choosable.includes(row.id)} isOwn={row.ownerId === viewerId} />,
          row.ownerId === viewerId ? <span key="score" className="hint">Yours: another admin decides</span> : <ScoreCell key="score" row={row} />,
          <State key="state" row={row} />,
          <Waits key="waits" row={row} now={now} />,
          <span key="amount" className="sum">{formatMoney(row.amountMinor, row.currency)}</span>,
        ],
      }))}
    />
  );
}

function Creator({ row, canChoose, isOwn }: { row: QueueRow; canChoose: boolean; isOwn: boolean }) {
  const name = <>{row.name} <span className="hint">/{row.handle}</span></>;
  return (
    <span className="queue-name">
      {canChoose && <input type="checkbox" name="payouts" value={row.id} aria-label={`Choose ${row.name}`} />}
      {isOwn ? <span>{name}</span> : <a href={`/admin/payouts/${row.id}`} className="text-link" data-queue="">{name}</a>}
    </span>
  );
}

function ScoreCell({ row: { score } }: { row: QueueRow }) {
  const [first] = score.doubts;
  return (
    <span>
      <Status state={score.level} label={`${levelWords[score.level].label} ${score.score}`} tone={levelTones[score.level]} />
      {first && <span className="hint block">{first.sentence}{score.doubts.length > 1 && `, and ${score.doubts.length - 1} more`}</span>}
    </span>
  );
}

function State({ row }: { row: QueueRow }) {
  const { tone, label } = payoutStateWords(row.status);
  const more = [row.needsSecond && (row.approvedBy.length > 0 ? '1 of 2 admins agreed' : 'Needs two admins'), row.obstacle && obstacleWords(row.obstacle)].filter(Boolean);
  return (
    <span>
      <Status state={row.status} label={label} tone={tone} />
      {more.map((words) => <span key={String(words)} className="hint block">{words}</span>)}
    </span>
  );
}

function Waits({ row, now }: { row: QueueRow; now: Date }) {
  const words = ageWords(row.requestedAt, now).replace(/ ago$/, '');
  const time = <time dateTime={row.requestedAt.toISOString()} className="whitespace-nowrap">{words}{row.isLate && ', late'}</time>;
  return row.isLate ? <span className="status status-bad">{time}</span> : time;
}
