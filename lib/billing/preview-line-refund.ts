import { and, eq } from 'drizzle-orm';
import type { Queryable } from '@/db/client';
import { bill, fan, payment } from '@/db/schema';
import { account, refundPosting, splitLines, type RefundParts } from '@/lib/income';
import { balancesOf } from '@/lib/ledger';
import type { Currency } from '@/lib/money';
import { isDisputed } from '@/lib/payments';
import { freedByCancelling } from '@/lib/payouts';
import { opensNow } from '@/lib/pledges';
import { openMinor } from './ask-line-refund';
import { readRefundableLines, type RefundableLine } from './refund-rows';

/** Who bears what when lines of a bill go back, in minor units of `currency`. */
export type LineRefundPreview = {
  currency: Currency;
  /** What the fan gets back. */
  backMinor: number;
  /** Each line's part, in the order of the lines. */
  parts: LineRefundPart[];
};

export type LineRefundPart = Pick<RefundableLine, 'id' | 'kind' | 'fromOn' | 'untilOn' | 'creatorId' | 'creatorName'> & RefundParts & {
  /** Whether it pays for days of a pledge that are not over: they close, and the pledge ends. */
  endsPledge: boolean;
};

/**
 * What a refund of lines, or of all that is left of a bill, would do now, by the very rule that will
 * post it; null when nothing of that is left to send back. Between the look and the refund other money
 * of a creator may move, so only the split between available money and debt can differ then.
 *
 * @param asked.lineIds null for the whole bill
 * @param asked.now business time
 */
export async function previewLineRefund(db: Queryable, asked: { billId: string; lineIds: readonly string[] | null; now: Date }): Promise<LineRefundPreview | null> {
  const [paid] = await db
    .select({ timeZone: fan.timeZone, currency: bill.currency, paymentId: payment.id })
    .from(bill)
    .innerJoin(fan, eq(fan.id, bill.fanId))
    .innerJoin(payment, and(eq(payment.id, bill.paymentId), eq(payment.status, 'succeeded')))
    .where(eq(bill.id, asked.billId));
  if (!paid || (await isDisputed(db, paid.paymentId))) return null;
  const { lineIds } = asked;
  const lines = (await readRefundableLines(db, asked.billId)).filter((line) => openMinor(line) > 0 && (lineIds === null || lineIds.includes(line.id)));
  if (lines.length === 0) return null;
  // Unsent payouts that have money of these lines are cancelled first.
  const freed = await freedByCancelling(db, { lineIds: lines.map(({ id }) => id), tipIds: [] });
  for (const line of lines) line.availableMinor += freed.byId.get(line.id) ?? 0;
  const creators = [...new Map(lines.map((line) => [line.owner, line])).values()];
  const found = await balancesOf(db, creators.map((line) => account('creator_available', line)));
  const funds = new Map(creators.map(({ owner }, at) => [owner, (found[at] ?? 0) + (freed.byOwner.get(owner) ?? 0)]));
  const split = splitLines(lines, funds, 'creator_available', (line, fundsMinor) => partOf(line, fundsMinor, opensNow(line, paid.timeZone, asked.now)));
  const parts = split.map(({ part }) => part);
  return { currency: paid.currency, backMinor: parts.reduce((sum, { backMinor }) => sum + backMinor, 0), parts };
}

function partOf(line: RefundableLine, fundsMinor: number, endsPledge: boolean) {
  const backMinor = openMinor(line);
  const { drafts } = refundPosting(line, backMinor, line.refundedMinor + line.disputedMinor, null, fundsMinor);
  const from = (kind: string) => drafts.filter(({ debit }) => debit.kind === kind).reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  const part: LineRefundPart = {
    ...whoseOf(line),
    backMinor,
    fromHeldMinor: from('creator_held'),
    fromAvailableMinor: from('creator_available'),
    asDebtMinor: from('creator_debt'),
    platformMinor: from('platform_fees'),
    keptByProcessorMinor: line.feeShareMinor ?? 0,
    endsPledge,
  };
  return { part, drafts };
}

function whoseOf({ id, kind, fromOn, untilOn, creatorId, creatorName }: RefundableLine) {
  return { id, kind, fromOn, untilOn, creatorId, creatorName };
}
