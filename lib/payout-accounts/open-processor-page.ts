import { getDb } from '@/db/client';
import { openLoginLink } from '@/lib/stripe';
import { NoPayoutAccount, PayoutAccountNotReady } from './errors';
import { readPayoutAccount } from './read-payout-account';

/**
 * The address of the processor's own page of a creator, on which they see what it paid to their bank.
 * It opens once.
 *
 * @throws NoPayoutAccount, PayoutAccountNotReady before they have told who they are; ProcessorUnavailable
 */
export async function openProcessorPage(creatorId: string): Promise<string> {
  const account = await readPayoutAccount(getDb(), creatorId);
  if (!account?.stripeAccountId) throw new NoPayoutAccount();
  if (account.firstActiveAt === null || account.status === 'onboarding') throw new PayoutAccountNotReady();
  return openLoginLink(account.stripeAccountId);
}
