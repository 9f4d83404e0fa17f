import { Zip, ZipDeflate, ZipPassThrough } from 'fflate';
import { invariant } from '@/lib/errors';

/** One file of an archive; pictures and PDFs are compressed already. */
export type ArchiveFile = { name: string; bytes: Uint8Array; isCompressed?: boolean };

/**
 * Writes a ZIP while its files are still being made: each is taken when the one before has left, so that
 * an archive of thousands of receipts needs no more memory than its largest file.
 *
 * @param now what the files are dated with
 */
export async function* zipFiles(files: AsyncIterable<ArchiveFile>, now: Date): AsyncGenerator<Uint8Array> {
  const ready: Uint8Array[] = [];
  let failure: Error | null = null;
  const zip = new Zip((error, chunk) => {
    if (error) failure = error;
    else ready.push(chunk);
  });
  for await (const { name, bytes, isCompressed } of files) {
    const entry = isCompressed ? new ZipPassThrough(name) : new ZipDeflate(name, { level: 6 });
    entry.mtime = now;
    zip.add(entry);
    entry.push(bytes, true);
    invariant(failure === null, 'a file was packed');
    yield* ready.splice(0);
  }
  zip.end();
  invariant(failure === null, 'an archive was closed');
  yield* ready.splice(0);
}
