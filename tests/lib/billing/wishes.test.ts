import { eq, inArray } from 'drizzle-orm';
import { beforeAll, expect, it } from 'vitest';
import { getDb } from '@/db/client';
import { mailMessage, person, refund } from '@/db/schema';
import { askForLine, declineWish, listDeclinedWishes, listOpenWishes, refundOwnLine, wishesOf } from '@/lib/billing';
import { runJob } from '@/lib/jobs';
import { inventory } from '@/lib/privacy';
import { addOffers, eveningOn, type Offer } from '../../support/billing';
import { addPaidBill, refundLines } from '../../support/line-refunds';
import { addPerson } from '../../support/people';
import { expectEqualRecords } from '../../support/records';
import { useWorld } from '../../support/world';

const { sandbox } = useWorld();
let offers: Offer[];
beforeAll(async () => { offers = await addOffers(2); });

async function paid(day: '2027-01-10' | '2027-02-10' | '2027-03-10') {
  const { id: personId } = await addPerson();
  const { bill, lines } = await addPaidBill(sandbox(), offers, day, [400, 300], { personId });
  const [line] = lines;
  if (!line) throw new Error('there are two lines');
  return { personId, bill, line, now: eveningOn(day) };
}

const statusOf = async (lineId: string) => (await wishesOf(getDb(), [lineId])).get(lineId)?.status;
const subjects = async (keys: string[]) => (await getDb().select().from(mailMessage).where(inArray(mailMessage.key, keys))).map(({ subject }) => subject);

it('a fan asks once for a line of their own bill; its creator hears of it and grants it by a refund', async () => {
  const { personId, line, bill, now } = await paid('2027-01-10');
  const asked = { lineId: line.id, personId, words: 'I tipped by mistake.', now };
  const stranger = await addPerson();
  await expect(askForLine({ ...asked, personId: stranger.id })).rejects.toMatchObject({ code: 'LineNotFound' });
  await expect(askForLine({ ...asked, words: 'x'.repeat(501) })).rejects.toMatchObject({ code: 'WishWordsTooLong' });
  const done = await Promise.allSettled(Array.from({ length: 10 }, () => askForLine(asked)));
  expect(done.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  for (const each of done) if (each.status === 'rejected') expect(each.reason).toMatchObject({ code: 'WishedAlready' });
  expect(await listOpenWishes(getDb(), line.creatorId)).toMatchObject([{ lineId: line.id, words: 'I tipped by mistake.', billId: bill.id }]);
  const holding = inventory.refund_wish;
  if (!holding) throw new Error('wishes are in the inventory');
  const archived = async (subject: { personId: string; creatorId: string | null }) =>
    (await getDb().execute<{ row: { words: string | null } }>(holding.own({ email: '', ...subject }))).rows.map(({ row }) => row.words);
  expect(await archived({ personId, creatorId: null })).toEqual(['I tipped by mistake.']);
  expect(await archived({ personId: stranger.id, creatorId: line.creatorId })).toEqual([null]);
  await refundOwnLine({ lineId: line.id, creatorId: line.creatorId, actorId: stranger.id, now });
  expect(await statusOf(line.id)).toBe('granted');
  await runJob('refunds', now);
  await expect(askForLine(asked)).rejects.toMatchObject({ code: 'NothingToRefund' });
  await expectEqualRecords(sandbox());
});

it('a creator declines with words that the fan reads; nobody else does, and nothing moves', async () => {
  const { personId, line, bill, now } = await paid('2027-02-10');
  const actor = await addPerson();
  await getDb().update(person).set({ email: `asked-${actor.id}@example.com` }).where(eq(person.id, personId));
  await askForLine({ lineId: line.id, personId, words: '', now });
  const declined = { lineId: line.id, creatorId: line.creatorId, actorId: actor.id, words: 'It was read already.', now };
  const other = offers.find(({ creator }) => creator.id !== line.creatorId)?.creator.id ?? '';
  await expect(declineWish({ ...declined, creatorId: other })).rejects.toMatchObject({ code: 'WishNotFound' });
  await expect(declineWish({ ...declined, words: ' ' })).rejects.toMatchObject({ code: 'WishAnswerNeeded' });
  await declineWish(declined);
  await expect(declineWish(declined)).rejects.toMatchObject({ code: 'WishNotFound' });
  expect(await statusOf(line.id)).toBe('declined');
  expect((await listDeclinedWishes(getDb())).map(({ lineId, answer }) => [lineId, answer])).toContainEqual([line.id, 'It was read already.']);
  expect(await subjects([`refund_wish_declined:${line.id}`])).toEqual(['River Notes keeps what you asked to have back']);
  expect(await getDb().select().from(refund).where(eq(refund.paymentId, bill.paymentId ?? ''))).toEqual([]);
});

it('an admin may give back what a creator declined', async () => {
  const { personId, line, bill, now } = await paid('2027-03-10');
  await askForLine({ lineId: line.id, personId, words: '', now });
  await declineWish({ lineId: line.id, creatorId: line.creatorId, actorId: personId, words: 'No, thank you.', now });
  await refundLines(bill.id, [line.id], now);
  expect(await statusOf(line.id)).toBe('granted');
  expect((await listDeclinedWishes(getDb())).map(({ lineId }) => lineId)).not.toContain(line.id);
});
