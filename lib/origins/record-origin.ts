import { origin } from '@/db/schema';
import type { Tx } from '@/db/client';
import { newId } from '@/lib/ids';

export type Deed = typeof origin.$inferInsert.deed;

/** Where a request comes from, as `currentClient` of lib/auth answers it. */
export type Whence = { address: string | null; network: string; device: string };

/** Who did it, as far as they are known; at least one of the three. */
type Doer = { personId?: string | null; fanId?: string | null; paymentId?: string | null };

/**
 * Writes down where a deed came from, in the transaction of the deed itself: what a bank asks for when
 * the payment is disputed, and what tells that two people are one. What comes from inside (a job, the
 * seed, a test) has no whence and leaves nothing.
 *
 * @param origin.now business time, as that of the deed
 */
export async function recordOrigin(
  tx: Tx,
  { deed, from, now, ...by }: Doer & { deed: Deed; from: Whence | null | undefined; now: Date },
): Promise<void> {
  if (!from) return;
  await tx.insert(origin).values({
    id: newId(),
    deed,
    personId: by.personId ?? null,
    fanId: by.fanId ?? null,
    paymentId: by.paymentId ?? null,
    address: from.address,
    network: from.network,
    device: from.device,
    happenedAt: now,
  });
}
