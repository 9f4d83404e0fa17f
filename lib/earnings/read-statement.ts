import type { Queryable } from '@/db/client';
import { writeCsv } from '@/lib/csv';
import { balancesBefore, dailyView, monthsOf, monthView, type DayLine, type LedgerAccountKind } from '@/lib/ledger';
import { decimalAmount, type Currency } from '@/lib/money';
import { toMonthSums, type MonthSums } from './month-sums';

type Books = { owner: string; currency: Currency };

/** Where a creator's money lay at a moment; in minor units. */
export type Standing = { accruedMinor: number; heldMinor: number; availableMinor: number; reservedMinor: number; debtMinor: number };

/** A month of a creator's books, from the ledger alone. What was there, plus what moved, is what is there. */
export type Statement = { month: string; currency: Currency; sums: MonthSums; before: Standing; after: Standing };

/** The months (UTC) of which a creator has a statement, newest first, each with its sums. */
export async function listStatements(db: Queryable, { owner, currency }: Books): Promise<{ month: string; sums: MonthSums }[]> {
  const months = await monthsOf(db, owner);
  return Promise.all(months.map(async (month) => ({
    month, sums: toMonthSums((await monthView(db, owner, month)).filter((line) => line.currency === currency)),
  })));
}

/**
 * One month of a creator's books: gross to net, and where the money lay before and after it.
 *
 * @param month a UTC month, `YYYY-MM`
 */
export async function readStatement(db: Queryable, { owner, currency }: Books, month: string): Promise<Statement> {
  const [lines, before, after] = await Promise.all([
    monthView(db, owner, month),
    standing(db, { owner, currency }, `${month}-01`),
    standing(db, { owner, currency }, firstAfter(month)),
  ]);
  return { month, currency, sums: toMonthSums(lines.filter((line) => line.currency === currency)), before, after };
}

/** Whether a text is a month that a statement can be of. */
export function isMonth(text: unknown): text is string {
  return typeof text === 'string' && /^20\d\d-(0[1-9]|1[0-2])$/.test(text);
}

/**
 * A statement as a file for spreadsheets: what each UTC day brought or took, by reason. The column
 * sums to what changed in the creator's purse that month, to the cent, because both are the ledger's.
 */
export async function writeStatementCsv(db: Queryable, { owner, currency }: Books, month: string): Promise<string> {
  const days = (await dailyView(db, owner, month)).filter((line) => line.currency === currency);
  const byDay = new Map<string, DayLine[]>();
  for (const line of days) byDay.set(line.day, [...(byDay.get(line.day) ?? []), line]);
  const rows = [...byDay].flatMap(([day, lines]) => cellsOf(toMonthSums(lines)).map(([what, minor]) => [day, what, currency, { figure: decimalAmount(minor, currency) }]));
  return writeCsv(['Day (UTC)', 'What', 'Currency', 'Amount'], rows);
}

function cellsOf(sums: MonthSums): [string, number][] {
  const cells: [string, number][] = [
    ['Tips by card', sums.directMinor],
    ['From tabs', sums.tabMinor],
    ['Processor fees', 0 - sums.processorFeeMinor],
    ['Tuppence fees', 0 - sums.platformFeeMinor],
    ['Refunds and disputes', 0 - sums.refundedMinor],
    ['Paid out', 0 - sums.paidOutMinor],
    ['Other', sums.otherMinor],
  ];
  return cells.filter(([, minor]) => minor !== 0);
}

async function standing(db: Queryable, { owner, currency }: Books, day: string): Promise<Standing> {
  const account = (kind: LedgerAccountKind) => ({ kind, owner, currency });
  const [accruedMinor = 0, heldMinor = 0, availableMinor = 0, reservedMinor = 0, debtMinor = 0] = await balancesBefore(
    db, [account('creator_accrued'), account('creator_held'), account('creator_available'), account('creator_reserved'), account('creator_debt')], day,
  );
  return { accruedMinor, heldMinor, availableMinor, reservedMinor, debtMinor };
}

function firstAfter(month: string): string {
  const [year, number] = month.split('-').map(Number);
  return new Date(Date.UTC(year ?? 0, number ?? 0, 1)).toISOString().slice(0, 10);
}
