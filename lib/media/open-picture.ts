import { isFileName } from './file-name';
import { mediaStore } from './store';

/**
 * The bytes of one rendition, or null when there is none. Both parts come from an address that
 * anybody can write, so only the two shapes that we ourselves give ever reach the store.
 */
export async function openPicture(key: string, file: string): Promise<Buffer | null> {
  if (!isFileName(key, file)) return null;
  return mediaStore().get(`${key}/${file}`);
}
