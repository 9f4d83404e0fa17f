import type { Hour } from '@/lib/defence';
import { momentWords, type Clocked } from './when';

const [HEIGHT, STEP, BAR] = [96, 24, 16];

/** Refused cards of each hour: drawn as bars, said in a sentence, listed for who wants figures. */
export function HoursChart({ hours, clock }: { hours: Hour[]; clock: Clocked }) {
  const [refusals, pages] = [sum(hours.map((hour) => hour.refusals)), sum(hours.map((hour) => hour.pages))];
  const most = Math.max(0, ...hours.map((hour) => hour.refusals));
  const from = (hour: Hour | undefined) => (hour ? momentWords(hour.from, clock) : '');
  if (most === 0) return <p className="hint">No card was refused. {pages === 0 ? 'No page was opened.' : pages === 1 ? 'One page was opened.' : `${pages} pages were opened.`}</p>;
  return (
    <div className="days-chart">
      <p>
        <span className="dash-figure">{refusals}</span> <span className="hint">refused on {pages === 1 ? 'one opened page' : `${pages} opened pages`}</span>
      </p>
      <svg viewBox={`0 0 ${hours.length * STEP} ${HEIGHT}`} aria-hidden="true">
        {hours.map((hour, at) => {
          const height = hour.refusals > 0 ? Math.max(3, Math.round((hour.refusals / most) * (HEIGHT - 2))) : 1;
          return <rect key={hour.from.getTime()} x={at * STEP + 2} y={HEIGHT - height} width={BAR} height={height} rx={height > 3 ? 2 : 0} data-none={hour.refusals > 0 ? undefined : ''} />;
        })}
      </svg>
      <p className="days-ends hint">
        <span>{from(hours[0])}</span>
        <span>{from(hours.at(-1))}</span>
      </p>
      <details suppressHydrationWarning>
        <summary>Hour by hour</summary>
        <dl className="dash-days">
          {hours.filter((hour) => hour.refusals > 0).map((hour) => (
            <div key={hour.from.getTime()}>
              <dt>{from(hour)}</dt>
              <dd>{hour.refusals} on {hour.pages} pages</dd>
            </div>
          ))}
        </dl>
      </details>
    </div>
  );
}

function sum(numbers: number[]): number {
  return numbers.reduce((all, number) => all + number, 0);
}
