import { sql, type Param } from 'drizzle-orm';

/** Letters, digits and what stands in ids, days, moments and names of kinds. */
const PLAIN = /^[\w.:+,-]*$/;

/**
 * One column of many rows, as a parameter for `unnest(…)`: `{a,b,NULL}`. For values that PostgreSQL
 * reads without quotes: ids, numbers, days, moments, names of kinds; never what a person typed. The
 * driver would quote each value by two searches, a tenth of the processor time of a billing run.
 *
 * @throws Error for a text that would need quotes
 */
export function column<Row>(rows: readonly Row[], of: (row: Row) => string | number | Date | null): Param<string> {
  const values = rows.map((row) => {
    const value = of(row);
    return value === null ? 'NULL' : value instanceof Date ? value.toISOString() : value;
  });
  const text = values.join(',');
  if (!PLAIN.test(text)) throw new Error('Invariant violated: a column holds a text that needs quotes');
  return sql.param(`{${text}}`);
}
