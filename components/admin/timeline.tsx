import type { ReactNode } from 'react';
import { When, type Clocked } from './when';

export type Moment = { at: Date; what: string; detail?: ReactNode; isQuiet?: boolean };

/** What happened, from the first to the last, hung on one line. */
export function Timeline({ moments, clock }: { moments: Moment[]; clock: Clocked }) {
  return (
    <ol className="timeline">
      {moments.map((moment, at) => (
        <li key={at} data-quiet={moment.isQuiet || undefined}>
          <span>{moment.what}</span>
          <When at={moment.at} clock={clock} />
          {moment.detail && <span className="hint">{moment.detail}</span>}
        </li>
      ))}
    </ol>
  );
}
