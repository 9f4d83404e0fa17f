import { eq } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { payoutAccount } from '@/db/schema';

/**
 * Keeps the processor's word for why a payout to the bank came back, so that its owner sees it; null
 * when a later one arrived. The money lies in their balance at the processor and is no affair of the
 * ledger (DESIGN.md 4.6).
 *
 * @returns the creator whose account it is; null for an account that is none of ours
 */
export async function noteBankFailure(tx: Tx, stripeAccountId: string, failureCode: string | null): Promise<{ creatorId: string } | null> {
  const [noted] = await tx
    .update(payoutAccount)
    .set({ bankFailure: failureCode })
    .where(eq(payoutAccount.stripeAccountId, stripeAccountId))
    .returning({ creatorId: payoutAccount.creatorId });
  return noted ?? null;
}
