import { getDb } from '@/db/client';
import { countAttempt } from '@/lib/limits';
import { openAccountLink } from '@/lib/stripe';
import { connectAccount } from './connect-account';
import { lookAgain } from './look-again';
import { readPayoutAccount } from './read-payout-account';

const HOUR_SECONDS = 3_600;
/** Each visit to the hosted page is one. */
const VISITS_PER_HOUR = 60;

/** Where the processor sends a payee who needs another link, and one who is done. */
const PATHS = { refreshPath: '/dashboard/payout-account/continue', returnPath: '/dashboard/payout-account?from=processor' };

/**
 * The address of the processor's page on which a creator tells who they are and where their money
 * goes; their account is made when there is none.
 *
 * @param now business time
 * @throws CountryNotPaid, TooManyAttempts, ProcessorUnavailable
 */
export async function openOnboarding(creatorId: string, now: Date): Promise<string> {
  await countAttempt(getDb(), { what: 'payout_account.visit', of: creatorId, perWindow: VISITS_PER_HOUR, windowSeconds: HOUR_SECONDS });
  const stripeAccountId = await connectAccount(creatorId, now);
  const account = await readPayoutAccount(getDb(), creatorId);
  // No event tells what a new account is asked for; whoever turns back at once should read it here.
  if (account?.lookedAt === null) await lookAgain(creatorId, now);
  return link(creatorId, stripeAccountId);
}

/**
 * The same for who was sent back because a link was used or too old; it makes no account.
 *
 * @returns null when there is none to go on with
 * @throws TooManyAttempts, ProcessorUnavailable
 */
export async function continueOnboarding(creatorId: string): Promise<string | null> {
  const account = await readPayoutAccount(getDb(), creatorId);
  if (!account?.stripeAccountId) return null;
  await countAttempt(getDb(), { what: 'payout_account.visit', of: creatorId, perWindow: VISITS_PER_HOUR, windowSeconds: HOUR_SECONDS });
  return link(creatorId, account.stripeAccountId);
}

async function link(creatorId: string, stripeAccountId: string): Promise<string> {
  const account = await readPayoutAccount(getDb(), creatorId);
  return openAccountLink({ stripeAccountId, isUpdate: account !== null && account.firstActiveAt !== null, ...PATHS });
}
