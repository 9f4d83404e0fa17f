import type { Tx } from '@/db/client';
import { creator, creatorGoal, creatorLink, tier } from '@/db/schema';
import { addDays } from '@/lib/dates';
import { fixedId } from '../fixed-id';
import { demoCreators, type DemoCreator } from './creators';
import { demoCreatorEmail, demoPersonId, seedDemoPeople } from './people';
import { smallCreators } from './small-creators';
import { demoTiers } from './tiers';

/** The id of a demo creator, the same in every installation. */
export function demoCreatorId(handle: string): string {
  return fixedId(`creator:${handle}`);
}

/** The id of a demo tier, by the page and the tier's place on it. */
export function demoTierId(handle: string, position = 0): string {
  return fixedId(`tier:${handle}:${position}`);
}

/**
 * Writes the demo people and creators with their links, goals and tiers, or leaves those that are there. `now` is the
 * end of the month that the demo world is given, so that pages are older than the tips on them.
 */
export async function seedDemoCreators(tx: Tx, now: Date): Promise<void> {
  await seedDemoPeople(tx, now);
  const rows = demoCreators.map((demo) => ({ demo, id: demoCreatorId(demo.handle) }));
  await tx.insert(creator).values(rows.map(({ demo, id }) => creatorRow(demo, id, now))).onConflictDoNothing();
  await tx.insert(creator).values(smallCreators.map((small) => smallRow(small, now))).onConflictDoNothing();
  await tx.insert(tier).values([...demoCreators, ...smallCreators].flatMap((page) => tierRows(page, now))).onConflictDoNothing();
  await tx.insert(creatorLink).values(smallCreators.flatMap(({ handle }) => linkRows({ handle, links: [smallLink(handle)] }, demoCreatorId(handle)))).onConflictDoNothing();
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

function smallRow({ ageDays, ...shown }: (typeof smallCreators)[number], now: Date) {
  return {
    ...shown,
    id: demoCreatorId(shown.handle),
    country: 'US',
    currency: 'USD' as const,
    presetsMinor: [100, 300, 500],
    minimumMinor: 100,
    status: 'active' as const,
    personId: demoPersonId(demoCreatorEmail(shown.handle)),
    ledgerOwner: fixedId(`ledger:${shown.handle}`),
    createdAt: addDays(now, -ageDays),
  };
}

function tierRows({ handle, currency = 'USD', ageDays }: Pick<DemoCreator, 'handle' | 'ageDays'> & Partial<Pick<DemoCreator, 'currency'>>, now: Date) {
  return (demoTiers[handle] ?? []).map((offered, position) => ({
    ...offered, id: demoTierId(handle, position), creatorId: demoCreatorId(handle), currency, position, createdAt: addDays(now, -ageDays),
  }));
}

function smallLink(handle: string): DemoCreator['links'][number] {
  const host = `${handle.replaceAll('-', '')}.example`;
  return { label: host, url: `https://${host}` };
}

function linkRows(demo: Pick<DemoCreator, 'handle' | 'links'>, creatorId: string) {
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
