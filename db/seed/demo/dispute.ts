import { and, desc, eq, sql } from 'drizzle-orm';
import { getDb, inTransaction } from '@/db/client';
import { dispute, payment, tip } from '@/db/schema';
import { addDays } from '@/lib/dates';
import { env } from '@/lib/env';
import { runJob } from '@/lib/jobs';
import { originsOfPayment, recordOrigin } from '@/lib/origins';
import type { Moment } from './fans';
import { demoCreatorId } from './seed-creators';

/** Whose newest tip a stranger's bank takes back, so that an admin has a case to answer. */
const HANDLE = 'harbour-choir';
/** Where its payer was, of the addresses that belong to nobody (RFC 5737), so that the evidence has somebody who was here. */
const FROM = { address: '203.0.113.24', network: '203.0.113.0/24', device: 'Firefox on Windows' };

/**
 * What happens around disputes in the demo month: one tip is disputed and waits for its answer. An
 * interrupted seed opens no second one.
 *
 * @param now the end of the demo month
 */
export function disputeMoments(now: Date): Moment[] {
  return [{ at: addDays(now, -0.2), run: open }];
}

async function open(now: Date): Promise<void> {
  await runJob('reconcile', now);
  const [newest] = await getDb()
    .select({ paymentId: payment.id, startedAt: payment.createdAt, chargeId: payment.chargeId, disputeId: dispute.id })
    .from(tip)
    .innerJoin(payment, eq(payment.id, tip.paymentId))
    .leftJoin(dispute, eq(dispute.paymentId, payment.id))
    .where(and(eq(tip.creatorId, demoCreatorId(HANDLE)), eq(payment.status, 'succeeded')))
    .orderBy(sql`${dispute.id} desc nulls last`, desc(tip.receivedAt))
    .limit(1);
  if (!newest?.chargeId || newest.disputeId) return;
  const { paymentId, startedAt } = newest;
  await inTransaction(async (tx) => {
    if ((await originsOfPayment(tx, paymentId)).length === 0) await recordOrigin(tx, { deed: 'tip', from: FROM, paymentId, now: startedAt });
  });
  const response = await fetch(new URL(`/_sandbox/charges/${newest.chargeId}/dispute`, env().STRIPE_API_BASE), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({}),
  });
  if (!response.ok) throw new Error(`The sandbox opened no dispute: ${response.status}`);
  await runJob('reconcile', now);
}
