import type { Tone } from '@/components/admin/words';
import type { Level } from '@/lib/review/input';

/** What the states of a payout are called in the admin's room, in the order in which they come. */
const STATES = {
  requested: ['wait', 'Waits'],
  in_review: ['wait', 'In review'],
  on_hold: ['bad', 'On hold'],
  approved: ['good', 'Approved, leaving'],
  sent: ['good', 'Sent'],
  paid: ['good', 'Arrived'],
  failed: ['bad', 'Failed'],
  denied: ['bad', 'Denied'],
  cancelled: ['quiet', 'Cancelled'],
} as const satisfies Record<string, readonly [Tone, string]>;

export type PayoutState = keyof typeof STATES;

export const payoutStateChoices = Object.entries(STATES).map(([value, [, label]]) => ({ value: value as PayoutState, label }));

export function payoutStateWords(state: PayoutState): { tone: Tone; label: string } {
  const [tone, label] = STATES[state];
  return { tone, label };
}

/** The dot of a level; its word and number always stand beside it. */
export const levelTones: Record<Level, Tone> = { low: 'good', look: 'wait', stop: 'bad' };

type Obstacle = { why: 'no_account' | 'onboarding' | 'restricted' } | { why: 'resting'; until: Date };

/** Why an account takes nothing now, in words that stand in a list. */
export function obstacleWords(obstacle: Obstacle): string {
  if (obstacle.why === 'resting') return 'Account rests after a change';
  if (obstacle.why === 'restricted') return 'Account takes no money';
  return obstacle.why === 'onboarding' ? 'Account is not ready' : 'No payout account';
}
