import { eq } from 'drizzle-orm';
import { getDb, inTransaction } from '@/db/client';
import { fan, mailMessage } from '@/db/schema';
import { newId } from '@/lib/ids';
import { activateAsked, joinPledge, type Joined, type Tier } from '@/lib/pledges';
import { giveCard } from './billing';
import { seenBy } from './pledges';
import { sdkOf } from './sandbox-controls';

export type GuestWish = { email: string; tier: Tier; amountMinor?: number; timeZone?: string; now: Date };

/** Pledges as somebody who is not signed in does; no card is saved yet. */
export function askAsGuest({ email, tier, amountMinor = tier.priceMinor, timeZone = 'UTC', now }: GuestWish): Promise<Joined> {
  const seen = seenBy({ timeZone, billingDay: null }, tier, amountMinor, now);
  return joinPledge({ key: newId(), tierId: tier.id, amountMinor, who: { email }, timeZone, agrees: true, seen, now });
}

/** A guest who has pledged and saved a card that the sandbox knows; `token` is what their mail links to. */
export async function pledgeAsGuest(sandbox: { url: string; port: number }, wish: GuestWish, card?: string): Promise<Joined & { token: string }> {
  const joined = await askAsGuest(wish);
  const { id: customerId } = await sdkOf(sandbox).customers.create({ name: 'A guest' });
  await getDb().update(fan).set({ stripeCustomerId: customerId }).where(eq(fan.id, joined.fan.id));
  await giveCard(sandbox, { ...joined.fan, customerId }, card);
  await inTransaction((tx) => activateAsked(tx, [joined.pledge.id], wish.now));
  return { ...joined, token: await confirmTokenOf(joined.fan.id) };
}

/** The token of the link that a guest was mailed; empty when no mail was written. */
export async function confirmTokenOf(fanId: string): Promise<string> {
  const [mail] = await getDb().select().from(mailMessage).where(eq(mailMessage.key, `pledge_confirm:${fanId}`));
  return /\/pledges\/confirm\/([A-Za-z0-9_-]+)/.exec(mail?.bodyText ?? '')?.[1] ?? '';
}
