import { lt } from 'drizzle-orm';
import { getDb } from '@/db/client';
import { cardMeasure, cardPage, cardRefusal, spentProof } from '@/db/schema';
import { addDays } from '@/lib/dates';

const PAGES_KEPT_DAYS = 30;
/** A proof is good for an hour at most. */
const PROOFS_KEPT_DAYS = 1;
const MEASURES_KEPT_DAYS = 180;

/**
 * Clears what no limit looks at any more. What was done about it stays for half a year, to be read.
 *
 * @param realNow real time, as everywhere in limits
 * @returns how many rows
 */
export async function forgetOldPages(realNow: Date): Promise<number> {
  const db = getDb();
  const cleared = [
    await db.delete(cardPage).where(lt(cardPage.openedAt, addDays(realNow, -PAGES_KEPT_DAYS))),
    await db.delete(cardRefusal).where(lt(cardRefusal.learnedAt, addDays(realNow, -PAGES_KEPT_DAYS))),
    await db.delete(spentProof).where(lt(spentProof.spentAt, addDays(realNow, -PROOFS_KEPT_DAYS))),
    await db.delete(cardMeasure).where(lt(cardMeasure.until, addDays(realNow, -MEASURES_KEPT_DAYS))),
  ];
  return cleared.reduce((sum, { rowCount }) => sum + (rowCount ?? 0), 0);
}
