import type { Stripe } from 'stripe';
import type { AccountDetails } from '../store/connect-records';

type Account = Stripe.V2.Core.Account;
type Transfers = Stripe.V2.Core.Account.Configuration.Recipient.Capabilities.StripeBalance.StripeTransfers;
type Entry = Stripe.V2.Core.Account.Requirements.Entry;

/** What a new recipient has to tell. */
export const ASKED_AT_FIRST: readonly string[] = [
  'defaults.payout_methods',
  'identity.attestations.terms_of_service',
  'identity.individual.given_name',
  'identity.individual.surname',
];

/**
 * Whether transfers may go to an account:
 *
 *   pending ──(all told)──▶ pending (verifying) ──▶ active ──(something is past due)──▶ restricted
 *      ▲                                              ▲                                     │
 *      └ asked for at first                           └────────────(told and verified)──────┘
 */
export function transfersState({ state, due, deadline }: AccountDetails): Transfers {
  if (due.length > 0 && deadline === 'past_due' && state !== 'new') {
    return { status: 'restricted', status_details: [{ code: 'requirements_past_due', resolution: 'provide_info' }] };
  }
  if (state === 'verified') return { status: 'active', status_details: [] };
  if (state === 'verifying') {
    return { status: 'pending', status_details: [{ code: 'determining_status', resolution: 'no_resolution' }] };
  }
  return { status: 'pending', status_details: [{ code: 'requirements_pending_verification', resolution: 'provide_info' }] };
}

/** What is still to be told, in Stripe's shape. */
export function requirementsOf({ due, deadline, state }: AccountDetails): Stripe.V2.Core.Account.Requirements {
  const entries = due.map(
    (description): Entry => ({
      awaiting_action_from: 'user',
      description,
      errors: [],
      impact: {
        restricts_capabilities: [
          { capability: 'stripe_balance.stripe_transfers', configuration: 'recipient', deadline: { status: deadline } },
        ],
      },
      minimum_deadline: { status: deadline },
      requested_reasons: [{ code: state === 'new' ? 'routine_onboarding' : 'routine_verification' }],
    }),
  );
  return { entries, ...(due.length > 0 ? { summary: { minimum_deadline: { status: deadline } } } : {}) };
}

/** An account as its details make it. */
export function withState(account: Account, details: AccountDetails): Account {
  const recipient = account.configuration?.recipient;
  const asked = recipient?.capabilities?.stripe_balance?.stripe_transfers !== undefined;
  return {
    ...account,
    requirements: requirementsOf(details),
    ...(recipient && asked
      ? {
          configuration: {
            recipient: { ...recipient, capabilities: { stripe_balance: { stripe_transfers: transfersState(details) } } },
          },
        }
      : {}),
  };
}

/** Whether the platform may send money to it. */
export function takesTransfers(account: Account): boolean {
  return account.configuration?.recipient?.capabilities?.stripe_balance?.stripe_transfers?.status === 'active';
}
