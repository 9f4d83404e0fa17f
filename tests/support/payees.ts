import { getDb } from '@/db/client';
import type { creator } from '@/db/schema';
import { lookAgain, openOnboarding, readPayoutAccount, type PayoutAccount } from '@/lib/payout-accounts';
import { addOwnPage } from './own-page';
import { control, sdkOf, signed } from './sandbox-controls';
import { THIN_SECRET } from './world';

type Sandbox = { url: string; port: number };

/** Somebody with a page whose payout account is connected and active, paid to the sandbox's good bank. */
export async function addPayee(sandbox: Sandbox, now: Date, change: Partial<typeof creator.$inferInsert> = {}) {
  const page = await addOwnPage(change);
  const account = await onboard(sandbox, page.creatorId, now);
  return { ...page, stripeAccountId: account.stripeAccountId ?? '' };
}

/** Fills in the hosted page of a creator at the sandbox, and looks at what it says. */
export async function onboard(sandbox: Sandbox, creatorId: string, now: Date, told: { bank_number?: string; country?: string } = {}): Promise<PayoutAccount> {
  await openOnboarding(creatorId, now);
  const made = await accountOf(creatorId);
  await control(sandbox, 'POST', `/accounts/${made.stripeAccountId}/onboard`, told);
  await lookAgain(creatorId, now);
  return accountOf(creatorId);
}

/** A creator's payout account; it must be there. */
export async function accountOf(creatorId: string): Promise<PayoutAccount> {
  const account = await readPayoutAccount(getDb(), creatorId);
  if (!account) throw new Error('the payout account is not there');
  return account;
}

/** Every thin event about an account, oldest first, as Stripe would send it. */
export async function thinEventsOf(sandbox: Sandbox, stripeAccountId: string) {
  const events: object[] = [];
  for await (const { id, object, type, created, livemode, ...rest } of sdkOf(sandbox).v2.core.events.list({ object_id: stripeAccountId })) {
    events.push({ id, object, type, created, livemode, related_object: 'related_object' in rest ? rest.related_object : null });
  }
  return events.reverse().map((event) => ({ ...signed(event, { secret: THIN_SECRET }), door: 'thin' as const }));
}
