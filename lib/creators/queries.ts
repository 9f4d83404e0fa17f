import { and, desc, eq, isNull, sql, type SQL } from 'drizzle-orm';
import type { Queryable } from '@/db/client';
import { creator, creatorGoal } from '@/db/schema';
import { isId } from '@/lib/ids';
import { picturesOf, type Pictures } from '@/lib/media';
import type { Currency } from '@/lib/money';
import { hasHandleShape } from './handle';
import type { CreatorKind } from './input';
import { pictureBeside } from './picture-beside';

/** Everything a creator's page shows that is not money received. */
export type CreatorPage = {
  id: string;
  handle: string;
  name: string;
  tagline: string;
  bio: string;
  kind: CreatorKind;
  country: string;
  currency: Currency;
  accent: string;
  pictures: Pictures;
  /** What supporters get, in the creator's words; empty where links show it instead. */
  offer: string;
  presetsMinor: number[];
  minimumMinor: number;
  thankYou: string;
  createdAt: Date;
  links: { label: string; url: string }[];
  goal: { title: string; targetMinor: number; startsAt: Date } | null;
};

/** One creator as explore and home show them. */
export type CreatorCard = {
  handle: string;
  name: string;
  tagline: string;
  kind: CreatorKind;
  pictures: Pictures;
};

/** `after` is the `next` of an earlier answer; a text that never was one is ignored. */
export type CreatorQuery = { kind?: CreatorKind; query?: string; after?: string; limit?: number };
export type CreatorList = { creators: CreatorCard[]; next: string | null };

export const CREATORS_PER_PAGE = 24;
const LONGEST_QUERY = 100;
const MOST_WORDS = 6;

/**
 * The page at a handle with its links and open goal, in one query; null when there is none, or when
 * it is suspended or unpublished, so that nobody can tell these apart.
 */
export async function findCreatorPage(db: Queryable, handle: string): Promise<CreatorPage | null> {
  if (!hasHandleShape(handle)) return null;
  const query = pageQueries.get(db) ?? preparePageQuery(db);
  pageQueries.set(db, query);
  const [row] = await query.execute({ handle });
  return row ? withPictures(row) : null;
}

/** Putting this query together costs more than asking it, and every render of a page asks it. */
const pageQueries = new WeakMap<Queryable, ReturnType<typeof preparePageQuery>>();

function preparePageQuery(db: Queryable) {
  return db
    .select({
      id: creator.id,
      handle: creator.handle,
      name: creator.name,
      tagline: creator.tagline,
      bio: creator.bio,
      kind: creator.kind,
      country: creator.country,
      currency: creator.currency,
      accent: creator.accent,
      art: creator.art,
      avatar: pictureBeside(creator.avatarId),
      banner: pictureBeside(creator.bannerId),
      offer: creator.offer,
      presetsMinor: creator.presetsMinor,
      minimumMinor: creator.minimumMinor,
      thankYou: creator.thankYou,
      createdAt: creator.createdAt,
      links: sql<CreatorPage['links']>`(
        select coalesce(json_agg(json_build_object('label', label, 'url', url) order by position), '[]')
        from creator_link where creator_id = ${creator.id})`,
      goal: {
        title: creatorGoal.title,
        targetMinor: creatorGoal.targetMinor,
        startsAt: creatorGoal.startsAt,
      },
    })
    .from(creator)
    .leftJoin(creatorGoal, and(eq(creatorGoal.creatorId, creator.id), isNull(creatorGoal.endedAt)))
    .where(and(eq(creator.handle, sql.placeholder('handle')), eq(creator.status, 'active')))
    // Without a name PostgreSQL keeps nothing between two calls, which pgbouncer would not allow.
    .prepare('');
}

/**
 * Pages that can be visited, newest first, of one kind or all, in which every word of `query`
 * begins some word of name, handle, tagline or bio. Answers `limit` of them (24) and where the next
 * ones begin.
 */
export async function listCreators(db: Queryable, asked: CreatorQuery = {}): Promise<CreatorList> {
  const limit = asked.limit ?? CREATORS_PER_PAGE;
  const conditions = [
    eq(creator.status, 'active'),
    asked.kind && eq(creator.kind, asked.kind),
    await matches(db, asked.query),
    comesAfter(asked.after),
  ];
  const rows = await db
    .select({
      id: creator.id,
      handle: creator.handle,
      name: creator.name,
      tagline: creator.tagline,
      kind: creator.kind,
      art: creator.art,
      avatar: pictureBeside(creator.avatarId),
      banner: pictureBeside(creator.bannerId),
      createdAt: creator.createdAt,
    })
    .from(creator)
    .where(and(...conditions.filter((condition) => condition !== undefined)))
    .orderBy(desc(creator.createdAt), desc(creator.id))
    .limit(limit + 1);
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    creators: shown.map(({ id: _id, createdAt: _createdAt, ...card }) => withPictures(card)),
    next: last && rows.length > limit ? `${last.createdAt.getTime()}_${last.id}` : null,
  };
}

/** Where the pictures of a page lie is decided here, so that nobody else knows of art and uploads. */
function withPictures<Row extends Parameters<typeof picturesOf>[0]>({ art, avatar, banner, ...row }: Row) {
  return { ...row, pictures: picturesOf({ art, avatar, banner }) };
}

/** So many pages are sorted for one answer; of more, the next ones are found by walking. */
const FEW = 1_000;

/**
 * Only letters and digits reach the query parser, so no operator of its language can. The words are
 * looked up first, because the planner cannot know how many pages have them (0008_dashboard.sql).
 */
async function matches(db: Queryable, query: string | undefined): Promise<SQL | undefined> {
  if (!query?.trim()) return undefined;
  const words = query.slice(0, LONGEST_QUERY).match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  if (words.length === 0) return sql`false`;
  const prefixes = words.slice(0, MOST_WORDS).map((word) => `${word}:*`).join(' & ');
  const { rows } = await db.execute<{ id: string }>(sql`select pages_with_words(${prefixes}, ${FEW + 1}) as id`);
  if (rows.length <= FEW) return sql`${creator.id} = any(${sql.param(rows.map(({ id }) => id))}::uuid[])`;
  // In `coalesce` the index of words has no part: it would bring all of them to be sorted.
  return sql`coalesce(search @@ to_tsquery('simple', ${prefixes}), false)`;
}

function comesAfter(after: string | undefined): SQL | undefined {
  const [time = '', id] = after?.split('_') ?? [];
  const at = new Date(/^\d{1,15}$/.test(time) ? Number(time) : Number.NaN);
  if (Number.isNaN(at.getTime()) || !isId(id)) return undefined;
  return sql`(${creator.createdAt}, ${creator.id}) < (${at.toISOString()}::timestamptz, ${id}::uuid)`;
}
