import { formatMoney, type Currency } from '@/lib/money/input';

type Day = { when: string; amountMinor: number };

const [WIDTH, HEIGHT, STEP, BAR] = [360, 96, 12, 8];

/** What came in on each of 30 days: drawn as bars, said in a sentence, listed for who wants figures. */
export function DaysChart({ days, currency }: { days: Day[]; currency: Currency }) {
  const money = (minor: number) => formatMoney(minor, currency);
  const sum = days.reduce((all, { amountMinor }) => all + amountMinor, 0);
  const best = days.reduce<Day | null>((most, day) => (day.amountMinor > (most?.amountMinor ?? 0) ? day : most), null);
  if (!best) return <p className="hint">Nothing came in these days.</p>;
  return (
    <div className="days-chart">
      <p>
        <span className="dash-figure">{money(sum)}</span> <span className="hint">before fees</span>
      </p>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
        {days.map(({ when, amountMinor }, at) => {
          const height = amountMinor > 0 ? Math.max(3, Math.round((amountMinor / best.amountMinor) * (HEIGHT - 2))) : 1;
          return <rect key={when} x={at * STEP + 2} y={HEIGHT - height} width={BAR} height={height} rx={height > 3 ? 2 : 0} data-none={amountMinor > 0 ? undefined : ''} />;
        })}
      </svg>
      <p className="days-ends hint">
        <span>{days[0]?.when}</span>
        <span>{days.at(-1)?.when}</span>
      </p>
      <details suppressHydrationWarning>
        <summary>Day by day</summary>
        <dl className="dash-days">
          {days.filter(({ amountMinor }) => amountMinor > 0).map(({ when, amountMinor }) => (
            <div key={when}>
              <dt>{when}</dt>
              <dd>{money(amountMinor)}</dd>
            </div>
          ))}
        </dl>
      </details>
    </div>
  );
}
