import { closeSync, existsSync, fsyncSync, ftruncateSync, mkdirSync, openSync } from 'node:fs';
import { readFileSync, renameSync, statSync, unlinkSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { parseJson } from './parse-json';

/** One change: the collection, the id and the item, or null when it was deleted. */
export type Change = [collection: string, id: string, item: unknown];

const COMPACT_ABOVE_BYTES = 64 * 1024 * 1024;

/**
 * The state on disk: a file to which each request appends one line with all that it changed. A
 * line is whole or, when the process was killed while writing it, ignored; it is handed to the
 * operating system before the answer is sent, so what was answered survives `kill -9`.
 */
export class Journal {
  private readonly file: string;
  private descriptor: number;
  private bytes = 0;
  private bytesWhenCompact = 0;

  /** @param folder made when it does not exist */
  constructor(folder: string) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    this.file = join(folder, 'journal.jsonl');
    this.descriptor = this.open();
    this.bytes = statSync(this.file).size;
    this.bytesWhenCompact = this.bytes;
  }

  /** Gives every change to `apply`, oldest first, and drops a torn last line. */
  read(apply: (change: Change) => void): void {
    if (!existsSync(this.file)) return;
    const content = readFileSync(this.file);
    let start = 0;
    for (;;) {
      const end = content.indexOf(10, start);
      if (end === -1) break;
      const changes = parseJson(content.toString('utf8', start, end));
      if (!isChanges(changes)) throw new Error(`${this.file} is not a journal of the sandbox`);
      for (const change of changes) apply(change);
      start = end + 1;
    }
    if (start < content.length) {
      ftruncateSync(this.descriptor, start);
      this.bytes = start;
    }
  }

  append(changes: Change[]): void {
    this.bytes += this.write(this.descriptor, changes);
  }

  /** Whether most of the file is history that no longer matters. */
  get wantsCompacting(): boolean {
    return this.bytes > COMPACT_ABOVE_BYTES && this.bytes > 3 * this.bytesWhenCompact;
  }

  /** Replaces the file by one that says only how things are now; whole or not at all. */
  compact(current: Iterable<Change>): void {
    const next = `${this.file}.next`;
    const descriptor = openSync(next, 'w', 0o600);
    this.bytes = 0;
    for (const change of current) this.bytes += this.write(descriptor, [change]);
    this.bytesWhenCompact = this.bytes;
    fsyncSync(descriptor);
    closeSync(descriptor);
    closeSync(this.descriptor);
    renameSync(next, this.file);
    this.descriptor = this.open();
  }

  close(): void {
    fsyncSync(this.descriptor);
    closeSync(this.descriptor);
  }

  private open(): number {
    const leftover = `${this.file}.next`;
    if (existsSync(leftover)) unlinkSync(leftover);
    return openSync(this.file, 'a', 0o600);
  }

  private write(descriptor: number, changes: Change[]): number {
    const line = Buffer.from(`${JSON.stringify(changes)}\n`);
    let written = 0;
    while (written < line.length) written += writeSync(descriptor, line, written);
    return line.length;
  }
}

function isChanges(value: unknown): value is Change[] {
  const isChange = (change: unknown) =>
    Array.isArray(change) && typeof change[0] === 'string' && typeof change[1] === 'string';
  return Array.isArray(value) && value.every(isChange);
}
