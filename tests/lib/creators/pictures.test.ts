import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { getDb } from '@/db/client';
import { media } from '@/db/schema';
import { changePicture, removePicture, sweepPictures } from '@/lib/creators';
import { newId } from '@/lib/ids';
import { useTestDatabase } from '../../support/database';
import { addOwnPage, readOwnPage, refusalOf } from '../../support/own-page';
import { phonePhoto, picture } from '../media/pictures';

useTestDatabase();

const folder = mkdtempSync(path.join(tmpdir(), 'tuppence-pictures-'));

beforeAll(() => {
  Object.assign(process.env, {
    MEDIA_DIR: folder, APP_URL: 'http://localhost:3000', AUTH_SECRET: 'x'.repeat(40), STRIPE_SECRET_KEY: 'sk_test_x',
    STRIPE_API_BASE: 'http://127.0.0.1:1', TUPPENCE_SANDBOX: 'on',
  });
});
afterAll(() => rmSync(folder, { recursive: true }));

const rowsOf = (creatorId: string) => getDb().select().from(media).where(eq(media.creatorId, creatorId));

test('an upload is shown in all its widths, and the one before leaves no file', async () => {
  const { owner, creatorId } = await addOwnPage();
  await changePicture(owner, 'avatar', await phonePhoto());
  const first = await readOwnPage(owner);
  expect(first.pictures.avatar.srcSet).toMatch(/^\/media\/[a-z0-9]{26}\/96\.webp 96w, .*384w$/);
  await changePicture(owner, 'avatar', await picture(500, 500).png().toBuffer());
  expect((await readOwnPage(owner)).pictures.avatar.src).not.toBe(first.pictures.avatar.src);
  const rows = await rowsOf(creatorId);
  expect(rows).toHaveLength(1);
  expect(readdirSync(folder)).toEqual(rows.map(({ key }) => key));
  await removePicture(owner, 'avatar');
  expect([await rowsOf(creatorId), readdirSync(folder)]).toEqual([[], []]);
  expect((await readOwnPage(owner)).hasAvatar).toBe(false);
});

test('ten at once end with one picture, its row and its files', async () => {
  const { owner, creatorId } = await addOwnPage();
  const photo = await picture(700, 700).jpeg().toBuffer();
  await Promise.all(Array.from({ length: 10 }, () => changePicture(owner, 'avatar', photo)));
  const rows = await rowsOf(creatorId);
  expect(rows.map(({ key }) => key)).toEqual(readdirSync(folder));
  expect(rows).toHaveLength(1);
  await removePicture(owner, 'avatar');
});

test('onto somebody else’s page nothing goes, not even a file', async () => {
  const { creatorId } = await addOwnPage();
  const stranger = { creatorId, personId: newId() };
  expect(await refusalOf(changePicture(stranger, 'banner', await picture(1_500, 500).jpeg().toBuffer()))).toBe('PageNotFound');
  expect([await rowsOf(creatorId), readdirSync(folder)]).toEqual([[], []]);
});

test('what a crash left behind is swept, and what is shown stays', async () => {
  const { owner, creatorId } = await addOwnPage();
  await changePicture(owner, 'avatar', await picture(300, 300).jpeg().toBuffer());
  await getDb().insert(media).values({ id: newId(), key: 'a'.repeat(26), creatorId, kind: 'banner', widths: [640], bytes: 1 });
  expect(await sweepPictures(new Date(Date.now() - 3_600_000))).toBe(0);
  expect(await sweepPictures(new Date(Date.now() + 1_000))).toBe(1);
  const rows = await rowsOf(creatorId);
  expect(rows.map(({ kind }) => kind)).toEqual(['avatar']);
  expect(readdirSync(folder)).toEqual(rows.map(({ key }) => key));
});

test('forty uploads a day are enough for anybody', async () => {
  const { owner } = await addOwnPage();
  const codes: string[] = [];
  for (let upload = 0; upload < 42; upload += 1) codes.push(await refusalOf(changePicture(owner, 'avatar', Buffer.from('no picture'))));
  expect(codes.slice(0, 39).every((code) => code.startsWith('PictureTypeUnknown'))).toBe(true);
  expect(codes.at(-1)).toBe('TooManyAttempts');
});
