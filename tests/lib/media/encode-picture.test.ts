import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { isRefusal } from '@/lib/errors';
import { encodePicture, PICTURE_LIMIT_BYTES } from '@/lib/media';
import { bombPng, phonePhoto, picture } from './pictures';

async function refusalOf(bytes: Buffer): Promise<string> {
  try {
    await encodePicture('avatar', bytes);
    return 'none';
  } catch (error) {
    if (!isRefusal(error)) throw error;
    expect(error.field).toBe('avatar');
    return error.code;
  }
}

const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="300"><script>alert(1)</script></svg>';
const pdf = '%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>';

describe('what is taken', () => {
  test.each(['jpeg', 'png', 'webp', 'gif'] as const)('a %s becomes WebP in every width, cut to a square', async (format) => {
    const made = await encodePicture('avatar', await picture(800, 500).toFormat(format).toBuffer());
    expect(made.map(({ width }) => width)).toEqual([96, 192, 384]);
    for (const { width, bytes } of made) {
      const { format: now, width: wide, height } = await sharp(bytes).metadata();
      expect([now, wide, height]).toEqual(['webp', width, width]);
    }
  });

  test('a banner is three times as wide as high, and never wider than what was given', async () => {
    const made = await encodePicture('banner', await picture(1_500, 900).jpeg().toBuffer());
    expect(made.map(({ width }) => width)).toEqual([640, 1_280, 1_500]);
    const { width, height } = await sharp(made[2]?.bytes).metadata();
    expect([width, height]).toEqual([1_500, 500]);
  });

  test('a photo is turned upright and loses where, when and by whom it was taken', async () => {
    const photo = await phonePhoto();
    expect((await sharp(photo).metadata()).orientation).toBe(6);
    expect(photo.includes('Ada Secret')).toBe(true);
    for (const { bytes } of await encodePicture('avatar', photo)) {
      const found = await sharp(bytes).metadata();
      expect([found.exif, found.xmp, found.iptc, found.icc, found.orientation]).toEqual([undefined, undefined, undefined, undefined, undefined]);
      expect(bytes.includes('Ada Secret')).toBe(false);
      // Turned by 90°, the red corner that lay at the upper left is at the upper right.
      const { data, info } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true });
      const upperRight = (5 * info.width + info.width - 5) * info.channels;
      expect(data[upperRight]).toBeGreaterThan(200);
    }
  });

  test('of an animation the first frame stays', async () => {
    const frames = await Promise.all(['#ff0000', '#00ff00'].map((background) =>
      sharp({ create: { width: 120, height: 120, channels: 3, background } }).png().toBuffer()));
    const [made] = await encodePicture('avatar', await sharp(frames, { join: { animated: true } }).gif().toBuffer());
    const found = await sharp(made?.bytes, { animated: true }).metadata();
    expect([found.pages ?? 1, found.height]).toEqual([1, 96]);
  });

  test('nothing of the file itself remains: what was hidden behind or inside a picture is gone', async () => {
    const script = '<script>alert("hidden")</script>';
    const behind = Buffer.concat([await picture(300, 300).jpeg().toBuffer(), Buffer.from(script)]);
    const inside = await picture(300, 300).withExif({ IFD0: { ImageDescription: script } }).jpeg().toBuffer();
    for (const hiding of [behind, inside]) {
      expect(hiding.includes(script)).toBe(true);
      for (const { bytes } of await encodePicture('avatar', hiding)) expect(bytes.includes('alert')).toBe(false);
    }
  });
});

describe('what is refused', () => {
  test.each<[string, () => Promise<Buffer> | Buffer, string]>([
    ['nothing', () => Buffer.alloc(0), 'PictureTypeUnknown'],
    ['SVG', () => Buffer.from(svg), 'PictureTypeUnknown'],
    ['HTML', () => Buffer.from('<!doctype html><script>alert(1)</script>'), 'PictureTypeUnknown'],
    ['PDF', () => Buffer.from(pdf), 'PictureTypeUnknown'],
    ['PHP', () => Buffer.from('<?php system("id");'), 'PictureTypeUnknown'],
    ['an icon', () => Buffer.from([0, 0, 1, 0, 1, 0, 16, 16, 0, 0]), 'PictureTypeUnknown'],
    ['AVIF', () => picture(200, 200).avif().toBuffer(), 'PictureTypeUnknown'],
    ['TIFF', () => picture(200, 200).tiff().toBuffer(), 'PictureTypeUnknown'],
    ['a GIF that is really a script', () => Buffer.from('GIF89a/*\0\0*/=1;alert(1)'), 'PictureBroken'],
    ['a WebP that is really AVIF', async () => Buffer.concat([Buffer.from('RIFF\0\0\0\0WEBP'), await picture(99, 99).avif().toBuffer()]), 'PictureBroken'],
    ['a JPEG that is really an SVG', () => Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), Buffer.from(svg)]), 'PictureBroken'],
    ['half a JPEG', async () => (await picture(900, 900).jpeg().toBuffer()).subarray(0, 1_200), 'PictureBroken'],
    ['a PNG whose rows end too early', () => bombPng(5_000, 5_000).subarray(0, 400), 'PictureBroken'],
    ['a bomb of 2.5 thousand megapixels', () => bombPng(50_000, 50_000), 'PictureTooManyPixels'],
    ['more bytes than the limit', () => Buffer.alloc(PICTURE_LIMIT_BYTES + 1, 0xff), 'PictureTooHeavy'],
    ['a dot', () => picture(8, 8).png().toBuffer(), 'PictureTooSmall'],
  ])('%s', async (_what, bytes, code) => {
    expect(await refusalOf(await bytes())).toBe(code);
  });

  test('the decoder itself knows no AVIF, SVG or TIFF any more, whatever calls it', async () => {
    for (const bytes of [await picture(50, 50).avif().toBuffer(), await picture(50, 50).tiff().toBuffer(), Buffer.from(svg)]) {
      await expect(sharp(bytes).metadata()).rejects.toThrow(/unsupported|blocked/i);
    }
  });
});

test('fifty pictures at once are prepared two at a time, and too many are refused with a sentence', async () => {
  const photo = await picture(400, 400).jpeg().toBuffer();
  const outcomes = await Promise.allSettled(Array.from({ length: 50 }, () => encodePicture('avatar', photo)));
  expect(outcomes.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThanOrEqual(20);
  const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
  for (const reason of refused) expect(reason.code).toBe('PicturesBusy');
  await encodePicture('avatar', photo);
});
