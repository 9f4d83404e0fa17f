import { sql } from 'drizzle-orm';
import { getDb } from '@/db/client';
import { addMilliseconds, MINUTE_MS } from '@/lib/dates';
import { letTimePass } from '@/lib/stripe';
import { askJob } from './ask-job';
import { NoEveningComes } from './errors';

/** The moment of the next billing evening; null while nobody has a tab. */
export async function nextBillingEvening(): Promise<Date | null> {
  const { rows } = await getDb().execute<{ next: string | null }>(sql`
    select min(next_bill_at)::text as next from tab t where not exists (
      select from bill b where b.fan_id = t.fan_id and b.currency = t.currency and b.status in ('due', 'failing'))`);
  const next = rows[0]?.next;
  return next ? new Date(next) : null;
}

/**
 * Beside the sandbox only: lets its time pass until a minute after the next billing evening, then
 * has the run of that evening made, for somebody to watch.
 *
 * @returns the run
 * @throws NoSandboxClock, NoEveningComes
 */
export async function passToBillingEvening(actorId: string): Promise<string> {
  const next = await nextBillingEvening();
  if (!next) throw new NoEveningComes();
  await letTimePass(addMilliseconds(next, MINUTE_MS));
  return askJob(actorId, 'billing');
}
