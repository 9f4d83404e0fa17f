import { eq } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { payout } from '@/db/schema';
import { noteBankFailure } from '@/lib/payout-accounts';
import type { BankPayout } from '@/lib/stripe';
import { tellBankFailed } from './mails/tell-sent';
import { movePayout } from './move-payout';
import type { PayoutWithCreator } from './payout-rows';

/**
 * Follows a sent payout to its bank. It posts nothing: the money left our books with the transfer, and
 * what a bank sends back lies in the creator's balance at the processor, which sends it again.
 *
 * @param sent locked
 * @param carrier the bank payout that carries it now
 */
export async function followBank(tx: Tx, sent: PayoutWithCreator, carrier: BankPayout): Promise<void> {
  const { stripePayoutId, failureCode, arrivesAt } = carrier;
  if (carrier.status === 'paid') {
    if (sent.status !== 'sent') return;
    await movePayout(tx, sent, 'paid', { endedAt: arrivesAt, stripePayoutId, failureCode: null });
    await noteFailure(tx, sent, null);
    return;
  }
  if (carrier.status !== 'failed' || (sent.failureCode !== null && sent.stripePayoutId === stripePayoutId)) return;
  const change = { stripePayoutId, failureCode: failureCode ?? 'unknown' };
  if (sent.status === 'paid') await movePayout(tx, sent, 'sent', { ...change, endedAt: null });
  else await tx.update(payout).set(change).where(eq(payout.id, sent.id));
  await noteFailure(tx, sent, change.failureCode);
  await tellBankFailed(tx, sent, carrier);
}

async function noteFailure(tx: Tx, { stripeAccountId }: PayoutWithCreator, failureCode: string | null): Promise<void> {
  if (stripeAccountId) await noteBankFailure(tx, stripeAccountId, failureCode);
}

/**
 * The bank payout that carries a transfer now: the one that it left in, or when that came back the one
 * that took up what came back.
 *
 * @param bankPayouts oldest first
 */
export function carrierOf(destinationPaymentId: string | null, bankPayouts: readonly BankPayout[]): BankPayout | null {
  let wanted = destinationPaymentId;
  let found: BankPayout | null = null;
  for (const candidate of bankPayouts) {
    if (wanted === null || !candidate.carriedIds.includes(wanted)) continue;
    found = candidate;
    wanted = candidate.stripePayoutId;
  }
  return found;
}
