import { and, eq, isNull } from 'drizzle-orm';
import { inTransaction } from '@/db/client';
import { creatorGoal } from '@/db/schema';
import { cleanText } from '@/lib/forms';
import { newId } from '@/lib/ids';
import type { Currency } from '@/lib/money';
import { GoalRefused } from './errors';
import { GOAL_TITLE_MAX_CHARACTERS } from './limits';
import { lockOwnPage, type PageOwner } from './owned-page';
import { readAmount } from './parse-amounts';

/**
 * Starts a goal, or changes title and target of the one that is open; what was given to it stays
 * counted. Sent twice it is one goal.
 *
 * @param now business time
 * @throws GoalRefused, AmountRefused (field `goalTarget`), PageNotFound
 */
export async function setGoal(owner: PageOwner, typed: { title: string; target: string }, now: Date): Promise<void> {
  await inTransaction(async (tx) => {
    const page = await lockOwnPage(tx, owner);
    const wanted = { title: parseTitle(typed.title), targetMinor: parseTarget(typed.target, page.currency) };
    const changed = await tx.update(creatorGoal).set(wanted).where(isOpen(page.id)).returning({ id: creatorGoal.id });
    if (changed.length === 0) await tx.insert(creatorGoal).values({ id: newId(), creatorId: page.id, ...wanted, startsAt: now });
  });
}

/**
 * Ends the open goal; it leaves the page, and what was given stays the creator's.
 *
 * @param now business time
 * @throws GoalRefused when none is open, PageNotFound
 */
export async function endGoal(owner: PageOwner, now: Date): Promise<void> {
  await inTransaction(async (tx) => {
    const page = await lockOwnPage(tx, owner);
    const [open] = await tx.select().from(creatorGoal).where(isOpen(page.id));
    if (!open) throw new GoalRefused(null, 'There is no open goal to end.');
    // Started and ended within one moment of the clock, it still has lasted.
    const endedAt = new Date(Math.max(now.getTime(), open.startsAt.getTime() + 1));
    await tx.update(creatorGoal).set({ endedAt }).where(eq(creatorGoal.id, open.id));
  });
}

function isOpen(creatorId: string) {
  return and(eq(creatorGoal.creatorId, creatorId), isNull(creatorGoal.endedAt));
}

function parseTitle(typed: string): string {
  const title = cleanText(typed, { lines: false });
  const characters = [...title].length;
  if (characters === 0) throw new GoalRefused('goalTitle', 'Please say what you collect for.');
  if (characters > GOAL_TITLE_MAX_CHARACTERS) throw new GoalRefused('goalTitle', `At most ${GOAL_TITLE_MAX_CHARACTERS} characters, please.`);
  return title;
}

function parseTarget(typed: string, currency: Currency): number {
  const targetMinor = readAmount('goalTarget', typed, currency);
  if (targetMinor <= 0) throw new GoalRefused('goalTarget', 'Please say how much you want to collect.');
  return targetMinor;
}
