import { and, asc, desc, sql, type AnyColumn, type SQL } from 'drizzle-orm';
import { isId } from '@/lib/ids';

/** A place in a list that begins with the greatest: after it (older) or before it (newer). */
export type Cursor = { at: number; id: string; way: 'older' | 'newer' };
export type PageAsked = { cursor: Cursor | null; limit: number };
/** One page of a list; the cursors of its neighbours, or null where the list ends. */
export type Slice<Row> = { rows: Row[]; newer: string | null; older: string | null };

/** The cursor that an address carries, or null for the first page and for what we never wrote. */
export function readCursor(text: string | undefined): Cursor | null {
  // Fourteen digits end in the year 5138: PostgreSQL reads no year of five, as JavaScript writes it.
  const [, way, at, id] = /^([on])(\d{1,14})\.([0-9a-f-]{36})$/.exec(text ?? '') ?? [];
  if (!way || !at || !isId(id)) return null;
  return { way: way === 'o' ? 'older' : 'newer', at: Number(at), id };
}

/**
 * What a page asks of the two columns that its list is ordered by; one row more than it shows. The
 * first is a time, or an amount in minor units; both go from the greatest down.
 */
export function keyset(at: AnyColumn, id: AnyColumn, { cursor, limit }: PageAsked) {
  const isNewer = cursor?.way === 'newer';
  const first = cursor && (at.dataType === 'date' ? sql`${new Date(cursor.at).toISOString()}::timestamptz` : sql`${cursor.at}::bigint`);
  const place = cursor && sql`(${first}, ${cursor.id}::uuid)`;
  const after: SQL | undefined = place ? sql`(${at}, ${id}) ${isNewer ? sql`>` : sql`<`} ${place}` : undefined;
  return {
    where: (...conditions: (SQL | undefined)[]) => and(...conditions, after),
    order: isNewer ? [asc(at), asc(id)] : [desc(at), desc(id)],
    limit: limit + 1,
  };
}

/** Cuts the row too many off, puts the page greatest first and finds its neighbours. */
export function sliceOf<Row>(found: Row[], { cursor, limit }: PageAsked, keyOf: (row: Row) => { at: number; id: string }): Slice<Row> {
  const isNewer = cursor?.way === 'newer';
  const hasMore = found.length > limit;
  const rows = found.slice(0, limit);
  if (isNewer) rows.reverse();
  const write = (way: 'o' | 'n', row: Row | undefined) => {
    if (row === undefined) return null;
    const { at, id } = keyOf(row);
    return `${way}${at}.${id}`;
  };
  return {
    rows,
    newer: (isNewer ? hasMore : cursor !== null) ? write('n', rows[0]) : null,
    older: (isNewer ? true : hasMore) ? write('o', rows.at(-1)) : null,
  };
}
