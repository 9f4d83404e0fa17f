import type { Tx } from '@/db/client';
import { cardPage } from '@/db/schema';
import { ownMarks, type Source } from './marks';

/**
 * Writes down who opens a page on which a card can be typed, in the transaction that writes its payment
 * or card setup, so that a card refused there counts against them.
 *
 * @param page.id that of the payment or the setup
 */
export async function noteCardPage(
  tx: Tx,
  page: { id: string; deed: 'tip' | 'card' | 'pay_bill'; creatorId: string | null; source: Source | null | undefined },
): Promise<void> {
  const { id, deed, creatorId, source } = page;
  if (!source) return;
  await tx.insert(cardPage).values({ id, deed, creatorId, marks: ownMarks(source) }).onConflictDoNothing();
}
