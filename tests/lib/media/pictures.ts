import { deflateSync, crc32 } from 'node:zlib';
import sharp, { type Sharp } from 'sharp';

/** A picture with a different colour in each corner, so that cutting and turning can be seen. */
export function picture(width: number, height: number): Sharp {
  const corner = (left: number, top: number, color: string) => ({
    input: { create: { width: Math.ceil(width / 2), height: Math.ceil(height / 2), channels: 3 as const, background: color } },
    left,
    top,
  });
  return sharp({ create: { width, height, channels: 3, background: '#0000ff' } }).composite([
    corner(0, 0, '#ff0000'),
    corner(Math.floor(width / 2), 0, '#00ff00'),
  ]);
}

/** A photo as a phone makes it: lying on its side, with where it was taken and by whom. */
export function phonePhoto(width = 900, height = 600): Promise<Buffer> {
  return picture(width, height)
    .withMetadata({ orientation: 6 })
    .withExifMerge({
      IFD0: { Artist: 'Ada Secret' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '51/1 20/1 0/1' },
    })
    .jpeg()
    .toBuffer();
}

/** A PNG of a few kilobytes that claims any size, its rows all black. */
export function bombPng(width: number, height: number): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([1, 0, 0, 0, 0], 8);
  const rowBytes = Math.ceil(width / 8) + 1;
  const rows = deflateSync(Buffer.alloc(Math.min(rowBytes * height, 64 * 1024 * 1024)));
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), chunk('IHDR', head), chunk('IDAT', rows), chunk('IEND', Buffer.alloc(0))]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const around = Buffer.alloc(8);
  around.writeUInt32BE(data.length, 0);
  around.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([around.subarray(0, 4), body, around.subarray(4)]);
}
