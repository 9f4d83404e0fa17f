import sharp from 'sharp';
import { Refusal } from '@/lib/errors';
import { PictureBroken, PicturesBusy, PictureTooHeavy, PictureTooManyPixels, PictureTooSmall, PictureTypeUnknown } from './errors';
import { PICTURE_LIMIT_BYTES, type PictureKind } from './input';
import { sniffFormat } from './sniff-format';

/** One size of a picture, as WebP. */
export type Rendition = { width: number; bytes: Buffer };

const MOST_PIXELS = 40_000_000;
const LONGEST_SECONDS = 15;
const AT_ONCE = 2;
const MOST_WAITING = 20;

/** How a picture is cut and the widths that pages ask for; `aspect` is width by height. */
const SHAPES: Record<PictureKind, { aspect: number; widths: readonly number[]; leastWidth: number }> = {
  avatar: { aspect: 1, widths: [96, 192, 384], leastWidth: 64 },
  banner: { aspect: 3, widths: [640, 1280, 2080], leastWidth: 480 },
};

// What libvips may decode at all: AVIF, HEIF, SVG and TIFF have been ways into other servers
// (SECURITY.md I07), so they are refused by the decoder itself and not only by our look at the file.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: ['VipsForeignLoadJpegBuffer', 'VipsForeignLoadPngBuffer', 'VipsForeignLoadWebpBuffer', 'VipsForeignLoadNsgifBuffer'],
});
sharp.cache(false);
sharp.concurrency(1);

/**
 * Turns an uploaded file into our own pictures: cut to shape, upright, in the widths that pages ask
 * for, WebP without any of its metadata; of an animation the first frame. Nothing of the file's own
 * bytes remains. At most two at a time, because a picture within the limits takes up to 160 MB.
 *
 * @param field the form field that a refusal belongs to
 * @throws PictureTypeUnknown, PictureTooHeavy, PictureTooManyPixels, PictureTooSmall, PictureBroken,
 *   PicturesBusy
 */
export async function encodePicture(kind: PictureKind, bytes: Buffer, field: string = kind): Promise<Rendition[]> {
  if (bytes.length > PICTURE_LIMIT_BYTES) throw new PictureTooHeavy(field, PICTURE_LIMIT_BYTES / 1024 / 1024);
  const format = sniffFormat(bytes);
  if (!format) throw new PictureTypeUnknown(field);
  return inTurn(field, async () => {
    try {
      return await encode(kind, bytes, format, field);
    } catch (error) {
      if (error instanceof Refusal) throw error;
      throw new PictureBroken(field);
    }
  });
}

async function encode(kind: PictureKind, bytes: Buffer, format: string, field: string): Promise<Rendition[]> {
  const options = { failOn: 'error', limitInputPixels: MOST_PIXELS } as const;
  const head = await sharp(bytes, { ...options, limitInputPixels: false }).metadata();
  if (head.format !== format) throw new PictureTypeUnknown(field);
  if (head.width * head.height > MOST_PIXELS) throw new PictureTooManyPixels(field, MOST_PIXELS / 1_000_000);
  const widths = widthsFor(kind, head.autoOrient, field);
  const { aspect } = SHAPES[kind];
  const largest = Math.max(...widths);
  // Decoded once, at the largest size that is asked for; the others are made from that.
  const base = await sharp(bytes, options)
    .autoOrient()
    .resize(largest, Math.round(largest / aspect), { fit: 'cover' })
    .toColourspace('srgb')
    .timeout({ seconds: LONGEST_SECONDS })
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { width, height, channels } = base.info;
  return Promise.all(
    widths.map(async (wanted) => ({
      width: wanted,
      bytes: await sharp(base.data, { raw: { width, height, channels } })
        .resize(wanted, Math.round(wanted / aspect))
        .webp({ quality: 82 })
        .toBuffer(),
    })),
  );
}

/** The widths that the picture can fill, its own among them when it ends between two of ours. */
function widthsFor(kind: PictureKind, upright: { width: number; height: number }, field: string): number[] {
  const { aspect, widths, leastWidth } = SHAPES[kind];
  const own = Math.floor(Math.min(upright.width, upright.height * aspect));
  if (own < leastWidth) throw new PictureTooSmall(field, leastWidth, Math.round(leastWidth / aspect));
  const filled = widths.filter((width) => width <= own);
  const largest = Math.max(...widths);
  return own < largest && !filled.includes(own) ? [...filled, own] : filled;
}

let running = 0;
const waiting: (() => void)[] = [];

async function inTurn<T>(field: string, work: () => Promise<T>): Promise<T> {
  if (running >= AT_ONCE) {
    if (waiting.length >= MOST_WAITING) throw new PicturesBusy(field);
    await new Promise<void>((resolve) => waiting.push(resolve));
  }
  running += 1;
  try {
    return await work();
  } finally {
    running -= 1;
    waiting.shift()?.();
  }
}
