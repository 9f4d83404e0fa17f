import { env } from '@/lib/env';
import { createDiskStore } from './disk-store';
import { createS3Store } from './s3-store';

/**
 * Where files lie. Names are ours alone (`<key>/<width>.webp`), checked before they come here.
 */
export type MediaStore = {
  put: (name: string, bytes: Buffer) => Promise<void>;
  /** The file, or null when there is none. */
  get: (name: string) => Promise<Buffer | null>;
  /** Removes a file; that there is none is no fault. */
  remove: (name: string) => Promise<void>;
};

let store: MediaStore | null = null;

/** The store that the environment names: an S3-compatible one when it is given, else this disk. */
export function mediaStore(): MediaStore {
  store ??= createStore();
  return store;
}

function createStore(): MediaStore {
  const { s3, MEDIA_DIR } = env();
  return s3 ? createS3Store(s3) : createDiskStore(MEDIA_DIR);
}
