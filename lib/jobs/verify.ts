import { getDb } from '@/db/client';
import { log } from '@/lib/log';
import { verifyLedger } from '@/lib/ledger';
import type { JobOutcome, JobWatch } from './jobs';
import { domainLedgerChecks } from './ledger-checks';

/**
 * Checks every invariant of the ledger and of the domains that post, over the whole database. The
 * counts are the outcome; the offending rows are kept with the run, for the person who looks.
 */
export async function verify(_now: Date, watch: JobWatch): Promise<JobOutcome> {
  let checked = 0;
  const violations = await verifyLedger(getDb(), domainLedgerChecks, async (done, of) => {
    checked = of;
    await watch.progress(done, of);
  });
  if (violations.length === 0) return { checked };
  const broken = new Set(violations.map(({ invariant }) => invariant));
  // Reported as an error because somebody must look, whatever hour it is.
  log.error('ledger.broken', new Error([...broken].join(', ')));
  await watch.detail(violations);
  return { checked, broken: broken.size, rows: violations.length };
}
