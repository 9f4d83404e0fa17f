import Stripe from 'stripe';
import { getStripe } from './client';
import { callProcessor } from './errors';

/** Our clock and Stripe's may differ by as much. */
const SLACK_MS = 300_000;
/** Stripe keeps the answers to keys for at least a day; after that a repeat would make a second account. */
const KEY_LIVES_MS = 20 * 3_600_000;

export type NewAccount = {
  /** Our row, and the idempotency key. */
  payoutAccountId: string;
  createdAt: Date;
  /** ISO 3166, upper case. */
  country: string;
  /** Prefilled on the hosted page; null asks for it. */
  email: string | null;
};

/**
 * Makes a payee's account that receives transfers and nothing else. Asked again it is the same one:
 * by the key, and when that no longer holds (a day later, or after the mail address changed) by what
 * the account itself says of us.
 *
 * @param now business time
 * @returns its id
 * @throws ProcessorUnavailable; what it refuses is thrown as it is
 */
export async function createAccount(request: NewAccount, now: Date): Promise<string> {
  const isOld = request.createdAt.getTime() < now.getTime() - KEY_LIVES_MS;
  const found = isOld ? await findAccount(request) : null;
  return found ?? create(request);
}

async function create(request: NewAccount): Promise<string> {
  const { payoutAccountId, country, email } = request;
  try {
    const account = await callProcessor(() =>
      getStripe().v2.core.accounts.create(
        {
          ...(email ? { contact_email: email } : {}),
          dashboard: 'express',
          defaults: { responsibilities: { fees_collector: 'application', losses_collector: 'application' } },
          configuration: { recipient: { capabilities: { stripe_balance: { stripe_transfers: { requested: true } } } } },
          identity: { country, entity_type: 'individual' },
          metadata: { payout_account_id: payoutAccountId },
        },
        { idempotencyKey: `payout_account_${payoutAccountId}` },
      ),
    );
    return account.id;
  } catch (error) {
    const found = error instanceof Stripe.errors.StripeIdempotencyError ? await findAccount(request) : null;
    if (found) return found;
    throw error;
  }
}

/** The account that was made for a row of ours whose answer was lost; null when there is none. */
async function findAccount({ payoutAccountId, createdAt }: NewAccount): Promise<string | null> {
  return callProcessor(async () => {
    for await (const account of getStripe().v2.core.accounts.list({ applied_configurations: ['recipient'], limit: 100 })) {
      const isYounger = Date.parse(account.created) >= createdAt.getTime() - SLACK_MS;
      if (isYounger && account.metadata?.payout_account_id === payoutAccountId) return account.id;
    }
    return null;
  });
}
