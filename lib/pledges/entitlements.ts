import { and, eq, isNull, type SQL } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { entitlement, type pledge } from '@/db/schema';
import type { Day } from '@/lib/dates';
import { newId } from '@/lib/ids';

type Pledge = typeof pledge.$inferSelect;
type ClosedReason = NonNullable<(typeof entitlement.$inferSelect)['closedReason']>;

/**
 * Opens what a pledge gives, or lets it go on: one open row per pledge. `ends_on` is empty while the
 * pledge goes on, so that perks never blink between midnight and the evening's bill.
 */
export async function openEntitlement(tx: Tx, of: Pledge, startsOn: Day): Promise<void> {
  const goesOn = await tx
    .update(entitlement)
    .set({ tierId: of.tierId, fanId: of.fanId, endsOn: null })
    .where(openOf(of.id))
    .returning({ id: entitlement.id });
  if (goesOn.length > 0) return;
  await tx.insert(entitlement).values({
    id: newId(),
    fanId: of.fanId,
    creatorId: of.creatorId,
    tierId: of.tierId,
    reason: 'pledge',
    pledgeId: of.id,
    startsOn,
  });
}

/** Lets what a pledge gives end with what is paid: `endsOn` is the first of the fan's days without it. */
export async function endEntitlement(tx: Tx, pledgeId: string, endsOn: Day): Promise<void> {
  await tx.update(entitlement).set({ endsOn }).where(openOf(pledgeId));
}

/** Closes what a pledge gives at once. */
export async function closeEntitlement(tx: Tx, pledgeId: string, reason: ClosedReason, now: Date): Promise<void> {
  await tx.update(entitlement).set({ closedAt: now, closedReason: reason, graceBillId: null }).where(openOf(pledgeId));
}

/** Lets what a pledge gives be another tier's, and end when it was to end. */
export async function switchEntitlement(tx: Tx, of: Pledge): Promise<void> {
  await tx.update(entitlement).set({ tierId: of.tierId }).where(openOf(of.id));
}

function openOf(pledgeId: string): SQL | undefined {
  return and(eq(entitlement.pledgeId, pledgeId), isNull(entitlement.closedAt));
}
