import { and, eq, isNull } from 'drizzle-orm';
import { getDb } from '@/db/client';
import { creator, entitlement, pledge, tabLine, tier } from '@/db/schema';
import { dayIn } from '@/lib/dates';
import { findFanById, type Fan } from '@/lib/fans';
import { newId } from '@/lib/ids';
import { joinPledge, planJoin, planMark, type JoinAsked, type Tier } from '@/lib/pledges';
import { operatorLimits } from '@/lib/pricing';
import { addCreator } from './tips';

/** A tier with nothing special about it, on a page of its own unless one is named. */
export async function addTier(change: Partial<typeof tier.$inferInsert> = {}): Promise<Tier> {
  const creatorId = change.creatorId ?? (await addCreator()).id;
  const [row] = await getDb()
    .insert(tier)
    .values({ id: newId(), creatorId, name: 'Pennies', priceMinor: 100, currency: 'USD', position: 1, createdAt: new Date(), ...change })
    .returning();
  if (!row) throw new Error('a tier was not written');
  return row;
}

/** The plan that the form would show to this fan now. */
export function seenBy(of: Pick<Fan, 'timeZone' | 'billingDay'>, joined: Tier, amountMinor: number, now: Date): string {
  return planMark(planJoin({
    today: dayIn(of.timeZone, now),
    billingDay: of.billingDay,
    amountMinor,
    firstMonthInFull: joined.firstMonthInFull,
    minimumMinor: operatorLimits('USD').daysMinimumMinor,
  }));
}

/** Joins as the form of somebody signed in does, having shown the plan as it is now. */
export async function join(of: Fan, joined: Tier, change: Partial<JoinAsked> = {}) {
  const now = change.now ?? new Date();
  const amountMinor = change.amountMinor ?? joined.priceMinor;
  const current = (await findFanById(getDb(), of.id)) ?? of;
  return joinPledge({
    key: newId(), tierId: joined.id, amountMinor, who: { personId: of.personId ?? '' }, timeZone: null, agrees: true,
    seen: seenBy(current, joined, amountMinor, now), ...change, now,
  });
}

/** A pledge as it is stored, with its lines in order and what it has open. */
export async function readPledge(pledgeId: string) {
  const [row] = await getDb().select().from(pledge).where(eq(pledge.id, pledgeId));
  if (!row) throw new Error('there is no such pledge');
  const lines = await getDb().select().from(tabLine).where(eq(tabLine.pledgeId, pledgeId)).orderBy(tabLine.fromOn, tabLine.id);
  const [open] = await getDb().select().from(entitlement).where(and(eq(entitlement.pledgeId, pledgeId), isNull(entitlement.closedAt)));
  return { pledge: row, lines, open: open ?? null };
}

/** How many places of a tier are taken, as it says itself. */
export async function takenOf(tierId: string): Promise<number> {
  const [row] = await getDb().select({ taken: tier.taken }).from(tier).where(eq(tier.id, tierId));
  return row?.taken ?? -1;
}

/** Closes a page, as its creator or an admin does. */
export async function closePage(creatorId: string, status: 'suspended' | 'unpublished' | 'active' = 'unpublished'): Promise<void> {
  await getDb().update(creator).set({ status, suspendedReason: status === 'suspended' ? 'Spam' : null }).where(eq(creator.id, creatorId));
}
