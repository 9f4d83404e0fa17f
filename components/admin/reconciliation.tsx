import type { FormAction } from '@/components/ui/form-state';
import { Notice } from '@/components/ui/notice';
import { Receipt, ReceiptLine, ReceiptTotal } from '@/components/ui/receipt';
import { Records } from '@/components/ui/records';
import { Section } from '@/components/ui/room-shell';
import { formatMoney, isCurrency } from '@/lib/money/input';
import type { BalanceLine, KindLine, OpenGap } from '@/lib/reconcile';
import { GapDecision } from './gap-decision';
import { explainGap, movementWords } from './reconciliation-words';
import { Age, ageWords, When, type Clocked } from './when';

type Clocks = { business: Clocked; real: Clocked };
export type Deciding = { book: FormAction; settle: FormAction; proofHref: string | null };

/** The worker compares every minute. */
const STALE_MS = 600_000;

const money = (minor: number, currency: string) => (isCurrency(currency) ? formatMoney(minor, currency) : `${minor} ${currency}`);

/** Whether both sides say the same now, in one line that cannot be overlooked. */
export function ReconciliationState({ balances, gaps, clocks }: { balances: BalanceLine[]; gaps: OpenGap[]; clocks: Clocks }) {
  const [oldest] = gaps;
  if (oldest) {
    return (
      <Notice tone="bad" icon="alert">
        {gaps.length === 1 ? 'One difference' : `${gaps.length} differences`}, the oldest found {ageWords(oldest.foundAt, clocks.real.now)}. Approve no payout before each is understood.
      </Notice>
    );
  }
  if (balances.length === 0) return <Notice tone="wait" icon="clock">Nothing was compared yet. The job “reconcile” does it every minute.</Notice>;
  const oldestMs = Math.min(...balances.map(({ comparedAt }) => comparedAt.getTime()));
  if (clocks.business.now.getTime() - oldestMs > STALE_MS) {
    return <Notice tone="wait" icon="clock">Last compared {ageWords(new Date(oldestMs), clocks.business.now)}: look whether the job “reconcile” runs, and whether Stripe answers.</Notice>;
  }
  const apart = balances.filter(({ gapMinor }) => gapMinor !== 0).map(({ currency, gapMinor }) => money(gapMinor, currency));
  if (apart.length > 0) return <Notice tone="wait" icon="clock">{apart.join(' and ')} apart for under five minutes: mostly an event that is still on its way.</Notice>;
  return <Notice tone="good" icon="check">Stripe’s record and our books say the same, to the cent.</Notice>;
}

/** Both sides by currency, as a receipt whose total must be nothing. */
export function Balances({ balances, clocks }: { balances: BalanceLine[]; clocks: Clocks }) {
  if (balances.length === 0) return null;
  return (
    <div className="money-grid">
      {balances.map(({ currency, processorMinor, ledgerMinor, gapMinor, explainedMinor, comparedAt, agreedAt }) => (
        <Section key={currency} title={currency} hint={agedWords({ comparedAt, agreedAt }, clocks.business.now)}>
          <Receipt>
            <ReceiptLine label="Stripe has" sum={money(processorMinor, currency)} />
            <ReceiptLine label={<a href={`/admin/ledger?kind=processor_clearing&currency=${currency}`} className="quiet-link">Our books say</a>} sum={money(ledgerMinor, currency)} />
            {explainedMinor !== 0 && <ReceiptLine label="Listed below" sum={money(explainedMinor, currency)} />}
            {gapMinor !== explainedMinor && <ReceiptLine label="On its way, under five minutes old" sum={money(gapMinor - explainedMinor, currency)} />}
            <ReceiptTotal label="Gap" sum={money(gapMinor, currency)} />
          </Receipt>
        </Section>
      ))}
    </div>
  );
}

function agedWords({ comparedAt, agreedAt }: Pick<BalanceLine, 'comparedAt' | 'agreedAt'>, now: Date): string {
  const compared = ageWords(comparedAt, now);
  if (agreedAt?.getTime() === comparedAt.getTime()) return `Compared ${compared}, and equal.`;
  return `Compared ${compared}. ${agreedAt ? `Last equal ${ageWords(agreedAt, now)}.` : 'Not equal yet.'}`;
}

/** Each difference with what it is, what to do, and the decision that it waits for. */
export function Differences({ gaps, clocks, deciding }: { gaps: OpenGap[]; clocks: Clocks; deciding: Deciding }) {
  return (
    <Section title="Differences, oldest first">
      {gaps.length === 0 ? <div className="empty">None. Every movement at Stripe has its transaction here, and the other way round.</div> : (
        <ul className="gap-list">
          {gaps.map((gap) => <Difference key={`${gap.objectId} ${gap.currency}`} gap={gap} clocks={clocks} deciding={deciding} />)}
        </ul>
      )}
    </Section>
  );
}

function Difference({ gap, clocks, deciding }: { gap: OpenGap; clocks: Clocks; deciding: Deciding }) {
  const { what, advice } = explainGap(gap);
  return (
    <li>
      <div className="gap-head">
        <h3>
          <a href={`/admin/search?q=${encodeURIComponent(gap.objectId)}`} className="text-link"><code>{gap.objectId}</code></a>
        </h3>
        <span className="figures">{money(gap.amountMinor, gap.currency)}</span>
      </div>
      <p className="hint">
        {gap.type && `${movementWords(gap.type)}. `}Stripe {money(gap.processorMinor, gap.currency)}, books {money(gap.ledgerMinor, gap.currency)}. Found <Age at={gap.foundAt} now={clocks.real.now} />
        {gap.happenedAt && <>, from <When at={gap.happenedAt} clock={clocks.business} /></>}.
      </p>
      <p>{what}</p>
      <p><strong>What to do:</strong> {advice}</p>
      <GapDecision gap={gap} deciding={deciding} />
    </li>
  );
}

/** Every kind of movement of the last month, and whether the books have it. */
export function Movements({ kinds }: { kinds: KindLine[] }) {
  return (
    <Section title="What moved at Stripe in 30 days" hint="Each kind with what of it our books have.">
      <Records
        caption="Movements"
        columns={[{ label: 'Kind' }, { label: 'In the books' }, { label: 'How many', end: true }, { label: 'Net', end: true }]}
        empty="Nothing moved in these days."
        rows={kinds.map(({ type, currency, count, netMinor, unmatched }) => ({
          key: `${type} ${currency}`,
          cells: [
            <span key="kind">{movementWords(type)} <span className="hint">{currency}</span></span>,
            unmatched === 0 ? <span key="all" className="status status-good">All</span> : <span key="some" className="status status-wait">All but {unmatched}</span>,
            count,
            money(netMinor, currency),
          ],
        }))}
      />
    </Section>
  );
}

type Closed = { objectId: string; currency: string; kind: string; type: string | null; amountMinor: number; foundAt: Date; closedAt: Date | null };

/** Differences that are no more, and how long they stood. */
export function ClosedGaps({ gaps, clocks }: { gaps: Closed[]; clocks: Clocks }) {
  return (
    <Section title="Closed lately">
      <Records
        caption="Closed differences"
        columns={[{ label: 'Object' }, { label: 'What it was' }, { label: 'Open for' }, { label: 'Closed' }, { label: 'Amount', end: true }]}
        empty="No difference was ever closed."
        rows={gaps.map((gap) => ({
          key: `${gap.objectId} ${gap.currency}`,
          cells: [
            <a key="object" href={`/admin/search?q=${encodeURIComponent(gap.objectId)}`} className="text-link"><code>{gap.objectId}</code></a>,
            gap.type ? movementWords(gap.type) : 'Only in our books',
            gap.closedAt ? ageWords(gap.foundAt, gap.closedAt).replace(' ago', '') : '–',
            gap.closedAt ? <When key="closed" at={gap.closedAt} clock={clocks.real} /> : '–',
            money(gap.amountMinor, gap.currency),
          ],
        }))}
      />
    </Section>
  );
}
