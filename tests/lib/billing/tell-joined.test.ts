import { and, eq, like } from 'drizzle-orm';
import { afterAll, expect, test } from 'vitest';
import { getDb, inTransaction } from '@/db/client';
import { fan, mailMessage, person } from '@/db/schema';
import { tellJoined } from '@/lib/billing';
import { addMilliseconds, MINUTE_MS } from '@/lib/dates';
import { recordConsent, type Fan } from '@/lib/fans';
import { runJob } from '@/lib/jobs';
import { cancelPledge } from '@/lib/pledges';
import { addPayer, clockTo } from '../../support/billing';
import { addFan } from '../../support/fans';
import { addTier, join, readPledge } from '../../support/pledges';
import { expectSoundTabs } from '../../support/sound-tabs';
import { addCreator } from '../../support/tips';
import { useWorld } from '../../support/world';

const { sandbox } = useWorld();
afterAll(expectSoundTabs);
const NOON = new Date('2027-05-10T12:00:00Z');
const after = (minutes: number) => addMilliseconds(NOON, minutes * MINUTE_MS);

async function mailsTo(owner: Fan) {
  const [who] = await getDb().select({ email: person.email }).from(person).where(eq(person.id, owner.personId ?? ''));
  return getDb().select().from(mailMessage).where(and(eq(mailMessage.recipient, who?.email ?? ''), like(mailMessage.key, 'pledge_joined:%')));
}

async function joinMany(owner: Fan, count: number, minute: (at: number) => number = (at) => at) {
  const joined = [];
  for (let at = 0; at < count; at += 1) {
    const tier = await addTier({ creatorId: (await addCreator({ name: `Creator ${at}` })).id, name: 'Pennies' });
    joined.push(await join(owner, tier, { now: after(minute(at)) }));
  }
  return joined;
}

test('ten pledges of one sitting are confirmed in one mail, ten minutes after the first, with sums, days and the bill', async () => {
  const owner = await addFan();
  await joinMany(owner, 10, (at) => at / 2);
  await runJob('notices', after(9));
  expect(await mailsTo(owner)).toEqual([]);
  await runJob('notices', after(10));
  await runJob('notices', after(15));
  const mails = await mailsTo(owner);
  expect(mails.map(({ subject }) => subject)).toEqual(['You pledge $10.00 a month to 10 creators']);
  const text = mails[0]?.bodyText ?? '';
  for (let at = 0; at < 10; at += 1) expect(text).toContain(`Creator ${at}`);
  expect(text).toContain('Pennies; 10 May – 9 Jun: $1.00');
  expect(text).toMatch(/Your next bill comes on .*10.*As your tab stands now it is \$10\.00, in one charge\./);
  expect(text).toContain('/account/pledges');
});

test('one pledge is confirmed by its creator’s name, and one that comes later by a mail of its own', async () => {
  const owner = await addFan();
  await joinMany(owner, 1);
  await runJob('notices', after(10));
  await joinMany(owner, 1, () => 60);
  await runJob('notices', after(70));
  expect((await mailsTo(owner)).map(({ subject }) => subject)).toEqual(['You pledge $1.00 a month to Creator 0', 'You pledge $1.00 a month to Creator 0']);
});

test('two workers at once, again and again, tell everybody once', async () => {
  const owners = await Promise.all(Array.from({ length: 60 }, () => addFan()));
  const tier = await addTier();
  for (const owner of owners) await join(owner, tier, { now: NOON });
  for (let round = 0; round < 2; round += 1) await Promise.all([tellJoined(after(11)), tellJoined(after(11)), tellJoined(after(11))]);
  for (const owner of owners) expect(await mailsTo(owner)).toHaveLength(1);
});

test('a worker that dies before its transaction is done has told nobody, and the next one tells', async () => {
  const owner = await addFan();
  await joinMany(owner, 1);
  await getDb().execute(`create function die() returns trigger language plpgsql as $$ begin raise exception 'killed'; end $$`);
  await getDb().execute(`create trigger die before insert on mail_message for each row when (new.key like 'pledge_joined:%') execute function die()`);
  await expect(tellJoined(after(11))).rejects.toThrow();
  await getDb().execute('drop trigger die on mail_message');
  expect(await mailsTo(owner)).toEqual([]);
  await tellJoined(after(12));
  expect(await mailsTo(owner)).toHaveLength(1);
});

test('what was cancelled within the ten minutes is left out, and alone it makes no mail', async () => {
  const owner = await addFan();
  const [gone, stays] = await joinMany(owner, 2);
  await cancelPledge({ personId: owner.personId ?? '', pledgeId: gone?.pledge.id ?? '', now: after(3) });
  await tellJoined(after(11));
  const [mail] = await mailsTo(owner);
  expect(mail?.subject).toBe('You pledge $1.00 a month to Creator 1');
  expect(mail?.key).toBe(`pledge_joined:${stays?.pledge.id}`);
  const alone = await addFan();
  const [left] = await joinMany(alone, 1);
  await cancelPledge({ personId: alone.personId ?? '', pledgeId: left?.pledge.id ?? '', now: after(3) });
  await tellJoined(after(11));
  expect(await mailsTo(alone)).toEqual([]);
  expect((await readPledge(left?.pledge.id ?? '')).pledge.untoldSince).toBeNull();
});

test('a pledge that waits for its charge is told of once that is paid, and a small bill that it waits', async () => {
  await clockTo(sandbox(), NOON);
  const owner = await addPayer(sandbox(), { now: NOON });
  await getDb().update(fan).set({ billingDay: 10 }).where(eq(fan.id, owner.id));
  await inTransaction((tx) => recordConsent(tx, { fanId: owner.id, currency: 'USD', now: NOON }));
  const { pledge } = await join(owner, await addTier({ priceMinor: 2_000 }), { now: NOON });
  expect(pledge.status).toBe('waiting');
  await tellJoined(after(20));
  expect(await mailsTo(owner)).toEqual([]);
  await runJob('billing', after(21));
  await tellJoined(after(35));
  expect((await mailsTo(owner)).map(({ key }) => key)).toEqual([`pledge_joined:${pledge.id}`]);
  const small = await addFan();
  await joinMany(small, 1);
  await tellJoined(after(11));
  expect((await mailsTo(small))[0]?.bodyText).toContain('it waits and is charged with the one after');
});
