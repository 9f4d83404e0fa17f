import { getDb } from '@/db/client';
import { origin, payment, payout, payoutAccount, session, tip } from '@/db/schema';
import { addDays } from '@/lib/dates';
import { newId } from '@/lib/ids';
import type { Currency } from '@/lib/money';
import { addPerson } from '../../support/people';
import { addCreator } from '../../support/tips';

/** The day on which these tests review. */
export const NOW = new Date('2026-11-21T12:00:00Z');

type Gift = {
  creatorId: string;
  email?: string;
  personId?: string;
  amountMinor?: number;
  currency?: Currency;
  card?: string | null;
  daysAgo?: number;
  visibility?: 'public' | 'creator_only' | 'anonymous';
  refundedMinor?: number;
  from?: { network: string; device: string };
};

/** A tip by card that was collected, as its rows stand; the ledger is not asked. */
export async function addGift(gift: Gift): Promise<{ tipId: string; paymentId: string }> {
  const [tipId, paymentId] = [newId(), newId()];
  const at = addDays(NOW, -(gift.daysAgo ?? 20));
  const amountMinor = gift.amountMinor ?? 500;
  const currency = gift.currency ?? 'USD';
  await getDb().insert(payment).values({
    id: paymentId, purpose: 'tip', status: 'succeeded', amountMinor, currency, description: 'Tip', returnPath: '/a', cancelPath: '/b',
    chargeId: `ch_${paymentId}`, payerEmail: gift.email ?? (gift.personId ? null : `g-${paymentId}@fans.example`), personId: gift.personId ?? null,
    cardFingerprint: gift.card === undefined ? `fp_${paymentId.slice(-12)}` : gift.card, cardLast4: gift.card === null ? null : '4242',
    createdAt: at, settledAt: at,
  });
  await getDb().insert(tip).values({
    id: tipId, key: newId(), creatorId: gift.creatorId, paymentId, status: 'received', amountMinor, grossMinor: amountMinor, processorFeeEstimateMinor: 30,
    coversFees: false, currency, visibility: gift.visibility ?? 'public', createdAt: at, receivedAt: at, refundedMinor: gift.refundedMinor ?? 0,
  });
  if (gift.from) await getDb().insert(origin).values({ id: newId(), deed: 'tip', paymentId, personId: gift.personId ?? null, ...gift.from, happenedAt: at });
  return { tipId, paymentId };
}

/** An old page with its owner, who signs in from one place. */
export async function addOwner(change: Parameters<typeof addCreator>[0] & { email?: string } = {}) {
  const { email, ...page } = change;
  const owner = await addPerson(email ? { email } : {});
  const creator = await addCreator({ createdAt: addDays(NOW, -300), personId: owner.id, ...page });
  await getDb().insert(session).values({ id: newId(), tokenHash: newId(), personId: owner.id, expiresAt: addDays(new Date(), 1), network: '203.0.113.0/24', device: 'Firefox on Linux' });
  return { owner, creator };
}

/** A payout that waits since so many hours, to an account that was connected long ago. */
export async function addPayout(creatorId: string, change: Partial<typeof payout.$inferInsert> & { hoursAgo?: number; account?: Partial<typeof payoutAccount.$inferInsert> } = {}) {
  const { hoursAgo = 3, account, ...values } = change;
  const id = newId();
  await getDb().insert(payoutAccount).values({
    id: newId(), creatorId, stripeAccountId: `acct_${newId()}`, country: 'US', status: 'active', destination: `Test Bank ${newId()}`, destinationKey: newId(),
    firstActiveAt: addDays(NOW, -200), createdAt: addDays(NOW, -201), ...account,
  }).onConflictDoNothing();
  await getDb().insert(payout).values({
    id, creatorId, currency: 'USD', amountMinor: 4_820, costMinor: 25, askedBy: 'creator', status: 'requested',
    requestedAt: new Date(NOW.getTime() - hoursAgo * 3_600_000), ...values,
  });
  return id;
}

/** A payout that arrived long ago, so that the next is not the first. */
export function addPaidPayout(creatorId: string) {
  const then = addDays(NOW, -60);
  return addPayout(creatorId, { status: 'paid', requestedAt: then, approvedAt: then, sentAt: then, endedAt: then, stripeTransferId: `tr_${newId()}` });
}

/** Many small gifts of many fans, so that single ones weigh what they weigh. */
export async function addCrowd(creatorId: string, gifts = 20): Promise<void> {
  for (let index = 0; index < gifts; index += 1) await addGift({ creatorId, daysAgo: 10 + index * 4, amountMinor: 500 });
}
