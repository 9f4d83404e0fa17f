import { sql } from 'drizzle-orm';
import { getDb } from '@/db/client';
import { addDays } from '@/lib/dates';
import { log } from '@/lib/log';
import { alarmAdmins } from './alarm-admins';
import { bookOwn } from './book-own';
import { compareBalances } from './compare-balances';
import { readUntil, setReadUntil } from './cursor';
import { findStrangers } from './find-strangers';
import { matchObjects } from './match-objects';
import { readRecords } from './read-records';

/** How often everything is measured anew, whatever the sums say. */
const WHOLE_DAYS = 1;

/**
 * Compares the books with the processor's record of the operator's balance, both ways: every movement
 * there must have its transaction here, and every transaction here its movement there. The operator's
 * own movements are booked on the way. What differs for five minutes is kept as a gap and told to the
 * admins; it goes when both sides agree.
 *
 * @param now business time
 * @returns how many gaps are open, and how many movements were booked as the operator's own
 * @throws ProcessorUnavailable
 */
export async function compareWithProcessor(now: Date): Promise<{ gaps: number; booked: number }> {
  const lastWhole = await readUntil('whole');
  const isDue = lastWhole === null || lastWhole <= addDays(now, -WHOLE_DAYS);
  let booked = await look({ whole: isDue, now });
  let isUnexplained = booked.isUnexplained;
  if (isUnexplained && !isDue) {
    booked = await look({ whole: true, now });
    isUnexplained = booked.isUnexplained;
  }
  const gaps = await countOpen();
  if (gaps > 0) log.warn('reconcile.gaps', { open: gaps });
  await alarmAdmins(new Date());
  return { gaps, booked: booked.count };
}

async function look({ whole, now }: { whole: boolean; now: Date }): Promise<{ count: number; isUnexplained: boolean }> {
  await readRecords({ whole });
  const count = await bookOwn();
  const strangers = whole ? await findStrangers(now) : [];
  const onTheirWay = await matchObjects({ whole, strangers, now });
  const isUnexplained = await compareBalances({ onTheirWay, hadWholeLook: whole, now });
  if (whole) await setReadUntil('whole', [now]);
  return { count, isUnexplained };
}

async function countOpen(): Promise<number> {
  const { rows } = await getDb().execute<{ open: number }>(sql`select count(*)::int as open from reconcile_gap where closed_at is null`);
  return rows[0]?.open ?? 0;
}
