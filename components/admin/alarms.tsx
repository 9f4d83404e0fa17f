import { Notice } from '@/components/ui/notice';
import type { JobLine } from '@/lib/admin';
import type { ChargeStop } from '@/lib/billing';
import { ageWords, type Clocked } from './when';

type Props = { jobs: JobLine[]; stop: ChargeStop | null; clocks: { business: Clocked; real: Clocked } };

/** Some of its jobs run every minute. */
const SILENT_MS = 5 * 60_000;

/** What stands still altogether, and what to do about it: before anything else on the overview. */
export function Alarms({ jobs, stop, clocks }: Props) {
  const silent = silenceOf(jobs, clocks.real.now);
  const compared = jobs.find(({ name }) => name === 'reconcile')?.pulse;
  const away = compared?.failure === 'ProcessorUnavailable' ? compared.failingSince : null;
  return (
    <>
      {silent && (
        <Notice tone="bad" icon="alert">
          {silent === 'never' ? 'The worker has not run yet' : `The worker last ran ${ageWords(silent, clocks.real.now)}`}: no bill is charged, no payout or mail is sent, and no event of Stripe is read. It runs beside the server (<code>npm start</code>): start that again, and read its log if it stops again.
        </Notice>
      )}
      {away && (
        <Notice tone="bad" icon="alert">
          Stripe does not answer: the first try failed {ageWords(away, clocks.real.now)}. What waits for it goes on by itself. Look at <a href="https://status.stripe.com" className="text-link">Stripe’s status</a>, then at this server’s network and key.
        </Notice>
      )}
      {stop && (
        <Notice tone="bad" icon="alert">
          No bill is charged: they stopped {ageWords(stop.stoppedAt, clocks.business.now)}, {stop.failureCode === 'restored_from_backup' ? 'because these books were restored from a backup' : 'because Stripe would not take our requests'}. <a href="/admin/billing" className="text-link">See why, mend it and let them go on</a>.
        </Notice>
      )}
    </>
  );
}

/** Since when no job has run; null while one did lately. */
function silenceOf(jobs: JobLine[], now: Date): Date | 'never' | null {
  const newest = Math.max(0, ...jobs.map(({ pulse }) => pulse?.startedAt.getTime() ?? 0));
  if (newest === 0) return 'never';
  return now.getTime() - newest > SILENT_MS ? new Date(newest) : null;
}
