import { getDb } from '@/db/client';
import { isRefusal } from '@/lib/errors';
import { approveReviewed } from './approve-reviewed';
import { NothingChosen } from './errors';
import { listQueue, type QueueRow } from './list-queue';

export type LeftPayout = { payoutId: string; name: string; why: string };

/** Why a payout is not one to be let go together with others; null when it is. Pure. */
export function barredFromBulk(row: QueueRow, adminId: string): string | null {
  if (row.ownerId === adminId) return 'It is your own.';
  if (row.isFirst) return 'It is a first payout.';
  if (row.needsSecond) return 'It needs two admins.';
  if (row.score.level !== 'low') return `Its score is ${row.score.score}.`;
  if (row.status === 'on_hold') return 'It is on hold.';
  if (row.pageStatus === 'suspended') return 'Its page is suspended.';
  return row.obstacle === null ? null : 'Its account takes nothing now.';
}

/**
 * Lets those of the chosen payouts go that have a low score now, each in a transaction of its own:
 * never a first payout, never one that needs two admins (DESIGN.md 4.6). What cannot go is left where
 * it is, and said why.
 *
 * @param asked.now business time
 * @throws NothingChosen
 */
export async function approveLow({ payoutIds, adminId, now }: { payoutIds: string[]; adminId: string; now: Date }): Promise<{ approved: number; left: LeftPayout[] }> {
  if (payoutIds.length === 0) throw new NothingChosen();
  const { rows } = await listQueue(getDb(), { among: payoutIds, limit: payoutIds.length }, now);
  const left: LeftPayout[] = [];
  for (const row of rows) {
    const why = barredFromBulk(row, adminId) ?? (await refusalOf(row, adminId, now));
    if (why !== null) left.push({ payoutId: row.id, name: row.name, why });
  }
  return { approved: rows.length - left.length, left };
}

/** Approves one, if its score is still that of the list; answers why it did not go, or null. */
async function refusalOf({ id: payoutId, score }: QueueRow, adminId: string, now: Date): Promise<string | null> {
  try {
    const outcome = await approveReviewed({ payoutId, adminId, seenScore: score.score, why: '', now });
    return outcome === 'approved' ? null : 'It needs two admins.';
  } catch (error) {
    if (isRefusal(error)) return error.sentence;
    throw error;
  }
}
