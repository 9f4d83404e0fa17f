import { and, asc, desc, sql, type AnyColumn, type SQL } from 'drizzle-orm';
import { isId } from '@/lib/ids';

/** A place in a list that is newest first: after it (older) or before it (newer). */
export type Cursor = { at: Date; id: string; way: 'older' | 'newer' };
export type PageAsked = { cursor: Cursor | null; limit: number };
/** One page of a list; the cursors of its neighbours, or null where the list ends. */
export type Slice<Row> = { rows: Row[]; newer: string | null; older: string | null };

/** The cursor that an address carries, or null for the first page and for what we never wrote. */
export function readCursor(text: string | undefined): Cursor | null {
  const [, way, at, id] = /^([on])(\d{1,13})\.([0-9a-f-]{36})$/.exec(text ?? '') ?? [];
  if (!way || !at || !isId(id)) return null;
  return { way: way === 'o' ? 'older' : 'newer', at: new Date(Number(at)), id };
}

/** What a page asks of the two columns that its list is ordered by; one more row than it shows. */
export function keyset(at: AnyColumn, id: AnyColumn, { cursor, limit }: PageAsked) {
  const isNewer = cursor?.way === 'newer';
  const place = cursor && sql`(${cursor.at.toISOString()}::timestamptz, ${cursor.id}::uuid)`;
  const after: SQL | undefined = place ? sql`(${at}, ${id}) ${isNewer ? sql`>` : sql`<`} ${place}` : undefined;
  return {
    where: (...conditions: (SQL | undefined)[]) => and(...conditions, after),
    order: isNewer ? [asc(at), asc(id)] : [desc(at), desc(id)],
    limit: limit + 1,
  };
}

/** Cuts the row too many off, puts the page newest first and finds its neighbours. */
export function sliceOf<Row>(found: Row[], { cursor, limit }: PageAsked, keyOf: (row: Row) => { at: Date; id: string }): Slice<Row> {
  const isNewer = cursor?.way === 'newer';
  const hasMore = found.length > limit;
  const rows = found.slice(0, limit);
  if (isNewer) rows.reverse();
  const [first, last] = [rows[0], rows.at(-1)];
  const write = (way: 'o' | 'n', row: Row | undefined) => {
    if (row === undefined) return null;
    const { at, id } = keyOf(row);
    return `${way}${at.getTime()}.${id}`;
  };
  return {
    rows,
    newer: (isNewer ? hasMore : cursor !== null) ? write('n', first) : null,
    older: (isNewer ? true : hasMore) ? write('o', last) : null,
  };
}
