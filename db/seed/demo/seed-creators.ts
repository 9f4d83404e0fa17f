import type { Tx } from '@/db/client';
import { creator, creatorGoal, creatorLink } from '@/db/schema';
import { addDays } from '@/lib/dates';
import { newId } from '@/lib/ids';
import { demoCreators, type DemoCreator } from './creators';

/**
 * Writes the demo creators with their links and goals. `now` is the end of the month that the demo
 * world is given, so that pages are older than the tips on them.
 */
export async function seedDemoCreators(tx: Tx, now: Date): Promise<void> {
  const rows = demoCreators.map((demo) => ({ demo, id: newId() }));
  await tx.insert(creator).values(rows.map(({ demo, id }) => creatorRow(demo, id, now)));
  await tx.insert(creatorLink).values(rows.flatMap(({ demo, id }) => linkRows(demo, id)));
  await tx.insert(creatorGoal).values(rows.flatMap(({ demo, id }) => goalRows(demo, id, now)));
}

function creatorRow(demo: DemoCreator, id: string, now: Date) {
  const { links: _links, goal: _goal, ageDays, ...shown } = demo;
  return {
    ...shown,
    id,
    art: demo.handle,
    status: 'active' as const,
    ledgerOwner: newId(),
    createdAt: addDays(now, -ageDays),
  };
}

function linkRows(demo: DemoCreator, creatorId: string) {
  return demo.links.map((link, index) => ({ ...link, id: newId(), creatorId, position: index + 1 }));
}

function goalRows(demo: DemoCreator, creatorId: string, now: Date) {
  if (!demo.goal) return [];
  const { title, targetMinor, startedDaysAgo } = demo.goal;
  return [{ id: newId(), creatorId, title, targetMinor, startsAt: addDays(now, -startedDaysAgo) }];
}
