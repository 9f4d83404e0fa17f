import { asc, inArray } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { pledge } from '@/db/schema';
import { dayIn } from '@/lib/dates';
import type { PledgeLine } from './apply-lines';
import { endPledge } from './end-pledge';
import { readFan } from './find-pledge';
import { withdrawOpenLines } from './withdraw-open-lines';

/**
 * What follows when lines of a pledge were given back whole: where their days are not over, the pledge
 * ends, what it opened is closed at once, and what of it came on the tab since is taken off. Days that
 * are over opened what they opened, and the pledge goes on. Run twice it changes nothing. The fan's tab
 * is locked by the caller, and the mail about the refund tells them.
 *
 * @param lines that have nothing left, whatever their kind
 * @param now business time
 * @returns the pledges that ended
 */
export async function applyRefunded(tx: Tx, lines: readonly PledgeLine[], now: Date): Promise<string[]> {
  const ids = [...new Set(lines.flatMap(({ pledgeId }) => (pledgeId === null ? [] : [pledgeId])))];
  if (ids.length === 0) return [];
  const pledges = await tx.select().from(pledge).where(inArray(pledge.id, ids)).orderBy(asc(pledge.id)).for('update');
  const ended: string[] = [];
  for (const of of pledges) {
    const { timeZone } = await readFan(tx, of.fanId);
    const isOpen = lines.some((line) => line.pledgeId === of.id && opensNow(line, timeZone, now));
    if (of.status === 'ended' || !isOpen) continue;
    await withdrawOpenLines(tx, of.id, now);
    await endPledge(tx, of, 'refunded', now);
    ended.push(of.id);
  }
  return ended;
}

/**
 * Whether the days of a pledge that a line pays for are not over yet.
 *
 * @param now business time; days are the fan's own
 */
export function opensNow({ pledgeId, untilOn }: Pick<PledgeLine, 'pledgeId' | 'untilOn'>, timeZone: string, now: Date): boolean {
  return pledgeId !== null && untilOn !== null && untilOn > dayIn(timeZone, now);
}
