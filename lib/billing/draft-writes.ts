import { sql } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { column } from '@/db/column';
import type { Currency } from '@/lib/money';
import type { DueTab } from './draft-reads';
import type { billingDates, MonthLine } from './reckon-tab';

/** A line to be written, with what its posting needs. */
export type DraftLine = MonthLine & { id: string; fanId: string; currency: Currency; fanOwner: string; creatorOwner: string };

/** One tab after its billing date: its new lines, and its bill when there is one. */
export type TabDraft = {
  tab: DueTab;
  dates: ReturnType<typeof billingDates>;
  lines: DraftLine[];
  newMinor: number;
  /** `openMinor`: what of it was on the tab before. */
  bill: { id: string; amountMinor: number; lineCount: number; openMinor: number } | null;
  /** How many billing days in a row it has rolled over by now. */
  rolledBills: number;
};

/** Writes a batch of drafts: bills, lines, what was open and the tabs' next dates, one statement each. */
export async function writeDraft(tx: Tx, drafts: TabDraft[], now: Date): Promise<void> {
  const billed = drafts.flatMap((draft) => (draft.bill ? [{ ...draft, bill: draft.bill }] : []));
  if (billed.length > 0) await insertBills(tx, billed, now);
  await insertLines(tx, drafts, now);
  const withOpen = billed.filter(({ bill }) => bill.openMinor > 0);
  if (withOpen.length > 0) await freezeOpen(tx, withOpen, now);
  await moveTabs(tx, drafts);
}

type Billed = TabDraft & { bill: NonNullable<TabDraft['bill']> };

async function insertBills(tx: Tx, drafts: Billed[], now: Date): Promise<void> {
  const at = now.toISOString();
  await tx.execute(sql`
    insert into bill (id, fan_id, currency, cause, billing_on, status, amount_minor, line_count, rotation, next_attempt_at, created_at)
    select v.id, v.fan, v.currency, 'billing_day', v.billing_on, 'due', v.minor, v.lines, v.rotation, ${at}::timestamptz, ${at}::timestamptz
    from unnest(${column(drafts, ({ bill }) => bill.id)}::uuid[], ${column(drafts, ({ tab }) => tab.fanId)}::uuid[],
      ${column(drafts, ({ tab }) => tab.currency)}::text[], ${column(drafts, ({ dates }) => dates.billingOn)}::date[],
      ${column(drafts, ({ bill }) => bill.amountMinor)}::bigint[], ${column(drafts, ({ bill }) => bill.lineCount)}::int[],
      ${column(drafts, ({ tab }) => tab.bills)}::int[]) as v (id, fan, currency, billing_on, minor, lines, rotation)`);
}

/** No form minted these, so they have no key; that no day is written twice is an index of its own. */
async function insertLines(tx: Tx, drafts: TabDraft[], now: Date): Promise<void> {
  const rows = drafts.flatMap(({ lines, bill, dates }) => lines.map((line) => ({ line, billId: bill?.id ?? null, dated: dates.billingOn })));
  if (rows.length === 0) return;
  await tx.execute(sql`
    insert into tab_line (id, fan_id, currency, creator_id, kind, pledge_id, amount_minor, dated, from_on, until_on, status, bill_id, created_at)
    select v.id, v.fan, v.currency, v.creator, v.kind, v.pledge, v.minor, v.dated, v.from_on, v.until_on,
      case when v.bill is null then 'open' else 'billed' end, v.bill, ${now.toISOString()}::timestamptz
    from unnest(${column(rows, ({ line }) => line.id)}::uuid[],
      ${column(rows, ({ line }) => line.fanId)}::uuid[], ${column(rows, ({ line }) => line.currency)}::text[],
      ${column(rows, ({ line }) => line.creatorId)}::uuid[], ${column(rows, ({ line }) => line.kind)}::text[],
      ${column(rows, ({ line }) => line.pledgeId)}::uuid[], ${column(rows, ({ line }) => line.amountMinor)}::bigint[],
      ${column(rows, ({ dated }) => dated)}::date[], ${column(rows, ({ line }) => line.fromOn)}::date[],
      ${column(rows, ({ line }) => line.untilOn)}::date[], ${column(rows, ({ billId }) => billId)}::uuid[])
      as v (id, fan, currency, creator, kind, pledge, minor, dated, from_on, until_on, bill)`);
}

/** What was open goes onto the bill: the same lines that were summed, for the tab is locked. */
async function freezeOpen(tx: Tx, drafts: Billed[], now: Date): Promise<void> {
  await tx.execute(sql`
    update tab_line l set status = 'billed', bill_id = v.bill
    from unnest(${column(drafts, ({ bill }) => bill.id)}::uuid[], ${column(drafts, ({ tab }) => tab.fanId)}::uuid[],
      ${column(drafts, ({ tab }) => tab.currency)}::text[]) as v (bill, fan, currency)
    where l.fan_id = v.fan and l.currency = v.currency and l.status = 'open'
      and (l.undo_until is null or l.undo_until <= ${now.toISOString()}::timestamptz)`);
}

async function moveTabs(tx: Tx, drafts: TabDraft[]): Promise<void> {
  await tx.execute(sql`
    update tab t set next_bill_on = v.next_on, next_bill_at = v.next_at, owed_minor = t.owed_minor + v.owed, rolled_bills = v.rolled
    from unnest(${column(drafts, ({ tab }) => tab.fanId)}::uuid[], ${column(drafts, ({ tab }) => tab.currency)}::text[],
      ${column(drafts, ({ dates }) => dates.next)}::date[], ${column(drafts, ({ dates }) => dates.nextAt)}::timestamptz[],
      ${column(drafts, owedAfter)}::bigint[], ${column(drafts, ({ rolledBills }) => rolledBills)}::int[])
      as v (fan, currency, next_on, next_at, owed, rolled)
    where t.fan_id = v.fan and t.currency = v.currency`);
}

/** How what is owed between bills changes: a bill takes what was open, a small one leaves its months. */
function owedAfter({ bill, newMinor }: TabDraft): number {
  return bill ? -bill.openMinor : newMinor;
}
