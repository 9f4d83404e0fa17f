import type { Tx } from '@/db/client';
import { applySetups, keepCards, updateCards } from '@/lib/fans';
import { log } from '@/lib/log';
import { dispatchCardSaved } from './dispatch-bills';
import type { Fetched } from './fetch-looks';
import type { Refreshed } from './refresh-payments';

/**
 * Stores the cards that were saved, by the page for it or beside a payment, follows what became of
 * others, and lets those who have a card now meet what waited for it.
 *
 * @param now business time
 * @returns whether somebody has a new card, or a mended one: bills may wait for it
 */
export async function applyCards(tx: Tx, fetched: Fetched, refreshed: Refreshed, now: Date): Promise<boolean> {
  const { saved, done, mismatched } = await applySetups(tx, fetched.setups, now);
  for (const id of done) refreshed.done.add(id);
  for (const id of mismatched) {
    log.warn('card_setup.mismatch', { setup: id });
    refreshed.mismatched.add(id);
  }
  const beside = fetched.charges.flatMap((report) =>
    report.savedCard && refreshed.done.has(report.paymentId ?? '') ? [report.savedCard] : [],
  );
  const kept = await keepCards(tx, beside, now);
  const others = [...kept, ...(await updateCards(tx, fetched.cards, now))].map((fanId) => ({ fanId, pledgeId: null }));
  for (const { paymentMethodId } of fetched.cards) refreshed.done.add(paymentMethodId);
  await dispatchCardSaved(tx, [...saved, ...others], now);
  return saved.length + others.length > 0;
}
