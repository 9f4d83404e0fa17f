import { z } from 'zod';

/**
 * A backup is one file: gzipped lines of JSON. A head; for each table a line that names it, its rows
 * (each an array of PostgreSQL's own text of every column, or null) and its count; the pictures; and a
 * foot with the hash of all lines before it. Anything that reads lines and JSON can read it in twenty
 * years, without us.
 */
export const FORMAT = 1;

const name = z.string().regex(/^[a-z_][a-z0-9_]*$/);

export const headShape = z.strictObject({
  tuppence: z.literal(FORMAT),
  takenAt: z.iso.datetime(),
  /** The migrations that made the tables, oldest first: Drizzle's hash of each file, and its time. */
  migrations: z.array(z.strictObject({ hash: z.string(), when: z.number() })).min(1),
});

const lineShapes = z.union([
  z.strictObject({ table: name, columns: z.array(z.strictObject({ name, type: z.string() })).min(1) }),
  z.strictObject({ end: name, rows: z.number().int().min(0) }),
  z.strictObject({ file: z.string().regex(/^[A-Za-z0-9_-]+(?:\/[A-Za-z0-9_.-]+)*$/).refine((path) => !path.includes('..')), bytes: z.base64() }),
  z.strictObject({ foot: z.strictObject({ rows: z.number().int(), files: z.number().int(), sha256: z.string() }) }),
]);

export type Head = z.infer<typeof headShape>;
export type Column = { name: string; type: string };
export type Line = z.infer<typeof lineShapes>;

/** What a line between head and foot says; a row's line is told apart by its first character. */
export function parseLine(text: string): Line {
  return lineShapes.parse(JSON.parse(text));
}

/**
 * How PostgreSQL writes and reads values, the same on both ends, and that it takes its time. For the
 * transaction only, because behind a pooler the next one may be on another connection.
 */
export const SPEECH = `set local datestyle = 'ISO, YMD'; set local timezone = 'UTC'; set local intervalstyle = 'postgres';
  set local extra_float_digits = 1; set local bytea_output = 'hex'; set local statement_timeout = 0;
  set local idle_in_transaction_session_timeout = 0; set local lock_timeout = '30s'`;

/** A name as an identifier in SQL. */
export function quoted(identifier: string): string {
  return `"${identifier.replaceAll('"', '""')}"`;
}
