import { sql } from 'drizzle-orm';
import { beforeAll, expect, test } from 'vitest';
import { getDb } from '@/db/client';
import { rateLimit } from '@/db/schema';
import { countAttempt, TooManyAttempts } from '@/lib/limits';
import { useWorld } from '../../support/world';

useWorld();

const attempt = (of: string, perWindow = 5) => countAttempt(getDb(), { what: 'test', of, perWindow, windowSeconds: 3_600 });
const refused = async (runs: Promise<void>[]) => (await Promise.allSettled(runs)).filter(({ status }) => status === 'rejected').length;

beforeAll(async () => {
  await getDb().delete(rateLimit);
});

test('lets five through and refuses the sixth, with a sentence that says when', async () => {
  for (let at = 0; at < 5; at += 1) await attempt('a');
  await expect(attempt('a')).rejects.toThrow(TooManyAttempts);
  await expect(attempt('a')).rejects.toMatchObject({ status: 429, sentence: expect.stringContaining('Please wait') });
  await expect(attempt('b')).resolves.toBeUndefined();
});

test('counts fifty at once one after another', async () => {
  expect(await refused(Array.from({ length: 50 }, () => attempt('crowd', 20)))).toBe(30);
});

test('remembers the window before in proportion, and forgets the one before that', async () => {
  for (let at = 0; at < 5; at += 1) await attempt('slides');
  await getDb().execute(sql`update rate_limit set starts_at = starts_at - interval '1 hour'`);
  const share = 1 - ((Date.now() / 1000) % 3_600) / 3_600;
  expect(await refused(Array.from({ length: 10 }, () => attempt('slides')))).toBe(10 - Math.ceil(5 - 5 * share));
  await getDb().execute(sql`update rate_limit set starts_at = starts_at - interval '2 hours'`);
  await expect(attempt('slides')).resolves.toBeUndefined();
});

test('keeps neither addresses nor networks', async () => {
  await attempt('somebody@example.com');
  const rows = await getDb().select({ bucket: rateLimit.bucket }).from(rateLimit);
  expect(rows.length).toBeGreaterThan(0);
  for (const { bucket } of rows) expect(bucket).toMatch(/^[\w-]{43}$/);
});
