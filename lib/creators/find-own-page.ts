import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import type { Queryable } from '@/db/client';
import { creator, creatorGoal, creatorLink, creatorTipTotal, handleHistory } from '@/db/schema';
import { picturesOf, type Pictures } from '@/lib/media';
import type { PageLink } from './parse-links';
import { isOwned, type PageOwner } from './owned-page';
import { pictureBeside } from './picture-beside';

/** One's own page as its editor shows it, whatever its status is. */
export type OwnPage = Pick<
  typeof creator.$inferSelect,
  | 'id' | 'handle' | 'name' | 'tagline' | 'bio' | 'offer' | 'kind' | 'country' | 'currency' | 'status' | 'accent'
  | 'presetsMinor' | 'minimumMinor' | 'thankYou' | 'createdAt' | 'suspendedReason'
> & {
  pictures: Pictures;
  hasAvatar: boolean;
  hasBanner: boolean;
  links: PageLink[];
  goal: { title: string; targetMinor: number } | null;
  tipsReceived: number;
  /** Addresses that lead here, newest first. */
  earlierHandles: string[];
};

/** One's own page with all that can be changed on it, or null when there is none of this person. */
export async function findOwnPage(db: Queryable, owner: PageOwner): Promise<OwnPage | null> {
  const [row] = await db
    .select({
      page: creator,
      avatar: pictureBeside(creator.avatarId),
      banner: pictureBeside(creator.bannerId),
      goal: { title: creatorGoal.title, targetMinor: creatorGoal.targetMinor },
      tipsReceived: sql<number>`coalesce(${creatorTipTotal.tipsReceived}, 0)::int`,
    })
    .from(creator)
    .leftJoin(creatorGoal, and(eq(creatorGoal.creatorId, creator.id), isNull(creatorGoal.endedAt)))
    .leftJoin(creatorTipTotal, eq(creatorTipTotal.creatorId, creator.id))
    .where(isOwned(owner));
  if (!row) return null;
  const { page, avatar, banner, goal, tipsReceived } = row;
  const { personId: _person, ledgerOwner: _ledger, avatarId, bannerId, art, notifyTips: _notify, ...shown } = page;
  return {
    ...shown,
    pictures: picturesOf({ art, avatar, banner }),
    hasAvatar: avatarId !== null,
    hasBanner: bannerId !== null,
    goal,
    tipsReceived,
    links: await linksOf(db, page.id),
    earlierHandles: await earlierHandles(db, page.id, page.handle),
  };
}

function linksOf(db: Queryable, creatorId: string): Promise<PageLink[]> {
  return db
    .select({ label: creatorLink.label, url: creatorLink.url })
    .from(creatorLink)
    .where(eq(creatorLink.creatorId, creatorId))
    .orderBy(asc(creatorLink.position));
}

async function earlierHandles(db: Queryable, creatorId: string, current: string): Promise<string[]> {
  const rows = await db
    .select({ handle: handleHistory.handle })
    .from(handleHistory)
    .where(eq(handleHistory.creatorId, creatorId))
    .orderBy(sql`${handleHistory.leftAt} desc`);
  return rows.map(({ handle }) => handle).filter((handle) => handle !== current);
}
