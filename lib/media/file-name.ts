import { invariant } from '@/lib/errors';

const KEY = /^[a-z0-9]{26}$/;
const FILE = /^([1-9]\d{0,3})\.webp$/;

/** The name of one rendition in the store and at the end of its address. */
export function fileName(key: string, width: number): string {
  const name = `${key}/${width}.webp`;
  invariant(isFileName(key, `${width}.webp`), 'a picture has a key and a width of ours');
  return name;
}

/** Whether two parts of an address can name a rendition; everything else is never looked for. */
export function isFileName(key: string, file: string): boolean {
  return KEY.test(key) && FILE.test(file);
}
