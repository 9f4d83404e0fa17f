import { getDb } from '@/db/client';
import { findChargeStop, RESTORED } from '@/lib/billing';
import { addMilliseconds, MINUTE_MS } from '@/lib/dates';
import { adoptTransfer } from '@/lib/payouts';
import { RESTORED_CURSOR, readUntil, setReadUntil } from '@/lib/reconcile';
import { listTransfersSince } from '@/lib/stripe';

/** Our clock and Stripe's may differ by as much. */
const SLACK_MS = 5 * MINUTE_MS;
/** Until it is written no payout of before the restore can be ended (lib/payouts/may-have-left.ts). */
const READ = 'transfers';

/**
 * In books that were restored from a backup: takes in every transfer that left after it was taken, so
 * that no money that is gone lies free in them. Goes on until an admin lets charges go on.
 *
 * @returns how many were taken in
 * @throws ProcessorUnavailable
 */
export async function adoptTransfers(): Promise<number> {
  const since = await readUntil(RESTORED_CURSOR);
  if (!since) return 0;
  if ((await readUntil(READ)) && (await findChargeStop(getDb()))?.failureCode !== RESTORED) return 0;
  let adopted = 0;
  for (const transfer of await listTransfersSince(addMilliseconds(since, -SLACK_MS))) if (await adoptTransfer(transfer)) adopted += 1;
  await setReadUntil(READ, [new Date()]);
  return adopted;
}
