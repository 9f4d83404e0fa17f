import { sql } from 'drizzle-orm';
import { getDb } from '@/db/client';
import { addDays, addMilliseconds, MINUTE_MS } from '@/lib/dates';
import { log } from '@/lib/log';
import { alarmAdmins } from './alarm-admins';
import { bookOwn } from './book-own';
import { compareBalances } from './compare-balances';
import { readUntil, setReadUntil } from './cursor';
import { findStrangers } from './find-strangers';
import { matchObjects } from './match-objects';
import { readRecords } from './read-records';

/** How often the whole ledger is asked for what only it knows, whatever the sums say. */
const STRANGERS_DAYS = 1;
/** How often everything is measured anew while something stays unexplained: it is much to read. */
const ALL_MINUTES = 60;

/** How much is looked at: what is new; what only the books know as well; or everything there is. */
type Depth = 'new' | 'strangers' | 'all';

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
  const first = await look((await isDue('strangers', addDays(now, -STRANGERS_DAYS))) ? 'strangers' : 'new', now);
  // The sums do not agree and no known difference explains it: then nothing is taken for granted.
  const mustLook = first.isUnexplained && (await isDue('all', addMilliseconds(now, -ALL_MINUTES * MINUTE_MS)));
  const second = mustLook ? await look('all', now) : null;
  const gaps = await countOpen();
  if (gaps > 0) log.warn('reconcile.gaps', { open: gaps });
  await alarmAdmins(new Date());
  return { gaps, booked: first.booked + (second?.booked ?? 0) };
}

async function isDue(name: Depth, before: Date): Promise<boolean> {
  const last = await readUntil(name);
  return last === null || last <= before;
}

async function look(depth: Depth, now: Date): Promise<{ booked: number; isUnexplained: boolean }> {
  await readRecords({ whole: depth === 'all' });
  const booked = await bookOwn();
  const strangers = depth === 'new' ? [] : await findStrangers(now);
  const onTheirWay = await matchObjects({ whole: depth === 'all', strangers, now });
  const isUnexplained = await compareBalances({ onTheirWay, hadWholeLook: depth === 'all', now });
  if (depth !== 'new') await setReadUntil('strangers', [now]);
  if (depth === 'all') await setReadUntil('all', [now]);
  return { booked, isUnexplained };
}

async function countOpen(): Promise<number> {
  const { rows } = await getDb().execute<{ open: number }>(sql`select count(*)::int as open from reconcile_gap where closed_at is null`);
  return rows[0]?.open ?? 0;
}
