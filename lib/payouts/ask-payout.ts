import { and, eq, inArray, sql } from 'drizzle-orm';
import { inTransaction, type Queryable, type Tx } from '@/db/client';
import { creator, payout, payoutLine } from '@/db/schema';
import { deriveId, newId } from '@/lib/ids';
import { account, isMoneyFrozen, post } from '@/lib/income';
import { transfersOf } from '@/lib/ledger';
import type { Currency } from '@/lib/money';
import { accountObstacle, readPayoutAccount, refuseObstacle } from '@/lib/payout-accounts';
import { everybody } from '@/lib/dates';
import { chooseLines } from './choose-lines';
import { BelowPayoutMinimum, NothingToPayOut, PayoutAlreadyOpen, PayoutNotFound, PayoutPageSuspended, PayoutSumChanged } from './errors';
import { lockFreeLines, newUntil, readOut } from './free-lines';
import { tellAsked } from './mails/tell-asked';
import { moveLines } from './payout-rows';
import { repayDebt, type FreeLine } from './repay-debt';
import { payoutCost, readPayoutTerms } from './terms';
import { openStatuses } from './transitions';

export type AskedPayout = {
  creatorId: string;
  currency: Currency;
  askedBy: 'creator' | 'schedule';
  /** What the form showed; another sum is refused, so that nobody confirms what they did not see. */
  shownMinor?: number;
  /** At least this much, beside the operator's minimum. */
  atLeastMinor?: number;
  /** Business time. */
  now: Date;
};

/**
 * Asks for what is available to a creator: a debt is repaid first, then whole lines, the oldest first,
 * are reserved at once, so that nobody asks for them twice. An admin finds it in the queue.
 *
 * @returns the payout's id
 * @throws PayoutAlreadyOpen, NothingToPayOut, BelowPayoutMinimum, PayoutSumChanged, PayoutPageSuspended, and what the payout account refuses
 */
export async function askPayout(asked: AskedPayout): Promise<string> {
  const id = newId();
  await inTransaction((tx) => askIn(tx, id, asked));
  return id;
}

async function askIn(tx: Tx, id: string, asked: AskedPayout): Promise<void> {
  const { creatorId, currency, now } = asked;
  const free = await lockFreeLines(tx, { creatorId, currency });
  const owner = await ownerOf(tx, asked);
  if (await hasOpen(tx, creatorId, currency)) throw new PayoutAlreadyOpen();
  if (free.length === 0) throw new NothingToPayOut();
  const event = { currency, happenedAt: now };
  const { left } = await repayDebt(tx, { ...event, transactionId: deriveId(id, 'debt'), owner }, free);
  const terms = await readPayoutTerms(tx, currency);
  const isNew = (await newUntil(tx, creatorId, terms.reserve, now)) !== null;
  const { takes, amountMinor } = chooseLines(left, isNew ? terms.reserve.percent : 0, isNew ? await readOut(tx, asked) : 0);
  if (amountMinor === 0) throw new NothingToPayOut();
  const minimumMinor = Math.max(terms.minimumMinor, asked.atLeastMinor ?? 0);
  if (amountMinor < minimumMinor) throw new BelowPayoutMinimum(amountMinor, minimumMinor, currency);
  if (asked.shownMinor !== undefined && asked.shownMinor !== amountMinor) throw new PayoutSumChanged(amountMinor, currency);
  const costMinor = payoutCost(terms, amountMinor, await isFirstOfMonth(tx, creatorId, now));
  await reserve(tx, { id, ...asked, amountMinor, costMinor }, takes, owner);
  await tellAsked(tx, id);
}

/** Writes the payout, what it takes of which line, and the money, all or nothing. */
async function reserve(tx: Tx, asked: AskedPayout & { id: string; amountMinor: number; costMinor: number }, takes: readonly FreeLine[], owner: string): Promise<void> {
  const { id, creatorId, currency, askedBy, amountMinor, costMinor, now } = asked;
  const inserted = await tx
    .insert(payout)
    .values({ id, creatorId, currency, amountMinor, costMinor, askedBy, status: 'requested', requestedAt: now })
    .onConflictDoNothing();
  if (inserted.rowCount !== 1) throw new PayoutAlreadyOpen();
  const rows = takes.map((line) => ({
    payoutId: id, tipId: line.kind === 'tip' ? line.id : null, lineId: line.kind === 'line' ? line.id : null, amountMinor: line.availableMinor,
  }));
  // In pieces, because a statement takes 65,535 parameters and a busy page has more lines.
  for (let at = 0; at < rows.length; at += 5_000) await tx.insert(payoutLine).values(rows.slice(at, at + 5_000));
  await moveLines(tx, takes.map((line) => ({ kind: line.kind, id: line.id, availableMinor: -line.availableMinor, reservedMinor: line.availableMinor })), id);
  const of = { owner, currency };
  await post(tx, transfersOf({ transactionId: deriveId(id, 'reserved'), currency, happenedAt: now }, [{
    kind: 'payout_reserved', debit: account('creator_available', of), credit: account('creator_reserved', of), amountMinor,
  }]));
}

async function ownerOf(tx: Tx, { creatorId }: AskedPayout): Promise<string> {
  const [page] = await tx.select({ owner: creator.ledgerOwner }).from(creator).where(eq(creator.id, creatorId));
  if (!page) throw new PayoutNotFound();
  if (await isMoneyFrozen(tx, creatorId)) throw new PayoutPageSuspended();
  refuseObstacle(accountObstacle(await readPayoutAccount(tx, creatorId)), everybody);
  return page.owner;
}

/** Whether a payout of this creator and currency is open. */
export async function hasOpen(db: Queryable, creatorId: string, currency: Currency): Promise<boolean> {
  const rows = await db
    .select({ id: payout.id })
    .from(payout)
    .where(and(eq(payout.creatorId, creatorId), eq(payout.currency, currency), inArray(payout.status, [...openStatuses])));
  return rows.length > 0;
}

/** Whether nothing else was sent, or is asked for, to this creator in the month (UTC); the processor's monthly price falls once. */
export async function isFirstOfMonth(db: Queryable, creatorId: string, now: Date): Promise<boolean> {
  const month = `${now.toISOString().slice(0, 7)}-01T00:00:00Z`;
  const rows = await db
    .select({ id: payout.id })
    .from(payout)
    .where(and(eq(payout.creatorId, creatorId), sql`coalesce(${payout.sentAt}, ${payout.requestedAt}) >= ${month}::timestamptz`, sql`${payout.status} not in ('denied', 'cancelled', 'failed')`))
    .limit(1);
  return rows.length === 0;
}
