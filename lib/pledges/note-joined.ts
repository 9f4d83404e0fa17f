import { sql } from 'drizzle-orm';
import type { Tx } from '@/db/client';

/**
 * Remembers that a pledge has begun and its fan has nothing of it in writing yet, in the transaction
 * in which it began: one mail tells of all that began in one sitting (lib/billing, `tellJoined`). A
 * guest has the mail that asks them, and is told once they have joined.
 *
 * @param now business time
 */
export async function noteJoined(tx: Tx, pledgeId: string, now: Date): Promise<void> {
  await tx.execute(sql`
    update pledge set untold_since = ${now.toISOString()}::timestamptz
    where id = ${pledgeId} and untold_since is null and status = 'active'
      and exists (select from fan f where f.id = pledge.fan_id and f.person_id is not null)`);
}
