import { and, eq, sql } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { creator, tab, tabLine } from '@/db/schema';
import { addMilliseconds, dayIn, MINUTE_MS, type Day } from '@/lib/dates';
import { invariant } from '@/lib/errors';
import { requireThawed, type Fan } from '@/lib/fans';
import { newId } from '@/lib/ids';
import { post } from '@/lib/income';
import { formatMoney, stripeMinimum } from '@/lib/money';
import { TabBusy, TabInDunning, TabLimitReached, TabPaused, UnprovenFan } from './errors';
import { limitOf } from './limit-of';
import { scheduleTab } from './lock-tab';
import { makeBill } from './make-bill';
import { accruedPosting } from './postings';
import { findBillInCollection, type Bill, type Tab, type TabLine } from './queries';
import { requireCap } from './require-cap';
import { requireCard } from './require-card';

/** How long a tip can be taken back (DESIGN.md 4.3). */
export const UNDO_MINUTES = 10;

export type LineDraft = {
  /** What the form minted, or what follows from the pledge: the same key twice is the same line. */
  key: string;
  creatorId: string;
  kind: TabLine['kind'];
  amountMinor: number;
  /** Of a pledge line: whose days, from the first up to before the last. */
  pledge?: { id: string; fromOn: Day; untilOn: Day };
  /** Business time. */
  now: Date;
};

/**
 * Puts one line on a locked tab and posts it. What would pass the limit is not refused but charged
 * at once with the rest of the tab: it waits with its bill, unposted, until that charge settles
 * (`waits`). Wake the `billing` queue afterwards. Prices, owner and currency are the caller's to read
 * from the database. Call it once per key.
 *
 * @throws UnprovenFan, NoCard, CardRefused, TabPaused, FanFrozen, TabInDunning, CapReached, TabBusy,
 *   TabLimitReached, PayFirst; nothing is written then
 */
export async function addLine(tx: Tx, of: Fan, locked: Tab, draft: LineDraft): Promise<{ line: TabLine; waits: boolean }> {
  if (of.status === 'unproven' && !draft.pledge) throw new UnprovenFan();
  if (locked.pausedAt) throw new TabPaused();
  await requireThawed(tx, of.id);
  await requireCard(tx, of.id);
  const collecting = await findBillInCollection(tx, of.id, locked.currency);
  if (collecting?.status === 'failing') throw new TabInDunning();
  const ready = await scheduleTab(tx, of, locked, draft.now);
  await requireCap(tx, ready.fan, ready.tab, draft.amountMinor, draft.now);
  const limitMinor = await limitOf(tx, ready.tab, draft.amountMinor);
  const passes = ready.tab.owedMinor + draft.amountMinor > limitMinor;
  if (!passes) return { line: await writeOpen(tx, ready.fan, ready.tab, draft), waits: false };
  if (collecting) throw new TabBusy();
  return { line: await writeWaiting(tx, ready.fan, ready.tab, draft), waits: true };
}

async function writeOpen(tx: Tx, of: Fan, locked: Tab, draft: LineDraft): Promise<TabLine> {
  const undoUntil = draft.kind === 'tip' ? addMilliseconds(draft.now, UNDO_MINUTES * MINUTE_MS) : null;
  const line = await writeLine(tx, of, locked, draft, { status: 'open', undoUntil, billId: null });
  await tx
    .update(tab)
    .set({ owedMinor: sql`${tab.owedMinor} + ${draft.amountMinor}` })
    .where(and(eq(tab.fanId, locked.fanId), eq(tab.currency, locked.currency)));
  const [to] = await tx.select({ owner: creator.ledgerOwner }).from(creator).where(eq(creator.id, draft.creatorId));
  invariant(to, 'a line belongs to a creator');
  await post(tx, accruedPosting({ ...line, fanOwner: of.ledgerOwner, creatorOwner: to.owner }, draft.now));
  return line;
}

async function writeWaiting(tx: Tx, of: Fan, locked: Tab, draft: LineDraft): Promise<TabLine> {
  const bill: Bill | null = await makeBill(tx, locked, {
    cause: 'limit',
    waiting: draft,
    leastMinor: stripeMinimum(locked.currency),
    now: draft.now,
  });
  if (!bill) throw new TabLimitReached(formatMoney(locked.limitMinor, locked.currency, { trim: true }));
  return writeLine(tx, of, locked, draft, { status: 'waiting', undoUntil: null, billId: bill.id });
}

async function writeLine(
  tx: Tx,
  of: Fan,
  { currency }: Tab,
  draft: LineDraft,
  state: Pick<TabLine, 'status' | 'undoUntil' | 'billId'>,
): Promise<TabLine> {
  const [line] = await tx
    .insert(tabLine)
    .values({
      id: newId(),
      key: draft.key,
      fanId: of.id,
      currency,
      creatorId: draft.creatorId,
      kind: draft.kind,
      pledgeId: draft.pledge?.id ?? null,
      amountMinor: draft.amountMinor,
      dated: dayIn(of.timeZone, draft.now),
      fromOn: draft.pledge?.fromOn ?? null,
      untilOn: draft.pledge?.untilOn ?? null,
      createdAt: draft.now,
      ...state,
    })
    .returning();
  invariant(line, 'a line was written');
  return line;
}
