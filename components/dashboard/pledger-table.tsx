import { Records } from '@/components/ui/records';
import type { PledgerRow, PledgerState } from '@/lib/earnings';
import { formatMoney } from '@/lib/money/input';

/** Somebody who pledges, with their days in words. */
export type PledgerItem = Pick<PledgerRow, 'id' | 'name' | 'tier' | 'amountMinor' | 'currency'> & {
  since: string;
  /** Until when it is open, or when and why they left. */
  end: string | null;
};

/** Those who pledge, or did, in one state. */
export function PledgerTable({ state, rows }: { state: PledgerState; rows: PledgerItem[] }) {
  return (
    <Records
      caption={LABELS[state]}
      columns={[{ label: 'Who' }, { label: 'Tier', quiet: true }, { label: 'Since' }, ...(ENDS[state] ? [{ label: ENDS[state] }] : []), { label: 'A month', end: true }]}
      rows={rows.map((row) => ({
        key: row.id,
        cells: [
          row.name === null ? <span key="who" className="font-normal text-second">Somebody without a name</span> : <bdi key="who">{row.name}</bdi>,
          row.tier,
          row.since,
          ...(ENDS[state] ? [row.end] : []),
          formatMoney(row.amountMinor, row.currency),
        ],
      }))}
      empty={<p>{EMPTY[state]}</p>}
    />
  );
}

/** The states as links, with the one that is shown marked. */
export function PledgerStates({ current, path }: { current: PledgerState; path: string }) {
  return (
    <nav aria-label="State of the pledges" className="chips">
      {STATES.map((state) => (
        <a key={state} href={state === 'active' ? path : `${path}?state=${state}`} aria-current={state === current ? 'true' : undefined}>
          {LABELS[state]}
        </a>
      ))}
    </nav>
  );
}

const STATES: PledgerState[] = ['active', 'grace', 'paused', 'leaving', 'left'];
const LABELS: Record<PledgerState, string> = { active: 'Active', grace: 'In grace', paused: 'Paused', leaving: 'Leaving', left: 'Left' };
const ENDS: Record<PledgerState, string | null> = { active: null, grace: null, paused: 'Open until', leaving: 'Open until', left: 'Left' };
const EMPTY: Record<PledgerState, string> = {
  active: 'Nobody pledges yet. Whoever joins one of your tiers stands here, as far as they want to be seen.',
  grace: 'Nobody. Those whose card was refused stand here while it is tried again; what they have stays open.',
  paused: 'Nobody has paused.',
  leaving: 'Nobody is leaving. Who cancels stays to the end of what is paid, and stands here until then.',
  left: 'Nobody has left.',
};
