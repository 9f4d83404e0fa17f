import type { Queryable } from '@/db/client';
import { looksOf, type PaymentLook } from '@/lib/payments';

/**
 * Where to look for each of these payments; one whose page never opened has nothing to look at, and
 * one that was charged off session without an answer is searched for.
 */
export async function looksAt(db: Queryable, paymentIds: string[]): Promise<PaymentLook[]> {
  const looks = await looksOf(db, paymentIds);
  return [...looks.values()].filter((look) => look.sessionId ?? look.intentId ?? look.search);
}
