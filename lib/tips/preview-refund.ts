import { and, eq, ne, sql } from 'drizzle-orm';
import type { Queryable } from '@/db/client';
import { creator, payment, refund, tip } from '@/db/schema';
import { account, refundPosting, shareFee, type RefundParts } from '@/lib/income';
import { balanceOf } from '@/lib/ledger';
import { isDisputed } from '@/lib/payments';
import { freedByCancelling } from '@/lib/payouts';
import type { Currency } from '@/lib/money';

/** Who bears what when what is left of a tip's payment goes back, in minor units of `currency`. */
export type RefundPreview = RefundParts & { currency: Currency };

/**
 * What a refund of all that is left would do now, by the very rule that will post it; null when
 * nothing is left to send back. Between the look and the refund other tips of the creator may move,
 * so only the split between available money and debt can differ then.
 */
export async function previewRefund(db: Queryable, paymentId: string): Promise<RefundPreview | null> {
  const [found] = await db
    .select({ tip, payment, owner: creator.ledgerOwner })
    .from(payment)
    .innerJoin(tip, eq(tip.paymentId, payment.id))
    .innerJoin(creator, eq(creator.id, tip.creatorId))
    .where(and(eq(payment.id, paymentId), eq(payment.status, 'succeeded')));
  if (!found || (await isDisputed(db, paymentId))) return null;
  const [asked] = await db
    .select({ minor: sql<string>`coalesce(sum(${refund.amountMinor}), 0)` })
    .from(refund)
    .where(and(eq(refund.paymentId, paymentId), ne(refund.status, 'failed')));
  const backMinor = found.payment.amountMinor - Number(asked?.minor ?? 0) - found.tip.disputedMinor;
  if (backMinor <= 0) return null;
  // An unsent payout that has this tip is cancelled first.
  const freed = await freedByCancelling(db, { lineIds: [], tipIds: [found.tip.id] });
  const posted = { ...found.tip, owner: found.owner, availableMinor: found.tip.availableMinor + (freed.byId.get(found.tip.lineId ?? found.tip.id) ?? 0) };
  const fundsMinor = (await balanceOf(db, account('creator_available', posted))) + (freed.byOwner.get(found.owner) ?? 0);
  const { drafts } = refundPosting(posted, backMinor, found.payment.amountMinor - backMinor, 're_preview', fundsMinor);
  const sumOf = (isMeant: (draft: (typeof drafts)[number]) => boolean) =>
    drafts.filter(isMeant).reduce((sum, draft) => sum + draft.amountMinor, 0);
  return {
    currency: found.tip.currency,
    backMinor,
    fromHeldMinor: sumOf((draft) => draft.debit.kind === 'creator_held'),
    fromAvailableMinor: sumOf((draft) => draft.debit.kind === 'creator_available'),
    asDebtMinor: sumOf((draft) => draft.debit.kind === 'creator_debt'),
    platformMinor: sumOf((draft) => draft.debit.kind === 'platform_fees' || draft.debit.kind === 'platform_tips'),
    keptByProcessorMinor: shareFee(found.tip, found.payment.processorFeeMinor ?? 0).creatorMinor,
  };
}
