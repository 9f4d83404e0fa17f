import type { OperatorLimits } from '@/lib/pricing';

/** The smallest tip on a tab: ours, unless the creator wants more than the smallest by card. */
export function tabTipMinimum(to: { minimumMinor: number }, limits: OperatorLimits): number {
  return to.minimumMinor > limits.directMinimumMinor ? to.minimumMinor : limits.tabTipMinimumMinor;
}
