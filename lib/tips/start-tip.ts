import { eq, sql } from 'drizzle-orm';
import { getDb, inTransaction, type Queryable, type Tx } from '@/db/client';
import { creator, tip } from '@/db/schema';
import { moneyObstacle } from '@/lib/creators';
import { guardCardPage, noteCardPage } from '@/lib/defence';
import { invariant } from '@/lib/errors';
import { newId } from '@/lib/ids';
import { formatMoney, stripeMaximum } from '@/lib/money';
import { recordOrigin } from '@/lib/origins';
import { openPayment, receiptPath, startPayment } from '@/lib/payments';
import { currentPricing, estimateTip, currentLimits } from '@/lib/pricing';
import { readSetting } from '@/lib/settings';
import { countCheckout, nobody, type Payer } from './count-checkout';
import { CreatorNotFound, CurrencyChanged, TipAboveMaximum, TipBelowMinimum, TipKeyReused } from './errors';
import type { TipWish } from './parse-tip-form';
import { tabTipMinimum } from './tab-tip-minimum';

export type Creator = typeof creator.$inferSelect;
export type Tip = typeof tip.$inferSelect;

/** What starts a tip; without a payer it is started from inside, by nobody. */
export type TipRequest = { key: string; creatorId: string; wish: TipWish; now: Date; payer?: Payer };

/**
 * Starts a tip by card or bank and answers the address of its hosted payment page. The tip and its
 * payment are written first; sent twice, or fifty times at once, the same key is the same tip and
 * the same page. Price, currency and limits are read from the database, never from the form.
 *
 * @param key what the form minted, or the draft's id
 * @param now business time
 * @throws CreatorNotFound, CurrencyChanged, TipBelowMinimum, TipAboveMaximum, TipKeyReused,
 *   TooManyAttempts, every refusal of `guardCardPage`, PaymentClosed, ProcessorUnavailable
 */
export async function startTip(request: TipRequest): Promise<{ checkoutUrl: string }> {
  const to = await takesTips(request.creatorId);
  const prices = await priceTip(to, request.wish, request.now);
  if (!(await findByKey(getDb(), request.key))) {
    await countCheckout(to.id, request.payer ?? nobody);
    await guardCardPage(request.payer?.source, { creatorId: to.id, now: request.now });
  }
  const { paymentId } = await inTransaction((tx) => writeOnce(tx, to, request, prices));
  invariant(paymentId, 'a tip by card has its payment');
  return { checkoutUrl: await openPayment(paymentId) };
}

/**
 * The creator that a tip is for; suspended and unpublished pages take none, nor does one that shows
 * nothing or whose country is not on the operator's list.
 */
export async function takesTips(creatorId: string): Promise<Creator> {
  const db = getDb();
  const links = sql<unknown[]>`(select coalesce(json_agg(id), '[]') from creator_link l where l.creator_id = ${creatorId}::uuid)`;
  const [[found], countries] = await Promise.all([
    db.select({ page: creator, links }).from(creator).where(eq(creator.id, creatorId)),
    readSetting(db, 'allowedCountries'),
  ]);
  if (!found || found.page.status !== 'active') throw new CreatorNotFound();
  if (moneyObstacle({ ...found.page, links: found.links }, countries)) throw new CreatorNotFound();
  return found.page;
}

/**
 * The page as it was when the tip was priced: whoever changes its currency holds it `for update`, so
 * either they see this tip or we see theirs (lib/creators/change-currency.ts).
 */
export async function requireUnchanged(tx: Tx, to: Creator): Promise<void> {
  const [now] = await tx
    .select({ currency: creator.currency, status: creator.status })
    .from(creator)
    .where(eq(creator.id, to.id))
    .for('key share');
  if (now?.status !== 'active') throw new CreatorNotFound();
  if (now.currency !== to.currency) throw new CurrencyChanged();
}

/**
 * What this tip costs and gives, within the limits of the operator, the creator and Stripe.
 *
 * @throws TipBelowMinimum, TipAboveMaximum
 */
export async function priceTip(to: Creator, wish: TipWish, now: Date) {
  const [pricing, limits] = await Promise.all([currentPricing(getDb(), to.currency, now), currentLimits(getDb(), to.currency)]);
  const minimum = Math.max(limits.directMinimumMinor, to.minimumMinor);
  if (wish.amountMinor < minimum) {
    const onTabMinor = tabTipMinimum(to, limits);
    throw new TipBelowMinimum(formatMoney(minimum, to.currency), onTabMinor < minimum ? formatMoney(onTabMinor, to.currency) : null);
  }
  const prices = estimateTip({
    amountMinor: wish.amountMinor,
    platformTipMinor: wish.platformTipMinor,
    coverFees: wish.coversFees,
    currency: to.currency,
    platformFeeBasisPoints: pricing.platformFeeBasisPoints,
    processor: pricing.processor,
  });
  const maximum = stripeMaximum(to.currency);
  if (prices.youPayMinor > maximum) throw new TipAboveMaximum(formatMoney(maximum, to.currency));
  return prices;
}

async function writeOnce(
  tx: Tx,
  to: Creator,
  request: TipRequest,
  prices: Awaited<ReturnType<typeof priceTip>>,
): Promise<Tip> {
  // One at a time per key: the first writes, the others find what it wrote.
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${request.key}, 0))`);
  const known = await findByKey(tx, request.key);
  if (known) return sameTip(known, to, request.wish, 'card');
  await requireUnchanged(tx, to);
  const { wish, now } = request;
  const paymentId = newId();
  await startPayment(tx, {
    id: paymentId,
    purpose: 'tip',
    amountMinor: prices.youPayMinor,
    currency: to.currency,
    // With the handle, which nobody else can have: names may be alike (SECURITY.md H14).
    description: `Tip for ${to.name} (@${to.handle})`,
    returnPath: `${receiptPath(paymentId)}?from=checkout`,
    cancelPath: `/${to.handle}`,
    personId: request.payer?.personId ?? null,
    now,
  });
  const written = tipRow(to, request, {
    paymentId,
    lineId: null,
    grossMinor: prices.youPayMinor - wish.platformTipMinor,
    platformFeeMinor: prices.platformFeeMinor,
    processorFeeMinor: prices.processorFeeMinor,
  });
  await tx.insert(tip).values(written);
  await noteCardPage(tx, { id: paymentId, deed: 'tip', creatorId: to.id, source: request.payer?.source });
  await recordOrigin(tx, { deed: 'tip', personId: request.payer?.personId, paymentId, from: request.payer?.from, now });
  return written;
}

type Sums = { grossMinor: number; platformFeeMinor: number; processorFeeMinor: number };

/** A tip before anything of it is paid, whichever way it will be. */
export function tipRow(
  to: Creator,
  { key, wish, now }: { key: string; wish: TipWish; now: Date },
  paid: Sums & Pick<Tip, 'paymentId' | 'lineId'>,
): Tip {
  return {
    id: newId(),
    key,
    creatorId: to.id,
    paymentId: paid.paymentId,
    lineId: paid.lineId,
    status: 'pending',
    ...columnsOf(wish),
    grossMinor: paid.grossMinor,
    platformFeeMinor: paid.platformFeeMinor,
    processorFeeEstimateMinor: paid.processorFeeMinor,
    heldMinor: 0,
    heldUntil: null,
    availableMinor: 0,
    reservedMinor: 0,
    disputedMinor: 0,
    supporterId: null,
    releases: 0,
    payoutId: null,
    paidMinor: 0,
    refundedMinor: 0,
    currency: to.currency,
    createdAt: now,
    receivedAt: null,
  };
}

function columnsOf(wish: TipWish) {
  return {
    amountMinor: wish.amountMinor,
    platformTipMinor: wish.platformTipMinor,
    coversFees: wish.coversFees,
    message: wish.message,
    displayName: wish.displayName,
    visibility: wish.visibility,
  };
}

/** A tip by what its form minted. */
export async function findByKey(db: Queryable, key: string): Promise<Tip | undefined> {
  const [found] = await db.select().from(tip).where(eq(tip.key, key));
  return found;
}

/**
 * A tip that is known by its key already, if it is the one that is asked for.
 *
 * @throws TipKeyReused
 */
export function sameTip(known: Tip, to: Creator, wish: TipWish, way: 'card' | 'tab'): Tip {
  const asked = { creatorId: to.id, ...columnsOf(wish) };
  const same = Object.entries(asked).every(([name, value]) => Reflect.get(known, name) === value);
  if (!same || (known.lineId === null) !== (way === 'card')) throw new TipKeyReused();
  return known;
}
