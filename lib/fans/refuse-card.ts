import { and, eq } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { card } from '@/db/schema';

/** Marks a card of which its bank has said that it will not work again; it stays in view, to be replaced. */
export async function refuseCard(tx: Tx, paymentMethodId: string): Promise<void> {
  await tx.update(card).set({ status: 'refused' }).where(and(eq(card.paymentMethodId, paymentMethodId), eq(card.status, 'good')));
}
