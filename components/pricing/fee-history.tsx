import type { FeeChange } from '@/lib/pricing';
import { day, percent } from './fee-words';

/** The platform fee: now in large type, and below it every change there was or will be. */
export function FeeHistory(props: { history: FeeChange[]; now: Date; noticeDays: number }) {
  const { history, now } = props;
  const current = history.findLast((change) => change.appliesFrom <= now);
  return (
    <section aria-labelledby="platform">
      <h2 id="platform" className="text-2xl">
        What Tuppence takes
      </h2>
      <p className="sum mt-4 text-6xl leading-none text-accent">{percent(current?.basisPoints ?? 0)}</p>
      <p className="mt-3 text-second">
        of what a creator is given. A rise is announced here {props.noticeDays} days before, and
        never touches what was paid earlier.
      </p>
      <h3 className="mt-6 font-sans text-base font-semibold">Every change</h3>
      <ol className="figures mt-2">
        {history.map((change, at) => (
          <li key={change.id} className="flex justify-between gap-4 border-t border-dashed border-edge/50 py-2">
            <span>
              {at === 0 ? 'Since the beginning' : `From ${day(change.appliesFrom.toISOString())}`}
              {change.appliesFrom > now && (
                <span className="block text-sm text-second">
                  announced {day(change.announcedAt.toISOString())}
                </span>
              )}
            </span>
            <span>{percent(change.basisPoints)}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
