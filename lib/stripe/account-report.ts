import { createHash } from 'node:crypto';
import type Stripe from 'stripe';

type Account = Stripe.V2.Core.Account;
type Transfers = Stripe.V2.Core.Account.Configuration.Recipient.Capabilities.StripeBalance.StripeTransfers;

/** What the processor still wants to know, in its own name for it. */
export type Requirement = {
  name: string;
  /** Whether payouts have stopped for want of it. */
  isPastDue: boolean;
  /** Whether it waits for the owner; otherwise the processor is looking. */
  isTheirs: boolean;
};

/** All that matters to us of a payee's account, in our words. */
export type AccountReport = {
  stripeAccountId: string;
  /** Our own row, from the metadata that we sent; null when it names none. */
  ownId: string | null;
  /** Before it was asked, in business time: of two reports the one asked later is the newer. */
  askedAt: Date;
  /** 'gone': closed, or its owner has taken it away from us. */
  transfers: 'active' | 'pending' | 'stopped' | 'gone';
  requirements: Requirement[];
  /** Tells one bank account from another; null until there is one. */
  destinationKey: string | null;
  /** The bank account as its owner knows it. */
  destination: string | null;
};

/** Reads an account with its recipient configuration, defaults and requirements included. */
export function accountReport(account: Account, destination: string | null, askedAt: Date): AccountReport {
  const key = destinationKeyOf(account);
  return {
    stripeAccountId: account.id,
    ownId: account.metadata?.payout_account_id ?? null,
    askedAt,
    transfers: account.closed ? 'gone' : stateOf(account.configuration?.recipient?.capabilities?.stripe_balance?.stripe_transfers),
    requirements: (account.requirements?.entries ?? []).map((entry) => ({
      name: entry.description,
      isPastDue: entry.minimum_deadline.status === 'past_due',
      isTheirs: entry.awaiting_action_from === 'user',
    })),
    destinationKey: key,
    destination: key === null ? null : (destination ?? 'A bank account'),
  };
}

/** What is left to say of an account that we may not ask about any more. */
export function goneReport(stripeAccountId: string, askedAt: Date): AccountReport {
  return { stripeAccountId, ownId: null, askedAt, transfers: 'gone', requirements: [], destinationKey: null, destination: null };
}

function stateOf(transfers: Transfers | undefined): AccountReport['transfers'] {
  if (transfers?.status === 'active') return 'active';
  return transfers === undefined || transfers.status === 'pending' ? 'pending' : 'stopped';
}

/** The ids of what it is paid out to, one for each currency, folded into one word. */
function destinationKeyOf(account: Account): string | null {
  const methods = Object.entries(account.defaults?.payout_methods ?? {}).sort(([one], [other]) => one.localeCompare(other));
  if (methods.length === 0) return null;
  return createHash('sha256').update(JSON.stringify(methods)).digest('base64url');
}
