import { and, eq, ne } from 'drizzle-orm';
import { inTransaction } from '@/db/client';
import { card } from '@/db/schema';
import { CardNotFound, CardNotGood } from './card-errors';
import { lockFan } from './lock-fan';
import { makeDefault } from './store-card';

/**
 * Makes a card the one that is charged from now on.
 *
 * @throws CardNotFound when it is not this fan's; CardNotGood when its bank has refused it for good
 */
export async function chooseCard(fanId: string, cardId: string): Promise<void> {
  await inTransaction(async (tx) => {
    await lockFan(tx, fanId);
    const [chosen] = await tx
      .select()
      .from(card)
      .where(and(eq(card.id, cardId), eq(card.fanId, fanId), ne(card.status, 'removed')));
    if (!chosen) throw new CardNotFound();
    if (chosen.status === 'refused') throw new CardNotGood();
    await makeDefault(tx, fanId, cardId);
  });
}
