import type { Tx } from '@/db/client';
import type { PaymentOutcome } from '@/lib/payments';
import type { TipWithCreator } from './apply-outcomes';

export async function enqueueReceipts(_tx: Tx, _outcomes: PaymentOutcome[], _tips: Map<string, TipWithCreator>): Promise<void> {
  await Promise.resolve();
}
