import type { SignalCode } from './input';

/** A page is new for so many days. */
export const NEW_DAYS = 30;
/** A gift is large when it alone would make a payout: $25, the same figure in every currency we offer (DESIGN.md 4.11). */
export const LARGE_MINOR = 2_500;
/** Below this part of the income (basis points) a link is an oddity and weighs less: owners try their own page. */
export const SLIGHT_BPS = 1_000;

/**
 * What each signal weighs at its fullest and when it is slight. They add up to a score of at most 100;
 * 20 is worth a look, 60 is not let go lightly. One certain sign of self-dealing is enough for that,
 * and no sum of what any new creator brings along is.
 */
export const weights: Record<SignalCode, { full: number; slight: number }> = {
  own_account: { full: 60, slight: 20 },
  own_card: { full: 60, slight: 25 },
  own_mailbox: { full: 45, slight: 20 },
  own_device: { full: 30, slight: 10 },
  own_network: { full: 10, slight: 5 },
  shared_card: { full: 20, slight: 8 },
  same_mailbox: { full: 20, slight: 8 },
  ring: { full: 35, slight: 15 },
  large_anonymous: { full: 25, slight: 25 },
  one_fan: { full: 25, slight: 15 },
  velocity: { full: 15, slight: 15 },
  refunds: { full: 60, slight: 20 },
  disputes: { full: 60, slight: 20 },
  fraud_warnings: { full: 30, slight: 15 },
  first_payout: { full: 10, slight: 10 },
  new_creator: { full: 15, slight: 5 },
  account_changed: { full: 20, slight: 20 },
  account_new: { full: 5, slight: 5 },
  shared_account: { full: 25, slight: 25 },
  reports: { full: 30, slight: 15 },
  suspended_before: { full: 20, slight: 20 },
  denied_before: { full: 15, slight: 15 },
  debt: { full: 15, slight: 15 },
};
