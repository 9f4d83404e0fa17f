import { addDays, addMilliseconds, dayIn, momentAt } from '@/lib/dates';
import { env } from '@/lib/env';
import { isRefusal } from '@/lib/errors';
import { runJob } from '@/lib/jobs';
import { lookAgain, openOnboarding, readPayoutAccount } from '@/lib/payout-accounts';
import { askPayout } from '@/lib/payouts';
import { getDb } from '@/db/client';
import type { Moment } from './fans';
import { demoCreatorId } from './seed-creators';

/** The page that visitors of the demo look after, and one whose payout waits in the queue. */
const CONNECTED = ['river-notes', 'open-synth'];
const ASKS = 'open-synth';
const HOUR_MS = 3_600_000;
/** Accounts of the sandbox's that take every payout, one for each: two pages with one account are a sign to the review. */
const BANK_NUMBERS = ['000123456789', '000987654321'];

/**
 * Two creators connect their payout accounts in the demo month, and one asks for what is available the
 * day before today, each by the command that anybody's form runs.
 *
 * @param now as `demoNow` says it
 */
export function payoutMoments(now: Date): Moment[] {
  const connectedOn = dayIn('UTC', addDays(now, -12));
  return [
    ...CONNECTED.map((handle, at): Moment => ({ at: momentAt(connectedOn, 9 + at, 'UTC'), run: (when) => connect(handle, BANK_NUMBERS[at] ?? '', when) })),
    { at: addMilliseconds(now, -20 * HOUR_MS), run: ask },
  ];
}

async function connect(handle: string, bankNumber: string, now: Date): Promise<void> {
  const creatorId = demoCreatorId(handle);
  await openOnboarding(creatorId, now);
  const account = await readPayoutAccount(getDb(), creatorId);
  if (account?.status === 'active' || !account?.stripeAccountId) return;
  const response = await fetch(new URL(`/_sandbox/accounts/${account.stripeAccountId}/onboard`, env().STRIPE_API_BASE), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ bank_number: bankNumber }),
  });
  if (!response.ok) throw new Error(`The sandbox's onboarding answered ${response.status}`);
  await lookAgain(creatorId, now);
}

async function ask(now: Date): Promise<void> {
  await runJob('reconcile', now);
  await runJob('release', now);
  try {
    await askPayout({ creatorId: demoCreatorId(ASKS), currency: 'USD', askedBy: 'creator', now });
  } catch (error) {
    // Asked for by an earlier, interrupted seed.
    if (!isRefusal(error)) throw error;
  }
}
