import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { S3, startS3Like, type S3Like } from './s3-like';

const folder = mkdtempSync(path.join(tmpdir(), 'tuppence-media-'));
let s3: S3Like;

beforeAll(async () => {
  s3 = await startS3Like();
});
afterAll(async () => {
  await s3.stop();
  rmSync(folder, { recursive: true });
});

const common = {
  DATABASE_URL: 'postgres://nobody@127.0.0.1/none', APP_URL: 'http://localhost:3000', AUTH_SECRET: 'x'.repeat(40),
  STRIPE_SECRET_KEY: 'sk_test_x', STRIPE_API_BASE: 'http://127.0.0.1:1', TUPPENCE_SANDBOX: 'on',
};
const small = [{ width: 96, bytes: Buffer.from('ninety-six') }, { width: 192, bytes: Buffer.from('twice that') }];

describe.each(['disk', 's3'] as const)('on %s', (kind) => {
  let media: typeof import('@/lib/media');

  beforeEach(async () => {
    vi.resetModules();
    const store = kind === 'disk'
      ? { MEDIA_DIR: folder }
      : { S3_ENDPOINT: s3.endpoint, S3_BUCKET: S3.bucket, S3_REGION: S3.region, S3_ACCESS_KEY_ID: S3.accessKeyId, S3_SECRET_ACCESS_KEY: S3.secretAccessKey };
    for (const [name, value] of Object.entries({ ...common, ...store })) vi.stubEnv(name, value);
    media = await import('@/lib/media');
    return () => vi.unstubAllEnvs();
  });

  test('what is kept can be opened under its key and width, and is gone once dropped, however often', async () => {
    const key = media.newPictureKey();
    await media.keepPicture(key, small);
    expect(String(await media.openPicture(key, '96.webp'))).toBe('ninety-six');
    expect(String(await media.openPicture(key, '192.webp'))).toBe('twice that');
    expect(await media.openPicture(key, '384.webp')).toBeNull();
    await media.dropPicture(key, [96, 192]);
    await media.dropPicture(key, [96, 192]);
    expect(await media.openPicture(key, '96.webp')).toBeNull();
  });

  test.each([
    ['..', 'secret.webp'], ['../..', '96.webp'], ['%2e%2e', '96.webp'], ['a'.repeat(26), '../96.webp'], ['a'.repeat(26), '96.webp\0.png'],
    ['a'.repeat(26), '0.webp'], ['a'.repeat(26), '96.png'], ['A'.repeat(26), '96.webp'], ['a'.repeat(27), '96.webp'], ['', ''],
    ['a'.repeat(26), '99999.webp'], ['\\..\\'.repeat(5), '96.webp'], [`${'a'.repeat(25)}\n`, '96.webp'],
  ])('no address leads anywhere else: %j %j', async (key, file) => {
    writeFileSync(path.join(folder, 'secret.webp'), 'secret');
    expect(await media.openPicture(key, file)).toBeNull();
  });
});

test('keys are 130 random bits, each another', async () => {
  const { newPictureKey } = await import('@/lib/media');
  const keys = Array.from({ length: 2_000 }, newPictureKey);
  expect(new Set(keys).size).toBe(2_000);
  for (const key of keys) expect(key).toMatch(/^[a-z0-9]{26}$/);
});

test('on disk nothing but whole files is ever there', async () => {
  vi.resetModules();
  for (const [name, value] of Object.entries({ ...common, MEDIA_DIR: folder })) vi.stubEnv(name, value);
  const { keepPicture, newPictureKey } = await import('@/lib/media');
  const key = newPictureKey();
  await keepPicture(key, small);
  await keepPicture(key, small);
  expect(readdirSync(path.join(folder, key)).sort()).toEqual(['192.webp', '96.webp']);
  expect(readFileSync(path.join(folder, key, '96.webp'), 'utf8')).toBe('ninety-six');
  vi.unstubAllEnvs();
});

test('a store that stumbles is asked again; one that refuses or sends us elsewhere is a fault', async () => {
  const { createS3Store } = await import('@/lib/media/s3-store');
  const store = createS3Store({ ...S3, endpoint: s3.endpoint });
  s3.failNext(503, 500);
  await store.put('a/96.webp', Buffer.from('whole'));
  expect(String(await store.get('a/96.webp'))).toBe('whole');
  s3.failNext(302);
  await expect(store.get('a/96.webp')).rejects.toThrow(/302/);
  const stranger = createS3Store({ ...S3, endpoint: s3.endpoint, secretAccessKey: 'guessed' });
  await expect(stranger.put('a/96.webp', Buffer.from('forged'))).rejects.toThrow(/403/);
  expect(String(await store.get('a/96.webp'))).toBe('whole');
});

test('half a store or one without https does not boot', async () => {
  const { parseEnv } = await import('@/lib/env');
  const whole = { S3_ENDPOINT: 'https://s3.example', S3_BUCKET: 'b-1', S3_ACCESS_KEY_ID: 'a', S3_SECRET_ACCESS_KEY: 'b' };
  expect(parseEnv({ ...common, ...whole }).s3?.bucket).toBe('b-1');
  expect(parseEnv(common).s3).toBeNull();
  for (const name of Object.keys(whole)) {
    expect(() => parseEnv({ ...common, ...whole, [name]: '' }), name).toThrow(/belong together/);
  }
  expect(() => parseEnv({ ...common, ...whole, S3_ENDPOINT: 'http://s3.example' })).toThrow(/must be https/);
});
