import { eq } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { creator, payment, tip } from '@/db/schema';
import { newId } from '@/lib/ids';
import type { Currency } from '@/lib/money';
import { receiptPath, startPayment } from '@/lib/payments';
import { currentPricing, estimateTip } from '@/lib/pricing';
import { tipRow } from './start-tip';

/** A tip that was paid and that these books do not have. Minor units. */
export type LostTip = {
  paymentId: string;
  /** The hosted page that it was paid on. */
  sessionId: string;
  creatorId: string;
  amountMinor: number;
  currency: Currency;
  paidAt: Date;
};

/**
 * Writes again the rows of a tip that the processor knows and these books forgot (a restored backup);
 * ask for the payment afterwards, as for any whose answer was lost, and all the rest follows. What its
 * fan wrote and chose is lost: it is all for the creator, who alone sees it, without words.
 *
 * @returns whether it was written; not, when the page is none of ours
 */
export async function adoptTip(tx: Tx, lost: LostTip): Promise<boolean> {
  const { paymentId, sessionId, creatorId, amountMinor, currency, paidAt } = lost;
  const [to] = await tx.select().from(creator).where(eq(creator.id, creatorId)).for('key share');
  if (!to) return false;
  const { platformFeeBasisPoints, processor } = await currentPricing(tx, currency, paidAt);
  const prices = estimateTip({ amountMinor, platformTipMinor: 0, coverFees: false, currency, platformFeeBasisPoints, processor });
  await startPayment(tx, {
    id: paymentId, purpose: 'tip', amountMinor, currency, description: `Tip for ${to.name} (@${to.handle})`,
    returnPath: receiptPath(paymentId), cancelPath: `/${to.handle}`, personId: null, now: paidAt,
  });
  await tx.update(payment).set({ checkoutSessionId: sessionId, status: 'open' }).where(eq(payment.id, paymentId));
  const wish = { amountMinor, platformTipMinor: 0, coversFees: false, message: null, displayName: null, visibility: 'creator_only' as const };
  const sums = { grossMinor: amountMinor, platformFeeMinor: prices.platformFeeMinor, processorFeeMinor: prices.processorFeeMinor };
  await tx.insert(tip).values({ ...tipRow(to, { key: newId(), wish, now: paidAt }, { paymentId, lineId: null, ...sums }), currency });
  return true;
}
