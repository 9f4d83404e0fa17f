import { eq, inArray } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { cardSetup } from '@/db/schema';
import type { SetupReport } from '@/lib/stripe';
import { lockCardOwner } from './lock-fan';
import { storeCard } from './store-card';

type Setup = typeof cardSetup.$inferSelect;

/** Whom a setup gave a card, and the pledge that was confirmed by saving it, if one was. */
export type SavedBySetup = { fanId: string; pledgeId: string | null };

/** Whom a batch gave a card, and which setups were followed or were not what they were named as. */
export type AppliedSetups = { saved: SavedBySetup[]; done: string[]; mismatched: string[] };

/**
 * What may follow what. A card that the processor has saved is saved, whatever we believed; nothing
 * leads back from there.
 *
 *   created ──> open ──┬──> saved
 *      │               ├──> expired ──> saved
 *      └───────────────┴──> failed ───> saved
 */
const followers: Record<Setup['status'], readonly Setup['status'][]> = {
  created: ['open', 'saved', 'failed', 'expired'],
  open: ['saved', 'failed', 'expired'],
  expired: ['saved'],
  failed: ['saved'],
  saved: [],
};

/**
 * Follows the pages that save cards: what was saved becomes a card of the fan, and the one that is
 * charged. A report seen before changes nothing, so repeats and any order are harmless.
 *
 * @param now business time
 */
export async function applySetups(tx: Tx, reports: SetupReport[], now: Date): Promise<AppliedSetups> {
  const bySetup = new Map(reports.flatMap((report) => (report.setupId ? [[report.setupId, report]] : [])));
  const applied: AppliedSetups = { saved: [], done: [], mismatched: [] };
  for (const row of await lockSetups(tx, [...bySetup.keys()])) {
    const report = bySetup.get(row.id);
    if (!report) continue;
    if (!isOurs(row, report)) {
      applied.mismatched.push(row.id);
      continue;
    }
    const saved = await follow(tx, row, report, now);
    if (saved) applied.saved.push(saved);
    applied.done.push(row.id);
  }
  return applied;
}

/** Locks setups in id order, so that two batches never wait for each other in a circle. */
async function lockSetups(tx: Tx, ids: string[]): Promise<Setup[]> {
  if (ids.length === 0) return [];
  return tx.select().from(cardSetup).where(inArray(cardSetup.id, ids)).orderBy(cardSetup.id).for('update');
}

function isOurs(row: Setup, report: SetupReport): boolean {
  return row.checkoutSessionId === null || row.checkoutSessionId === report.sessionId;
}

/** Answers who has a new card by it, or null. */
async function follow(tx: Tx, row: Setup, report: SetupReport, now: Date): Promise<SavedBySetup | null> {
  const moves = followers[row.status].includes(report.status);
  await tx
    .update(cardSetup)
    .set({
      checkoutSessionId: report.sessionId,
      ...(moves ? { status: report.status } : {}),
      ...(moves && report.status !== 'open' ? { settledAt: now } : {}),
      failureCode: report.status === 'saved' ? null : (report.failureCode ?? row.failureCode),
    })
    .where(eq(cardSetup.id, row.id));
  if (!moves || !report.card) return null;
  const owner = await lockCardOwner(tx, row.fanId);
  return owner && (await storeCard(tx, owner, report.card, now)) ? { fanId: owner.id, pledgeId: row.pledgeId } : null;
}
