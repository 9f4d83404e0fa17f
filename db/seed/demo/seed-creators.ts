import type { Tx } from '@/db/client';
import { creator, creatorGoal, creatorLink } from '@/db/schema';
import { addDays } from '@/lib/dates';
import { fixedId } from '../fixed-id';
import { demoCreators, type DemoCreator } from './creators';
import { demoCreatorEmail, demoPersonId, seedDemoPeople } from './people';

/** The id of a demo creator, the same in every installation. */
export function demoCreatorId(handle: string): string {
  return fixedId(`creator:${handle}`);
}

/**
 * Writes the demo people and creators with their links and goals, or leaves those that are there. `now` is the
 * end of the month that the demo world is given, so that pages are older than the tips on them.
 */
export async function seedDemoCreators(tx: Tx, now: Date): Promise<void> {
  await seedDemoPeople(tx, now);
  const rows = demoCreators.map((demo) => ({ demo, id: demoCreatorId(demo.handle) }));
  await tx.insert(creator).values(rows.map(({ demo, id }) => creatorRow(demo, id, now))).onConflictDoNothing();
  await tx.insert(creatorLink).values(rows.flatMap(({ demo, id }) => linkRows(demo, id))).onConflictDoNothing();
  await tx.insert(creatorGoal).values(rows.flatMap(({ demo, id }) => goalRows(demo, id, now))).onConflictDoNothing();
}

function creatorRow(demo: DemoCreator, id: string, now: Date) {
  const { links: _links, goal: _goal, ageDays, ...shown } = demo;
  return {
    ...shown,
    id,
    art: demo.handle,
    status: 'active' as const,
    personId: demoPersonId(demoCreatorEmail(demo.handle)),
    ledgerOwner: fixedId(`ledger:${demo.handle}`),
    createdAt: addDays(now, -ageDays),
  };
}

function linkRows(demo: DemoCreator, creatorId: string) {
  return demo.links.map((link, index) => {
    const position = index + 1;
    return { ...link, id: fixedId(`link:${demo.handle}:${position}`), creatorId, position };
  });
}

function goalRows(demo: DemoCreator, creatorId: string, now: Date) {
  if (!demo.goal) return [];
  const { title, targetMinor, startedDaysAgo } = demo.goal;
  const id = fixedId(`goal:${demo.handle}`);
  return [{ id, creatorId, title, targetMinor, startsAt: addDays(now, -startedDaysAgo) }];
}
