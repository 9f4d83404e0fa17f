import Stripe from 'stripe';
import { log } from '@/lib/log';
import { accountReport, goneReport, type AccountReport } from './account-report';
import { businessClock } from './business-clock';
import { getStripe } from './client';
import { callProcessor } from './errors';

const INCLUDED = ['configuration.recipient', 'defaults', 'requirements'] as const;

/**
 * Reads a payee's account: the truth about whether it can be paid, and where to. One that is not ours
 * any more answers a report that says so.
 *
 * @throws ProcessorUnavailable
 */
export async function fetchAccount(stripeAccountId: string): Promise<AccountReport> {
  const askedAt = await businessClock();
  try {
    const account = await callProcessor(() => getStripe().v2.core.accounts.retrieve(stripeAccountId, { include: [...INCLUDED] }));
    return accountReport(account, await nameDestination(account), askedAt);
  } catch (error) {
    if (isGone(error)) return goneReport(stripeAccountId, askedAt);
    throw error;
  }
}

/** The bank and last digits of where it is paid in its own currency, asked for in its context. */
async function nameDestination({ id, defaults }: Stripe.V2.Core.Account): Promise<string | null> {
  const methods = defaults?.payout_methods ?? {};
  const methodId = methods[defaults?.currency ?? ''] ?? Object.values(methods)[0];
  if (methodId === undefined) return null;
  try {
    const { bank_account: bank, card } = await callProcessor(() =>
      getStripe().v2.moneyManagement.payoutMethods.retrieve(methodId, {}, { stripeContext: id }),
    );
    if (bank) return `${bank.bank_name.slice(0, 60)} •••• ${bank.last4}`;
    return card ? `Card •••• ${card.last4}` : null;
  } catch (error) {
    // Its name is a nicety: whether it is another one than before is known without.
    log.warn('payout_account.unnamed', { account: id, error: error instanceof Error ? error.name : '' });
    return null;
  }
}

/** Taken away from us (403), or never there (404); a key of ours that is refused says neither. */
function isGone(error: unknown): boolean {
  if (error instanceof Stripe.errors.StripePermissionError) return error.code === 'account_invalid';
  return error instanceof Stripe.errors.StripeInvalidRequestError && error.statusCode === 404;
}
