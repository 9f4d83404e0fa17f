/** What the sandbox remembers of connected accounts beside Stripe's own objects. */
import type { Stripe } from 'stripe';
import type { ThinEventType } from '../webhooks/thin-event-types';

/** When what is due has to be told; only what is past due stops transfers. */
export type Deadline = Stripe.V2.Core.Account.Requirements.Entry.MinimumDeadline.Status;

export interface AccountDetails {
  /** The account's id. */
  id: string;
  /** The listed test account to which payouts go; null before it was told. */
  bankNumber: string | null;
  /** Names the bank account in payouts; another one for each change. */
  bankId: string | null;
  /** Being told what was asked for is one thing, having looked at it another. */
  state: 'new' | 'verifying' | 'verified';
  /** What Stripe wants to know, as it calls it. */
  due: string[];
  deadline: Deadline;
  /** Its owner has taken it away from the platform: nothing of it is ours any more. */
  left?: true;
}

/** A way to the hosted page that opens once. */
export interface AccountLinkRecord {
  /** The secret end of its address. */
  id: string;
  account: string;
  useCase: 'account_onboarding' | 'account_update';
  refreshUrl: string;
  returnUrl: string | null;
  expiresMs: number;
  opened: boolean;
  submitted: boolean;
}

/** A way to the page on which a payee sees their payouts; it opens once. */
export interface LoginLinkRecord {
  /** The secret end of its address. */
  id: string;
  account: string;
  opened: boolean;
}

/** An object that belongs to a connected account; what is not named here is the platform's. */
export interface Owner {
  id: string;
  account: string;
}

/** In which automatic payout a balance transaction is. */
export interface PayoutPart {
  /** The balance transaction's id. */
  id: string;
  payout: string;
}

export interface KeptSettings {
  /** The account's id. */
  id: string;
  settings: Stripe.BalanceSettings;
}

/** A thin event: it names what changed, and who gets it asks for the object. */
export interface ThinEvent {
  id: string;
  object: 'v2.core.event';
  type: ThinEventType;
  created: string;
  livemode: false;
  reason?: { type: 'request'; request: { id: string; idempotency_key: string } };
  related_object?: { id: string; type: string; url: string };
  data?: object;
}
