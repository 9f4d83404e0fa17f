import { randomBytes } from 'node:crypto';
import type { Rendition } from './encode-picture';
import { fileName } from './file-name';
import { mediaStore } from './store';

const LETTERS = 'abcdefghijkmnpqrstuvwxyz23456789';
const KEY_LETTERS = 26;

/**
 * A new key for a picture: 130 random bits, so that nobody can guess what is not linked
 * (SECURITY.md I10). It is minted and stored before the first file is written.
 */
export function newPictureKey(): string {
  return Array.from(randomBytes(KEY_LETTERS), (byte) => LETTERS[byte & 31]).join('');
}

/** Stores every rendition of a picture under its key. */
export async function keepPicture(key: string, renditions: readonly Rendition[]): Promise<void> {
  await Promise.all(renditions.map(({ width, bytes }) => mediaStore().put(fileName(key, width), bytes)));
}

/** Removes a picture's files; those that are gone already are no fault. */
export async function dropPicture(key: string, widths: readonly number[]): Promise<void> {
  await Promise.all(widths.map((width) => mediaStore().remove(fileName(key, width))));
}
