import { eq, sql } from 'drizzle-orm';
import { getDb, inTransaction, type Queryable, type Tx } from '@/db/client';
import { tabLine, tip } from '@/db/schema';
import { invariant } from '@/lib/errors';
import { findFan, hasConsent, recordConsent, type Fan } from '@/lib/fans';
import { formatMoney, stripeMaximum, type Currency } from '@/lib/money';
import { recordOrigin } from '@/lib/origins';
import { currentLimits, currentPricing, estimateTabTip, type TipEstimate } from '@/lib/pricing';
import { wake } from '@/lib/queue';
import { addLine, expectBill, lockTab, NoCard, NoConsent } from '@/lib/tab';
import { countCheckout, type Payer } from './count-checkout';
import { OwnPage, TabNeedsAccount, TipAboveMaximum, TipBelowMinimum } from './errors';
import type { TipWish } from './parse-tip-form';
import { findByKey, requireUnchanged, sameTip, takesTips, tipRow, type Creator, type TipRequest } from './start-tip';
import { tabTipMinimum } from './tab-tip-minimum';

/** Where a tip on the tab lies: its line, and whether that waits for a charge at once. */
export type TipOnTab = { lineId: string; waits: boolean };

/**
 * Puts a tip on the tab of whoever is signed in: posted as accrued, and received only when its bill
 * is paid. Sent twice, or fifty times at once, the same key is the same tip. One that would pass the
 * tab's limit waits while the whole tab is charged (DESIGN.md 4.3). A tab's charge is shared by all
 * its lines, so a wish that covers fees or adds something for the platform is none for a tab.
 *
 * @param request.now business time
 * @param request.agrees whether the form's tick says yes to how a tab in this currency is charged
 * @throws CreatorNotFound, OwnPage, TabNeedsAccount, NoCard, NoConsent, TipBelowMinimum,
 *   TipAboveMaximum, CurrencyChanged, TipKeyReused, TooManyAttempts, and every refusal of `addLine`
 */
export async function tipOnTab(request: TipRequest & { agrees?: boolean }): Promise<TipOnTab> {
  const { payer, now, wish } = request;
  invariant(wish.platformTipMinor === 0 && !wish.coversFees, 'a tab carries the tip alone');
  const to = await takesTips(request.creatorId);
  const of = await requireFan(to, payer?.personId ?? null);
  await requireAmount(to, wish);
  await requireAgreed(of, to.currency, request.agrees ?? false, now);
  if (payer && !(await findByKey(getDb(), request.key))) await countCheckout(to.id, payer);
  const added = await inTransaction((tx) => writeOnce(tx, { to, of, key: request.key, wish, now, payer }));
  if (added.waits) wake('billing');
  return added;
}

/**
 * What a tip on the tab costs and gives, with all that its next bill is expected to hold.
 *
 * @throws OwnPage, TabNeedsAccount, NoCard, TipBelowMinimum, TipAboveMaximum
 */
export async function priceTabTip(to: Creator, wish: TipWish, now: Date, personId: string | null): Promise<TipEstimate> {
  const of = await requireFan(to, personId);
  await requireAmount(to, wish);
  return estimate(getDb(), to, of, wish, now);
}

async function estimate(db: Queryable, to: Creator, of: Fan, wish: TipWish, now: Date): Promise<TipEstimate> {
  const pricing = await currentPricing(db, to.currency, now);
  const { openMinor, comingMinor } = await expectBill(db, of, to.currency);
  return estimateTabTip(wish.amountMinor, openMinor + comingMinor, pricing);
}

/** @throws OwnPage, TabNeedsAccount, NoCard */
export async function requireFan(to: Creator, personId: string | null): Promise<Fan> {
  if (personId === null) throw new TabNeedsAccount();
  if (to.personId === personId) throw new OwnPage();
  const of = await findFan(getDb(), personId);
  if (!of) throw new NoCard();
  return of;
}

/** @throws TipBelowMinimum, TipAboveMaximum */
async function requireAmount(to: Creator, wish: TipWish): Promise<void> {
  const minimum = tabTipMinimum(to, await currentLimits(getDb(), to.currency));
  if (wish.amountMinor < minimum) throw new TipBelowMinimum(formatMoney(minimum, to.currency));
  const maximum = stripeMaximum(to.currency);
  if (wish.amountMinor > maximum) throw new TipAboveMaximum(formatMoney(maximum, to.currency));
}

/**
 * A charge to a stored card needs a yes to how it is charged, once for each currency; whoever ticked
 * it in the form has just given it.
 *
 * @throws NoConsent
 */
export async function requireAgreed(of: Fan, currency: Currency, agrees: boolean, now: Date): Promise<void> {
  if (await hasConsent(getDb(), of.id, currency)) return;
  if (!agrees) throw new NoConsent();
  await inTransaction((tx) => recordConsent(tx, { fanId: of.id, currency, now }));
}

type Asked = { to: Creator; of: Fan; key: string; wish: TipWish; now: Date; payer?: Payer };

async function writeOnce(tx: Tx, { to, of, key, wish, now, payer }: Asked): Promise<TipOnTab> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`);
  const known = await findByKey(tx, key);
  if (known) return whereItLies(tx, sameTip(known, to, wish, 'tab').lineId);
  await requireUnchanged(tx, to);
  const prices = await estimate(tx, to, of, wish, now);
  const locked = await lockTab(tx, of.id, to.currency, now);
  const added = await addLine(tx, of, locked, { key, creatorId: to.id, kind: 'tip', amountMinor: wish.amountMinor, now });
  const { processorFeeMinor, platformFeeMinor } = prices;
  await tx.insert(tip).values(
    tipRow(to, { key, wish, now }, { paymentId: null, lineId: added.line.id, grossMinor: wish.amountMinor, platformFeeMinor, processorFeeMinor }),
  );
  await recordOrigin(tx, { deed: 'tab_tip', personId: payer?.personId, fanId: of.id, from: payer?.from, now });
  return { lineId: added.line.id, waits: added.waits };
}

async function whereItLies(tx: Tx, lineId: string | null): Promise<TipOnTab> {
  invariant(lineId, 'a tip on the tab has its line');
  const [line] = await tx.select({ status: tabLine.status }).from(tabLine).where(eq(tabLine.id, lineId));
  return { lineId, waits: line?.status === 'waiting' };
}
