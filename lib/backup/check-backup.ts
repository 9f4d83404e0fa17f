import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { isRefusal } from '@/lib/errors';
import { BackupBroken } from './errors';
import { headShape, parseLine, type Head, type Line } from './format';

/** What the lines of a backup say, in their order. A row stays the text that it is. */
export type Piece = { head: Head } | Line | { row: string };

/**
 * Reads a backup from head to foot and holds it to what it says of itself: every table's count and the
 * hash of all lines. A file that was cut off, changed or mixed up is refused before anything is done.
 *
 * @throws BackupBroken
 */
export async function checkBackup(file: string): Promise<{ head: Head; rows: number; files: number }> {
  let head: Head | null = null;
  let end: { rows: number; files: number } | null = null;
  for await (const piece of readPieces(file)) {
    if ('head' in piece) head = piece.head;
    if ('foot' in piece) end = piece.foot;
  }
  if (!head || !end) throw new BackupBroken('it ends before its last line');
  return { head, rows: end.rows, files: end.files };
}

/**
 * The pieces of a backup one after the other. What does not fit throws at the piece where it shows, at
 * the latest at the foot.
 *
 * @throws BackupBroken
 */
export async function* readPieces(file: string): AsyncGenerator<Piece> {
  const hash = createHash('sha256');
  const counts = { all: 0, table: 0, files: 0 };
  let isFirst = true;
  for await (const text of lines(file)) {
    const piece = isFirst ? { head: headOf(text) } : pieceOf(text);
    isFirst = false;
    if ('foot' in piece) {
      const { foot } = piece;
      if (foot.sha256 !== hash.digest('hex') || foot.rows !== counts.all || foot.files !== counts.files) throw new BackupBroken('its lines are not those that were written');
      yield piece;
      return;
    }
    hash.update(text).update('\n');
    count(piece, counts);
    yield piece;
  }
  throw new BackupBroken('it ends before its last line');
}

function count(piece: Piece, counts: { all: number; table: number; files: number }): void {
  if ('row' in piece) {
    counts.all += 1;
    counts.table += 1;
  } else if ('file' in piece) counts.files += 1;
  else if ('table' in piece) counts.table = 0;
  else if ('end' in piece && piece.rows !== counts.table) throw new BackupBroken(`the table ${piece.end} is not whole`);
}

function headOf(text: string): Head {
  try {
    return headShape.parse(JSON.parse(text));
  } catch {
    throw new BackupBroken('it does not begin like one of ours');
  }
}

function pieceOf(text: string): Exclude<Piece, { head: Head }> {
  // A row is an array; what it holds is read by the database.
  if (text.startsWith('[')) return { row: text };
  try {
    return parseLine(text);
  } catch {
    throw new BackupBroken('it holds a line that none of ours is');
  }
}

/** Lines end with a newline and nothing else: a row may hold any other sign. */
async function* lines(file: string): AsyncGenerator<string> {
  const plain = createGunzip().setEncoding('utf8');
  pipeline(createReadStream(file), plain, () => undefined);
  let rest = '';
  try {
    for await (const chunk of plain) {
      const parts = (rest + String(chunk)).split('\n');
      rest = parts.pop() ?? '';
      yield* parts;
    }
  } catch (error) {
    if (isRefusal(error)) throw error;
    throw new BackupBroken(isMissing(error) ? 'there is no such file' : 'it is cut off or was changed');
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
