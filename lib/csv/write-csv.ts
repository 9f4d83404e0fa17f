import { invariant } from '@/lib/errors';

/** A cell: words of people or of ours, or a figure that a spreadsheet may count with. */
export type CsvCell = string | null | { figure: string | number };

/**
 * A table as a file for spreadsheets (RFC 4180, UTF-8 with its mark, which Excel needs). A cell of
 * words that a spreadsheet would take for a formula gets an apostrophe before it, so that what a
 * stranger typed into a name runs nothing on the desk of who opens the file (SECURITY.md H07).
 * Figures stay figures.
 */
export function writeCsv(head: string[], rows: Iterable<CsvCell[]>): string {
  const lines = [head.map(cellOf).join(',')];
  for (const row of rows) {
    invariant(row.length === head.length, 'a row has a cell for each column');
    lines.push(row.map(cellOf).join(','));
  }
  return `\uFEFF${lines.join('\r\n')}\r\n`;
}

/** One line of such a file, for files that are written while they are read. */
export function csvLine(row: CsvCell[]): string {
  return `${row.map(cellOf).join(',')}\r\n`;
}

/** What begins a formula, also in its wide form, behind blanks that a spreadsheet ignores. */
const FORMULA = /^[\s\u00A0\uFEFF]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20|]|^[\t\r\n]/;

function cellOf(cell: CsvCell): string {
  if (cell === null) return '';
  if (typeof cell !== 'string') return figureOf(cell.figure);
  const safe = FORMULA.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function figureOf(figure: string | number): string {
  const text = String(figure);
  invariant(/^-?\d+(\.\d+)?$/.test(text), 'a figure is a plain decimal');
  return text;
}
