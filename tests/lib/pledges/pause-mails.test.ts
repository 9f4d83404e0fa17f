import { like } from 'drizzle-orm';
import { afterAll, expect, test } from 'vitest';
import { getDb } from '@/db/client';
import { mailMessage } from '@/db/schema';
import { pauseEverything, resumeEverything } from '@/lib/pledges';
import { addFan } from '../../support/fans';
import { addTier, join } from '../../support/pledges';
import { expectSoundTabs } from '../../support/sound-tabs';
import { useWorld } from '../../support/world';

useWorld();
afterAll(expectSoundTabs);

const JOINED = new Date('2026-11-01T12:00:00Z');
const PAUSED = new Date('2026-11-11T12:00:00Z');
const RESUMED = new Date('2026-11-12T12:00:00Z');

async function fanOf(pledges: number) {
  const owner = await addFan({ now: JOINED });
  const ids: string[] = [];
  for (let at = 0; at < pledges; at += 1) ids.push((await join(owner, await addTier(), { now: JOINED })).pledge.id);
  return { owner, ids };
}

async function wordsOf(ids: string[]) {
  const found = await getDb().select().from(mailMessage).where(like(mailMessage.key, 'pledge%'));
  return found.filter(({ key }) => /_(paused|resumed):/.test(key) && ids.some((id) => key.includes(id)));
}

test('everything that pauses at once is told in one mail, with each pledge and how long it is open; so is what goes on', async () => {
  const { owner, ids } = await fanOf(3);
  await pauseEverything(owner.id, PAUSED);
  const [paused, ...more] = await wordsOf(ids);
  expect(more).toEqual([]);
  expect(paused?.subject).toBe('Your 3 pledges are paused');
  expect(paused?.bodyText.match(/until 1 Dec 2026/g)).toHaveLength(3);
  await resumeEverything(owner.id, RESUMED);
  const resumed = (await wordsOf(ids)).filter(({ key }) => key.includes('resumed'));
  expect(resumed.map(({ subject }) => subject)).toEqual(['Your 3 pledges go on']);
  expect(resumed[0]?.bodyText.match(/\$1\.00 a month/g)).toHaveLength(3);
});

test('a single pledge is told by its own name, and a tab without pledges by nothing', async () => {
  const one = await fanOf(1);
  await pauseEverything(one.owner.id, PAUSED);
  const mails = await wordsOf(one.ids);
  expect(mails).toHaveLength(1);
  expect(mails[0]?.subject).toMatch(/^Your pledge to .+ is paused$/);
  const none = await addFan({ now: JOINED });
  const before = await getDb().$count(mailMessage);
  await pauseEverything(none.id, PAUSED);
  expect(await getDb().$count(mailMessage)).toBe(before);
});
