import { sql } from 'drizzle-orm';
import type { Queryable } from '@/db/client';
import { addDays, isTimeZone } from '@/lib/dates';
import { balancesOf, dailyMoves, monthView, type LedgerAccountKind } from '@/lib/ledger';
import type { Currency } from '@/lib/money';
import { toMonthSums, type MonthSums } from './month-sums';

/** What a creator has, where it lies and when it becomes free. */
export type Earnings = {
  currency: Currency;
  /** On fans' tabs, not yet charged. */
  accruedMinor: number;
  heldMinor: number;
  availableMinor: number;
  /** Asked for, and not sent yet. */
  reservedMinor: number;
  /** What refunds took beyond what was there; the next money that becomes available repays it. */
  debtMinor: number;
  /** Held money by the day on which it becomes available, soonest first. */
  heldByDay: { day: Date; amountMinor: number }[];
  /** Held money whose fee is not known yet, so that nobody can say when. */
  waitingMinor: number;
  month: MonthSums;
  /** What came in, before fees, on each of the last 30 UTC days, oldest first. */
  days: { day: Date; amountMinor: number }[];
};

const DAYS = 30;

/**
 * A creator's earnings now. Balances, month and days are read from day totals and the held list from
 * an index of what is held alone, so that a page costs the same at ten tips and at ten million.
 *
 * @param now business time
 * @param timeZone in which the creator reads days
 */
export async function readEarnings(
  db: Queryable,
  creator: { id: string; owner: string; currency: Currency },
  now: Date,
  timeZone: string,
): Promise<Earnings> {
  const { owner, currency } = creator;
  const account = (kind: LedgerAccountKind) => ({ kind, owner, currency });
  const since = addDays(now, 1 - DAYS);
  const [balances, held, month, tips, lines] = await Promise.all([
    balancesOf(db, [account('creator_accrued'), account('creator_held'), account('creator_available'), account('creator_reserved'), account('creator_debt')]),
    readHeld(db, creator.id, timeZone),
    monthView(db, owner, now.toISOString().slice(0, 7)),
    dailyMoves(db, account('creator_held'), 'tip_collected', since),
    dailyMoves(db, account('creator_held'), 'line_collected', since),
  ]);
  const [accruedMinor = 0, heldMinor = 0, availableMinor = 0, reservedMinor = 0, debtMinor = 0] = balances;
  return {
    currency, accruedMinor, heldMinor, availableMinor, reservedMinor, debtMinor, ...held,
    month: toMonthSums(month.filter((line) => line.currency === currency)),
    days: fillDays([...tips, ...lines], since),
  };
}

async function readHeld(db: Queryable, creatorId: string, timeZone: string): Promise<Pick<Earnings, 'heldByDay' | 'waitingMinor'>> {
  const zone = isTimeZone(timeZone) ? timeZone : 'UTC';
  const { rows } = await db.execute<{ day: string | null; minor: string }>(sql`
    select (held_until at time zone ${zone})::date::text as day, sum(held_minor)::text as minor
    from (
      select held_until, held_minor from tip where creator_id = ${creatorId} and held_minor > 0
      union all select held_until, held_minor from tab_line where creator_id = ${creatorId} and held_minor > 0
    ) held group by 1 order by 1`);
  const waiting = rows.find(({ day }) => day === null);
  return {
    heldByDay: rows.flatMap(({ day, minor }) => (day ? [{ day: new Date(`${day}T00:00:00Z`), amountMinor: Number(minor) }] : [])),
    waitingMinor: Number(waiting?.minor ?? 0),
  };
}

function fillDays(moves: { day: string; amountMinor: number }[], since: Date): Earnings['days'] {
  const known = new Map<string, number>();
  for (const { day, amountMinor } of moves) known.set(day, (known.get(day) ?? 0) + amountMinor);
  return Array.from({ length: DAYS }, (_, at) => {
    const day = new Date(`${addDays(since, at).toISOString().slice(0, 10)}T00:00:00Z`);
    return { day, amountMinor: known.get(day.toISOString().slice(0, 10)) ?? 0 };
  });
}
