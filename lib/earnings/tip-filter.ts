import { and, eq, gt, isNotNull, sql, type SQL } from 'drizzle-orm';
import type { Queryable } from '@/db/client';
import { tip } from '@/db/schema';
import { visibilities, type Visibility } from '@/lib/tips/input';

/** What a creator looks for among their tips; what is missing is not asked. */
export type TipFilter = {
  state: (typeof STATES)[number] | null;
  /** A UTC month, `YYYY-MM`. */
  month: string | null;
  visibility: Visibility | null;
  /** Words; each begins some word of the message or of the name that the fan chose to show. */
  search: string | null;
};

const STATES = ['accrued', 'held', 'available', 'reserved', 'paid', 'refunded', 'disputed'] as const;

export const TIPS_PER_PAGE = 25;
const LONGEST_SEARCH = 100;
const MOST_WORDS = 6;
/** So many tips are sorted for a page; of more, the next page's are found by walking. */
const FEW = 1_000;

/** The filter that an address carries; what it cannot mean is left out, because anybody writes addresses. */
export function readTipFilter(asked: Record<string, string | string[] | undefined>): TipFilter {
  const text = (name: string) => (typeof asked[name] === 'string' ? asked[name] : undefined);
  const [state, month] = [text('state'), text('month')];
  return {
    state: STATES.find((known) => known === state) ?? null,
    month: month && /^20\d\d-(0[1-9]|1[0-2])$/.test(month) ? month : null,
    visibility: visibilities.find((known) => known === text('visibility')) ?? null,
    search: text('search')?.trim().slice(0, LONGEST_SEARCH) || null,
  };
}

/**
 * The tips of one creator that a filter means. Each condition alone has an index that it ends in;
 * words are looked up first, because nobody can tell beforehand whether a few tips have them, which
 * are then sorted, or so many that the next ones are near.
 */
export async function tipsMeant(db: Queryable, creatorId: string, filter: TipFilter): Promise<SQL | undefined> {
  return and(
    eq(tip.creatorId, creatorId),
    filter.state === 'accrued' ? onTabs : isNotNull(tip.receivedAt),
    inState(filter.state),
    inMonth(filter.month, filter.state === 'accrued' ? tip.createdAt : tip.receivedAt),
    filter.visibility ? eq(tip.visibility, filter.visibility) : undefined,
    await matching(db, creatorId, filter.search),
  );
}

function inState(state: TipFilter['state']): SQL | undefined {
  if (state === 'held') return gt(tip.heldMinor, 0);
  if (state === 'available') return sql`${tip.heldMinor} = 0 and ${tip.availableMinor} > 0`;
  if (state === 'reserved') return gt(tip.reservedMinor, 0);
  // What was paid out in part, and stands in another payout, is there.
  if (state === 'paid') return sql`${tip.paidMinor} > 0 and ${tip.reservedMinor} = 0 and ${tip.availableMinor} = 0`;
  if (state === 'disputed') return gt(tip.disputedMinor, 0);
  return state === 'refunded' ? gt(tip.refundedMinor, 0) : undefined;
}

/** Posted on some fan's tab and not collected yet; one that waits for a charge is nobody's so far. */
export const onTabs: SQL | undefined = and(
  eq(tip.status, 'pending'),
  sql`exists (select from tab_line l where l.id = ${tip.lineId} and l.status in ('open', 'billed'))`,
);

function inMonth(month: string | null, at: typeof tip.createdAt | typeof tip.receivedAt): SQL | undefined {
  if (!month) return undefined;
  const first = `${month}-01T00:00:00Z`;
  return sql`${at} >= ${first}::timestamptz and ${at} < (${first}::timestamptz at time zone 'UTC' + interval '1 month') at time zone 'UTC'`;
}

/**
 * Only letters and digits reach the query parser, so no operator of its language can. The page's own
 * lexeme goes with the words, so that the index answers with tips of this page alone.
 */
async function matching(db: Queryable, creatorId: string, search: string | null): Promise<SQL | undefined> {
  if (!search) return undefined;
  const words = search.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  if (words.length === 0) return sql`false`;
  const prefixes = words.slice(0, MOST_WORDS).map((word) => `${word}:*`).join(' & ');
  const { rows } = await db.execute<{ id: string }>(sql`select tips_with_words(${creatorId}, ${prefixes}, ${FEW + 1}) as id`);
  if (rows.length <= FEW) return sql`${tip.id} = any(${sql.param(rows.map(({ id }) => id))}::uuid[])`;
  // In `coalesce` the index of words has no part: it would bring all of them to be sorted.
  return sql`coalesce(tip.search @@ to_tsquery('simple', ${prefixes}), false)`;
}
