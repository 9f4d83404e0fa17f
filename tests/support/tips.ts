import { eq } from 'drizzle-orm';
import { getDb } from '@/db/client';
import { creator, payment, tip } from '@/db/schema';
import { payHostedPage, type Payer } from '@/db/seed/pay-hosted-page';
import { newId } from '@/lib/ids';
import type { Currency } from '@/lib/money';
import { startTip, type TipWish } from '@/lib/tips';

export const GOOD_CARD: Payer = { email: 'fan@fans.example', method: 'card', number: '4242424242424242' };

/** A creator with nothing special about them. */
export async function addCreator(change: Partial<typeof creator.$inferInsert> = {}) {
  const id = newId();
  const [row] = await getDb()
    .insert(creator)
    .values({
      id,
      handle: `c-${id.slice(-12)}`,
      name: 'River Notes',
      tagline: 'Essays about rivers',
      bio: 'I walk and write.',
      offer: 'A letter about one river, every second week.',
      kind: 'writing',
      country: 'US',
      currency: 'USD',
      status: 'active',
      accent: '#a8521f',
      art: 'river-notes',
      presetsMinor: [100, 300, 500],
      minimumMinor: 100,
      thankYou: 'Thank you.',
      ledgerOwner: newId(),
      createdAt: new Date(),
      ...change,
    })
    .returning();
  if (!row) throw new Error('a creator was not written');
  return row;
}

export function addCreatorIn(currency: Currency) {
  return addCreator({ currency });
}

export function wishFor(amountMinor: number, change: Partial<TipWish> = {}): TipWish {
  return {
    amountMinor, platformTipMinor: 0, coversFees: false, message: null, displayName: null, visibility: 'public', ...change,
  };
}

/** Starts a tip as the form does and answers its rows and its hosted page. */
export async function begin(creatorId: string, wish: TipWish = wishFor(300), key = newId()) {
  const { checkoutUrl } = await startTip({ key, creatorId, wish, now: new Date() });
  return { ...(await readByKey(key)), checkoutUrl };
}

/** Starts a tip and pays its page; nothing has been learned of it yet. */
export async function beginAndPay(creatorId: string, wish: TipWish = wishFor(300), payer: Payer = GOOD_CARD) {
  const begun = await begin(creatorId, wish);
  const next = await payHostedPage(begun.checkoutUrl, payer);
  return { ...begun, next };
}

export async function readByKey(key: string) {
  const [row] = await getDb()
    .select({ tip, payment })
    .from(tip)
    .innerJoin(payment, eq(payment.id, tip.paymentId))
    .where(eq(tip.key, key));
  if (!row) throw new Error('there is no tip with this key');
  return row;
}

export async function readTip(tipId: string) {
  const [row] = await getDb()
    .select({ tip, payment })
    .from(tip)
    .innerJoin(payment, eq(payment.id, tip.paymentId))
    .where(eq(tip.id, tipId));
  if (!row) throw new Error('there is no such tip');
  return row;
}
