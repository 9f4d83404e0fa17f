import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { getDb } from '@/db/client';
import { bill, mailMessage, person } from '@/db/schema';
import { remindBills, readBillToken } from '@/lib/billing';
import { addDays } from '@/lib/dates';
import { runJob } from '@/lib/jobs';
import { addDue, addOffer, clockTo, eveningOn, giveCard, readBills, type Offer, type Payer } from '../../support/billing';
import { expectSoundTabs } from '../../support/sound-tabs';
import { useWorld } from '../../support/world';

const { sandbox } = useWorld();
let offers: Offer[];
beforeAll(async () => { offers = await Promise.all([addOffer(), addOffer()]); });
afterAll(expectSoundTabs);

const HARD = 'pm_card_authenticationRequired';
const billOf = async (payer: Payer) => {
  const [found] = await readBills(payer.id);
  if (!found) throw new Error('there is no bill');
  return found;
};
const remindersOf = async (payer: Payer) => getDb().select().from(mailMessage).where(eq(mailMessage.key, `bill_reminder:${(await billOf(payer)).id}`));

/** Fans whose bills were refused on the evening of a day. */
async function refusedOn(day: string, cards: (string | null)[]): Promise<Payer[]> {
  await clockTo(sandbox(), eveningOn(day));
  const payers = [];
  for (const card of cards) payers.push(await addDue(sandbox(), offers, day, [100, 250], { card }));
  await runJob('billing', eveningOn(day));
  return payers;
}

test('three days before a bill is given up its fan is reminded once: line by line, with the day and the link', async () => {
  const [payer] = await refusedOn('2027-02-10', [HARD]);
  if (!payer) throw new Error('there is one');
  const since = eveningOn('2027-02-10');
  await runJob('notices', addDays(since, 17));
  expect(await remindersOf(payer)).toEqual([]);
  for (const days of [18, 18.5, 19, 20]) await runJob('notices', addDays(since, days));
  const [mail, ...more] = await remindersOf(payer);
  expect(more).toEqual([]);
  expect(mail?.subject).toBe('Your bill of $3.50 is open until March 3, 2027');
  for (const words of ['$1.00', '$2.50', 'Open', 'it is given up', 'March 3, 2027']) expect(mail?.bodyText).toContain(words);
  const token = /\/bills\/([A-Za-z0-9_-]+)/.exec(mail?.bodyText ?? '')?.[1] ?? '';
  expect(readBillToken(token)).toBe((await billOf(payer)).id);
  expect((await billOf(payer)).remindedAt).toEqual(addDays(since, 18));
});

test('a soft refusal is reminded of before its last try, which the mail names', async () => {
  const [payer] = await refusedOn('2027-04-10', ['pm_card_chargeCustomerFail']);
  if (!payer) throw new Error('there is one');
  const since = eveningOn('2027-04-10');
  for (const days of [2, 7, 14, 18]) {
    await clockTo(sandbox(), addDays(since, days));
    await runJob('dunning', addDays(since, days));
    await runJob('notices', addDays(since, days));
  }
  expect((await remindersOf(payer))[0]?.bodyText).toContain('We try the card once more on May 1, 2027.');
});

test('two workers at once remind everybody once, and a crash before the end reminds nobody', async () => {
  const payers = await refusedOn('2027-06-10', Array.from({ length: 55 }, () => null));
  const at = addDays(eveningOn('2027-06-10'), 18);
  await getDb().execute(`create function die() returns trigger language plpgsql as $$ begin raise exception 'killed'; end $$`);
  await getDb().execute(`create trigger die before insert on mail_message for each row when (new.key like 'bill_reminder:%') execute function die()`);
  await expect(remindBills(at)).rejects.toThrow();
  await getDb().execute('drop trigger die on mail_message');
  expect((await Promise.all(payers.map(billOf))).filter(({ remindedAt }) => remindedAt !== null)).toEqual([]);
  const counts = await Promise.all([remindBills(at), remindBills(at), remindBills(at)]);
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(55);
  for (const payer of payers) expect(await remindersOf(payer)).toHaveLength(1);
});

test('nobody is reminded of what is paid, is tried this very minute, or stands still by a suspension', async () => {
  const [paid, retried, shut] = await refusedOn('2027-08-10', [HARD, HARD, HARD]);
  if (!paid || !retried || !shut) throw new Error('there are three');
  const since = eveningOn('2027-08-10');
  await giveCard(sandbox(), paid);
  await getDb().update(bill).set({ nextAttemptAt: addDays(since, 17) }).where(eq(bill.fanId, paid.id));
  await clockTo(sandbox(), addDays(since, 17));
  await runJob('dunning', addDays(since, 17));
  await getDb().update(bill).set({ nextAttemptAt: addDays(since, 18) }).where(eq(bill.fanId, retried.id));
  await getDb().update(person).set({ status: 'suspended', suspendedReason: 'Spam' }).where(eq(person.id, shut.personId ?? ''));
  expect(await remindBills(addDays(since, 18))).toBe(0);
  await getDb().update(person).set({ status: 'active', suspendedReason: null }).where(eq(person.id, shut.personId ?? ''));
  expect(await remindBills(addDays(since, 19))).toBe(1);
  expect(await remindersOf(shut)).toHaveLength(1);
  expect((await billOf(paid)).status).toBe('paid');
});
