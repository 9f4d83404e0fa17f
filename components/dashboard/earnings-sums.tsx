import { formatMoney, type Currency } from '@/lib/money/input';

type Sums = {
  currency: Currency;
  accruedMinor: number;
  heldMinor: number;
  availableMinor: number;
  reservedMinor: number;
  debtMinor: number;
  waitingMinor: number;
  /** Whether it stands still, because the page was suspended. */
  isFrozen: boolean;
  heldByDay: { when: string; amountMinor: number }[];
};

/** Days that are listed one by one; the rest stands in one line. */
const LISTED = 7;

/** What a creator has: free now, and held with the days on which it becomes free. */
export function EarningsSums({ earnings }: { earnings: Sums }) {
  const money = (minor: number) => formatMoney(minor, earnings.currency);
  return (
    <div className="dash-pair">
      <section className="sheet-card dash-sum" aria-labelledby="available">
        <h2 id="available">Available</h2>
        <p className="dash-figure">{money(earnings.availableMinor)}</p>
        <p className="hint">{earnings.isFrozen ? 'It stands still while your page is suspended.' : 'Collected, past its hold, every fee taken.'}</p>
        {earnings.reservedMinor > 0 && <p className="hint">And {money(earnings.reservedMinor)} asked for, on its way to you.</p>}
        <p>
          <a href="/dashboard/payouts" className="text-link">Payouts</a>
        </p>
        {earnings.debtMinor > 0 && (
          <p className="dash-debt">
            You owe {money(earnings.debtMinor)}: refunds and disputes took more than was there, because the processor keeps its fee, or the money was paid out.
            What becomes available next repays it first.
          </p>
        )}
      </section>
      <section className="sheet-card dash-sum" aria-labelledby="held">
        <h2 id="held">Held</h2>
        <p className="dash-figure">{money(earnings.heldMinor)}</p>
        {earnings.isFrozen ? (
          <p className="hint">It stands still, too, until somebody has decided.</p>
        ) : earnings.heldMinor === 0 ? (
          <p className="hint">Each tip is held for some days after it came, in case it is disputed.</p>
        ) : (
          <HeldDays {...earnings} />
        )}
        {earnings.accruedMinor > 0 && (
          <p className="hint">And {money(earnings.accruedMinor)} accrued: on fans’ tabs, charged on their next bill.</p>
        )}
      </section>
    </div>
  );
}

function HeldDays({ heldByDay, waitingMinor, currency }: Sums) {
  const later = heldByDay.slice(LISTED);
  const laterMinor = later.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  return (
    <dl className="dash-days">
      {heldByDay.slice(0, LISTED).map(({ when, amountMinor }) => (
        <HeldDay key={when} label={`Until ${when}`} sum={formatMoney(amountMinor, currency)} />
      ))}
      {later.length > 0 && <HeldDay label={`Later, until ${later.at(-1)?.when ?? ''}`} sum={formatMoney(laterMinor, currency)} />}
      {waitingMinor > 0 && <HeldDay label="Until its fee is known" sum={formatMoney(waitingMinor, currency)} />}
    </dl>
  );
}

function HeldDay({ label, sum }: { label: string; sum: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{sum}</dd>
    </div>
  );
}
