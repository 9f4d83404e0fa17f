import { sql } from 'drizzle-orm';
import { getDb, inTransaction, type Tx } from '@/db/client';
import { newId } from '@/lib/ids';
import { post } from '@/lib/income';
import { log } from '@/lib/log';
import type { Currency } from '@/lib/money';
import { takeNextTerms } from '@/lib/pledges';
import { currentLimits } from '@/lib/pricing';
import { accruedPosting } from '@/lib/tab';
import { claimDueTabs, movePledges, planByIndex, readOpen, type DuePledge, type DueTab } from './draft-reads';
import { writeDraft, type DraftLine, type TabDraft } from './draft-writes';
import { billingDates, monthLines, rollsOver, type BillLimits, type KnownPieces } from './reckon-tab';

/** Tabs in one transaction: large enough that a commit costs little, small enough to lose little. */
const BATCH = 1_000;
/** Batches under way at once: one is reckoned while the database writes the other. */
const AT_ONCE = 2;

/** What a run of the drafts did. */
export type Drafted = { tabs: number; bills: number; lines: number };

/**
 * Makes the bills of every tab whose evening has come: writes the months of its pledges, posts them
 * and freezes what is open, a batch of tabs in one transaction. Workers share the tabs by SKIP
 * LOCKED; a tab is done when its next date is set, so a run that was cut off anywhere goes on where
 * it stopped, and a second run finds nothing. A tab whose last bill is not paid yet is left out
 * until it is (DESIGN.md 4.5).
 *
 * @param now business time
 * @param progress told how many tabs are done, of how many
 */
export async function draftBills(now: Date, progress: (done: number, of: number) => Promise<void> = async () => undefined): Promise<Drafted> {
  const total: Drafted = { tabs: 0, bills: 0, lines: 0 };
  const of = await countDue(now);
  const failed: string[] = [];
  const draftNext = async (): Promise<void> => {
    for (; ;) {
      const batch = await draftOrFind(now, failed);
      if (batch.tabs === 0) return;
      total.tabs += batch.tabs;
      total.bills += batch.bills;
      total.lines += batch.lines;
      await progress(total.tabs, Math.max(of, total.tabs));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, draftNext));
  return total;
}

/**
 * Drafts a batch. One that fails is tried tab by tab, until the one that breaks it is found: that
 * one is left out of this run and reported, and everybody else is billed.
 */
async function draftOrFind(now: Date, failed: string[]): Promise<Drafted> {
  const claimed: DueTab[] = [];
  try {
    return await inTransaction((tx) => draftBatch(tx, now, { limit: BATCH, failed, claimed }));
  } catch (error) {
    log.error('billing.draft_failed', error, { tabs: claimed.length });
  }
  for (let tries = 0; tries < BATCH; tries += 1) {
    try {
      const one = await inTransaction((tx) => draftBatch(tx, now, { limit: 1, failed, claimed }));
      if (one.tabs === 0) return one;
    } catch (error) {
      const [broken] = claimed;
      if (!broken) throw error;
      log.error('billing.tab_failed', error, { fan: broken.fanId, currency: broken.currency });
      failed.push(broken.fanId);
      return { tabs: 1, bills: 0, lines: 0 };
    }
  }
  return { tabs: 1, bills: 0, lines: 0 };
}

type Claim = { limit: number; failed: readonly string[]; claimed: DueTab[] };

async function draftBatch(tx: Tx, now: Date, { limit, failed, claimed }: Claim): Promise<Drafted> {
  await planByIndex(tx);
  const tabs = await claimDueTabs(tx, now, limit, failed);
  claimed.splice(0, claimed.length, ...tabs);
  if (tabs.length === 0) return { tabs: 0, bills: 0, lines: 0 };
  const limits = new Map<Currency, BillLimits>();
  for (const currency of new Set(tabs.map((tab) => tab.currency))) limits.set(currency, await currentLimits(tx, currency));
  const dated = withDates(tabs, now);
  const fresh = dated.filter(({ dates }) => !dates.isBilled);
  const pledges = await movePledges(tx, fresh.map(({ tab, dates }) => ({ tab, next: dates.next })));
  const open = await readOpen(tx, fresh.map(({ tab }) => tab), now);
  const known: KnownPieces = new Map();
  const drafts = dated.map(({ tab, dates }) => {
    const found = { known, pledges: pledges.get(tab) ?? [], open: open.get(tab) ?? { minor: 0, count: 0 } };
    return draftTab(tab, dates, found, limits.get(tab.currency) ?? { smallBillMinor: 0, daysMinimumMinor: 0 });
  });
  await writeDraft(tx, drafts, now);
  const lines = drafts.flatMap((draft) => draft.lines);
  if (lines.length > 0) await post(tx, lines.flatMap((line) => accruedPosting(line, now)));
  await takeNextTerms(tx, [...pledges.values()].flat().filter(({ changes }) => changes).map(({ id }) => id));
  return { tabs: tabs.length, bills: drafts.filter(({ bill }) => bill).length, lines: lines.length };
}

type Dates = ReturnType<typeof billingDates>;

/** The tabs of one evening mostly share their dates, and a calendar costs more than looking twice. */
function withDates(tabs: DueTab[], now: Date): { tab: DueTab; dates: Dates }[] {
  const known = new Map<string, Dates>();
  return tabs.map((tab) => {
    const key = `${tab.timeZone} ${tab.billingDay} ${tab.nextBillOn} ${tab.billedOn}`;
    const dates = known.get(key) ?? billingDates(tab, now);
    known.set(key, dates);
    return { tab, dates };
  });
}

type Found = { pledges: DuePledge[]; open: { minor: number; count: number }; known: KnownPieces };

/**
 * Pure but for the ids: one tab's lines, and its bill unless it rolls over or there is nothing. Who is
 * suspended could neither see nor end what is charged, so their days pass unpaid, like a closed page's.
 */
function draftTab(tab: DueTab, dates: Dates, { pledges, open, known }: Found, limits: BillLimits): TabDraft {
  const owners = new Map(pledges.map(({ creatorId, creatorOwner }) => [creatorId, creatorOwner]));
  const lines = monthLines(tab.isShut ? [] : pledges, dates.next, tab.billingDay, limits, known).map((line): DraftLine => ({
    ...line, id: newId(), fanId: tab.fanId, currency: tab.currency, fanOwner: tab.fanOwner, creatorOwner: owners.get(line.creatorId) ?? '',
  }));
  const newMinor = lines.reduce((sum, line) => sum + line.amountMinor, 0);
  const amountMinor = newMinor + open.minor;
  const waits = tab.isShut || rollsOver(tab, amountMinor, limits);
  const bill = waits ? null : { id: newId(), amountMinor, lineCount: lines.length + open.count, openMinor: open.minor };
  const rolledBills = dates.isBilled || tab.isShut ? tab.rolledBills : waits && amountMinor > 0 ? tab.rolledBills + 1 : 0;
  return { tab, dates, lines, newMinor, bill, rolledBills };
}

async function countDue(now: Date): Promise<number> {
  const { rows } = await getDb().execute<{ due: number }>(sql`
    select count(*)::int as due from tab t where t.next_bill_at <= ${now.toISOString()}::timestamptz and not exists (
      select from bill b where b.fan_id = t.fan_id and b.currency = t.currency and b.status in ('due', 'failing'))`);
  return rows[0]?.due ?? 0;
}
