import { eq } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { fan } from '@/db/schema';

/** Sets whether a fan wants the mail three days before a bill. */
export async function setNotice(tx: Tx, fanId: string, wantsNotice: boolean): Promise<void> {
  await tx.update(fan).set({ wantsNotice }).where(eq(fan.id, fanId));
}
