import { and, asc, desc, eq, isNotNull, isNull, sql } from 'drizzle-orm';
import type { Queryable } from '@/db/client';
import { creator, tier } from '@/db/schema';
import { moneyObstacle, pictureBeside } from '@/lib/creators';
import { isId } from '@/lib/ids';
import { picturesOf } from '@/lib/media';
import { readSetting } from '@/lib/settings';
import { isOffered } from './create-tier';

export type Tier = typeof tier.$inferSelect;

/** A tier as anybody may see it on the page. */
export type PublicTier = Pick<Tier, 'id' | 'name' | 'description' | 'benefits' | 'priceMinor' | 'currency' | 'firstMonthInFull'> & {
  /** How many places are left; null where there is no limit. */
  placesLeft: number | null;
};

/** The tiers that a page offers, in its order; for the page itself, so it is asked often. */
export async function listTiers(db: Queryable, creatorId: string): Promise<PublicTier[]> {
  const query = pageQueries.get(db) ?? preparePageQuery(db);
  pageQueries.set(db, query);
  return (await query.execute({ creatorId })).map(toPublic);
}

/** Putting this query together costs more than asking it, and every render of a page asks it. */
const pageQueries = new WeakMap<Queryable, ReturnType<typeof preparePageQuery>>();

function preparePageQuery(db: Queryable) {
  return db
    .select()
    .from(tier)
    .where(and(eq(tier.creatorId, sql.placeholder('creatorId')), isNull(tier.archivedAt)))
    .orderBy(asc(tier.position), asc(tier.id))
    // Without a name PostgreSQL keeps nothing between two calls, which pgbouncer would not allow.
    .prepare('');
}

/** A tier as its creator sees it: how many have it, and what they bring a month. */
export type OwnTier = Tier & {
  /** Pledges that pay for it now, and what they come to a month, in minor units. */
  pledges: number;
  monthlyMinor: number;
};

/** All tiers of one's own page: the offered ones in order, then the archived, newest first. */
export async function listOwnTiers(db: Queryable, creatorId: string): Promise<{ offered: OwnTier[]; archived: OwnTier[] }> {
  const of = (column: ReturnType<typeof sql>) =>
    sql<string>`(select coalesce(${column}, 0)::text from pledge p where p.tier_id = tier.id and p.status in ('active', 'leaving'))`;
  const columns = { tier, pledges: of(sql`count(*)`), monthly: of(sql`sum(p.amount_minor) filter (where p.status = 'active')`) };
  const [offered, archived] = await Promise.all([
    db.select(columns).from(tier).where(isOffered(creatorId)).orderBy(asc(tier.position), asc(tier.id)),
    db.select(columns).from(tier).where(and(eq(tier.creatorId, creatorId), isNotNull(tier.archivedAt))).orderBy(desc(tier.archivedAt), asc(tier.id)),
  ]);
  const own = (row: (typeof offered)[number]): OwnTier => ({ ...row.tier, pledges: Number(row.pledges), monthlyMinor: Number(row.monthly) });
  return { offered: offered.map(own), archived: archived.map(own) };
}

/** A tier with the page that offers it, for who is about to join. */
export type Offer = {
  tier: Tier;
  creator: Pick<typeof creator.$inferSelect, 'id' | 'handle' | 'name' | 'personId' | 'status' | 'currency' | 'accent'> & {
    avatar: ReturnType<typeof picturesOf>['avatar'];
  };
  /** Whether the page may take money at all. */
  takesMoney: boolean;
  /** Whether it may, and the tier can be joined. */
  open: boolean;
};

/** A tier and its page, whatever state they are in; null when there is no such tier. */
export async function findOffer(db: Queryable, tierId: string): Promise<Offer | null> {
  if (!isId(tierId)) return null;
  const links = sql<unknown[]>`(select coalesce(json_agg(id), '[]') from creator_link l where l.creator_id = ${creator.id})`;
  const [[found], countries] = await Promise.all([
    db
      .select({ tier, page: creator, links, avatar: pictureBeside(creator.avatarId) })
      .from(tier)
      .innerJoin(creator, eq(creator.id, tier.creatorId))
      .where(eq(tier.id, tierId)),
    readSetting(db, 'allowedCountries'),
  ]);
  if (!found) return null;
  const { page } = found;
  const { id, handle, name, personId, status, currency, accent } = page;
  const takesMoney = status === 'active' && moneyObstacle({ ...page, links: found.links }, countries) === null;
  return {
    tier: found.tier,
    creator: { id, handle, name, personId, status, currency, accent, avatar: picturesOf({ art: page.art, avatar: found.avatar, banner: null }).avatar },
    takesMoney,
    open: takesMoney && found.tier.archivedAt === null && found.tier.currency === currency,
  };
}

function toPublic({ id, name, description, benefits, priceMinor, currency, firstMonthInFull, places, taken }: Tier): PublicTier {
  return { id, name, description, benefits, priceMinor, currency, firstMonthInFull, placesLeft: places === null ? null : Math.max(0, places - taken) };
}
