import type { Queryable } from '@/db/client';
import { sessionsOf } from '@/lib/payments';
import type { Look } from '@/lib/webhooks';

/** Where to look for each of these payments; one whose page never opened has nothing to look at. */
export async function looksAt(db: Queryable, paymentIds: string[]): Promise<Look[]> {
  const sessions = await sessionsOf(db, paymentIds);
  return [...sessions].map(([paymentId, sessionId]) => ({ paymentId, sessionId }));
}
