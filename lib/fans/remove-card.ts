import { eq, sql } from 'drizzle-orm';
import { inTransaction, type Tx } from '@/db/client';
import { card } from '@/db/schema';
import { CardNeeded, CardNotFound } from './card-errors';
import { listCards } from './card-queries';
import { detachRemovedCards } from './detach-removed-cards';
import { lockFan } from './lock-fan';
import { makeDefault } from './store-card';

/**
 * Removes a card, here and at the processor. When it was the one that is charged, the newest other
 * good one takes its place.
 *
 * @param now business time
 * @throws CardNotFound; CardNeeded when it is the last good one and something is owed or pledged
 */
export async function removeCard(fanId: string, cardId: string, now: Date): Promise<void> {
  await inTransaction((tx) => remove(tx, fanId, cardId, now));
  await detachRemovedCards(now);
}

async function remove(tx: Tx, fanId: string, cardId: string, now: Date): Promise<void> {
  await lockFan(tx, fanId);
  const cards = await listCards(tx, fanId);
  const removed = cards.find(({ id }) => id === cardId);
  if (!removed) throw new CardNotFound();
  const next = cards.find(({ id, status }) => id !== cardId && status === 'good');
  if (removed.status === 'good' && !next && (await needsCard(tx, fanId))) throw new CardNeeded();
  await tx.update(card).set({ status: 'removed', removedAt: now, isDefault: false }).where(eq(card.id, cardId));
  if (removed.isDefault && next) await makeDefault(tx, fanId, next.id);
}

/** Whether something is on the tab, on a bill that is not paid, or promised for the months to come. */
async function needsCard(tx: Tx, fanId: string): Promise<boolean> {
  const { rows } = await tx.execute<{ needed: boolean }>(sql`
    select exists (select 1 from tab_line where fan_id = ${fanId} and status in ('open', 'waiting', 'billed'))
      or exists (select 1 from bill where fan_id = ${fanId} and status in ('due', 'failing'))
      or exists (select 1 from pledge where fan_id = ${fanId} and status in ('waiting', 'active', 'paused')) as needed`);
  return rows[0]?.needed ?? false;
}
