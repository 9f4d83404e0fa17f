/** What an upload form and the server agree on; client-safe, so it imports nothing. */
export const pictureKinds = ['avatar', 'banner'] as const;
export type PictureKind = (typeof pictureKinds)[number];

/** Larger than what phones make by default, small enough to be held in memory twice. */
export const PICTURE_LIMIT_BYTES = 8 * 1024 * 1024;

/** For `accept`: it also makes iPhones hand over JPEG in the place of HEIC. */
export const PICTURE_TYPES = 'image/jpeg,image/png,image/webp,image/gif';
