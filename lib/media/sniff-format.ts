export type PictureFormat = 'jpeg' | 'png' | 'webp' | 'gif';

/**
 * What a file is by its first bytes, or null when it is none of the four that we read. Name and
 * declared type are not asked: whoever sends the file writes both.
 */
export function sniffFormat(bytes: Buffer): PictureFormat | null {
  const text = (from: number, to: number) => bytes.toString('latin1', from, to);
  if (text(0, 3) === '\xff\xd8\xff') return 'jpeg';
  if (text(0, 8) === '\x89PNG\r\n\x1a\n') return 'png';
  if (text(0, 6) === 'GIF87a' || text(0, 6) === 'GIF89a') return 'gif';
  if (text(0, 4) === 'RIFF' && text(8, 12) === 'WEBP') return 'webp';
  return null;
}
