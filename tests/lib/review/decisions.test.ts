import { eq, sql } from 'drizzle-orm';
import { beforeEach, expect, test } from 'vitest';
import { getDb, inTransaction } from '@/db/client';
import { auditLog, payout, payoutAccount, payoutNote, person } from '@/db/schema';
import { newId } from '@/lib/ids';
import { readCursor } from '@/lib/lists';
import { approvePayout, askPayout, holdPayout } from '@/lib/payouts';
import { approveLow, approveReviewed, countQueue, listQueue, lookAtPayout, scorePayouts, type QueueFilter } from '@/lib/review';
import { stopQueue } from '@/lib/queue';
import { addAdmin, addAvailable, addPayee, ask, giveFactor, later, readOne, runPayouts, untilSomebodyWaits } from '../../support/payouts';
import { useWorld } from '../../support/world';
import { addGift, addOwner, addPayout, NOW } from './review-rows';

// Some rows are written past the commands, so the books are not asked.
const { sandbox } = useWorld({ verify: false });
let admin: string;

beforeEach(async () => {
  admin = await addAdmin();
  return stopQueue;
});

/** A creator who was paid before, from a page and to an account that nothing speaks against, and who asks again. */
async function trusted(amountMinor = 3_000) {
  const payee = await addPayee(sandbox());
  await getDb().update(payoutAccount).set({ destination: newId() }).where(eq(payoutAccount.creatorId, payee.id));
  await addAvailable(payee, [3_000]);
  const first = await ask(payee);
  await approvePayout({ payoutId: first, adminId: await addAdmin(), now: later() });
  await runPayouts();
  await addAvailable(payee, [amountMinor]);
  return { payee, payoutId: await ask(payee) };
}

async function newcomer() {
  const payee = await addPayee(sandbox());
  await getDb().update(payoutAccount).set({ destination: newId() }).where(eq(payoutAccount.creatorId, payee.id));
  await addAvailable(payee, [3_000]);
  return { payee, payoutId: await ask(payee) };
}

const scoreNow = async (payoutId: string) => (await scorePayouts(getDb(), [payoutId], later())).get(payoutId)?.score ?? -1;

test('low scores go together, and what may not is left where it was, with the reason', async () => {
  const good = [await trusted(), await trusted()];
  const first = await newcomer();
  const large = await trusted(60_000);
  const own = await trusted();
  const ownerId = own.payee.personId ?? '';
  await getDb().update(person).set({ isAdmin: true }).where(eq(person.id, ownerId));
  await giveFactor(ownerId);
  const held = await trusted();
  await holdPayout({ payoutId: held.payoutId, adminId: await addAdmin(), reason: 'We asked your bank.', now: later() });
  const resting = await trusted();
  await getDb().update(payoutAccount).set({ changedAt: later(39) }).where(eq(payoutAccount.creatorId, resting.payee.id));
  const doubted = await trusted();
  await getDb().update(payoutAccount).set({ destination: 'one for two' }).where(sql`${payoutAccount.creatorId} in (${doubted.payee.id}, ${first.payee.id})`);
  const chosen = [...good, first, large, own, held, resting, doubted].map(({ payoutId }) => payoutId);
  const { approved, left } = await approveLow({ payoutIds: chosen, adminId: ownerId, now: later() });
  expect(approved).toBe(2);
  expect(new Map(left.map(({ payoutId, why }) => [payoutId, why]))).toEqual(new Map([
    [first.payoutId, 'It is a first payout.'], [large.payoutId, 'It needs two admins.'], [own.payoutId, 'It is your own.'],
    [held.payoutId, 'It is on hold.'], [resting.payoutId, 'Its score is 20.'], [doubted.payoutId, 'Its score is 25.'],
  ]));
  for (const { payoutId } of good) expect((await readOne(payoutId)).status).toBe('approved');
  for (const { payoutId } of [first, large, own, resting, doubted]) expect((await readOne(payoutId)).status).toBe('requested');
  await expect(approveLow({ payoutIds: [], adminId: admin, now: later() })).rejects.toMatchObject({ code: 'NothingChosen' });
});

test('two admins who choose the same at once let each go once', async () => {
  const rows = [await trusted(), await trusted()];
  const payoutIds = rows.map(({ payoutId }) => payoutId);
  const outcomes = await Promise.all([approveLow({ payoutIds, adminId: admin, now: later() }), approveLow({ payoutIds, adminId: await addAdmin(), now: later() })]);
  expect(outcomes.reduce((sum, { approved }) => sum + approved, 0)).toBe(2);
  const { rows: acts } = await getDb().execute<{ n: number }>(sql`select count(*)::int as n from payout_approval where payout_id = any(${sql.param(payoutIds)}::uuid[])`);
  expect(acts[0]?.n).toBe(2);
});

test('a payout is let go as it was looked at: with another score than the one that was seen, or with a forged one, nothing changes', async () => {
  const { payee, payoutId } = await trusted();
  const before = await scoreNow(payoutId);
  await addGift({ creatorId: payee.id, personId: payee.personId ?? '', amountMinor: 4_000, daysAgo: 0 });
  for (const seenScore of [before, 100, 0]) {
    await expect(approveReviewed({ payoutId, adminId: admin, seenScore, why: 'I know them.', now: later() })).rejects.toMatchObject({ code: 'ScoreChanged' });
  }
  expect(await readOne(payoutId)).toMatchObject({ status: 'requested', reviewedAt: null });
  expect(await getDb().select().from(payoutNote).where(eq(payoutNote.payoutId, payoutId))).toEqual([]);
});

test('the score that counts is that of the decision’s moment: what came up while it waited for its turn refuses it', async () => {
  const { payee, payoutId } = await trusted();
  const seenScore = await scoreNow(payoutId);
  let decided: Promise<unknown> = Promise.resolve();
  await inTransaction(async (tx) => {
    await tx.select().from(payout).where(eq(payout.id, payoutId)).for('update');
    decided = approveReviewed({ payoutId, adminId: admin, seenScore, why: '', now: later() }).catch((error: unknown) => error);
    await untilSomebodyWaits();
    await addGift({ creatorId: payee.id, personId: payee.personId ?? '', amountMinor: 4_000, daysAgo: 0 });
  });
  expect(await decided).toMatchObject({ code: 'ScoreChanged' });
  expect((await readOne(payoutId)).status).toBe('requested');
});

test('what the score says to stop goes only with a reason, which is kept', async () => {
  const { payee, payoutId } = await newcomer();
  await addGift({ creatorId: payee.id, personId: payee.personId ?? '', amountMinor: 40_000, daysAgo: 0 });
  const seenScore = await scoreNow(payoutId);
  expect(seenScore).toBeGreaterThanOrEqual(60);
  for (const why of ['', ' . ', 'x'.repeat(501)]) {
    await expect(approveReviewed({ payoutId, adminId: admin, seenScore, why, now: later() })).rejects.toMatchObject({ code: 'WhyNeeded', field: 'why' });
  }
  expect(await getDb().select().from(payoutNote).where(eq(payoutNote.payoutId, payoutId))).toEqual([]);
  expect(await approveReviewed({ payoutId, adminId: admin, seenScore, why: 'They own the card and told us.', now: later() })).toBe('approved');
  const [note] = await getDb().select().from(payoutNote).where(eq(payoutNote.payoutId, payoutId));
  expect(note?.body).toBe(`Let go with a score of ${seenScore}: They own the card and told us.`);
});

test('nobody lets their own payout go, nor one that is not there', async () => {
  const { payee, payoutId } = await trusted();
  await expect(approveReviewed({ payoutId, adminId: payee.personId ?? '', seenScore: 100, why: 'Mine', now: later() })).rejects.toMatchObject({ code: 'OwnPayout' });
  await expect(approveReviewed({ payoutId: newId(), adminId: admin, seenScore: 100, why: '', now: later() })).rejects.toMatchObject({ code: 'PayoutNotFound' });
});

test('each look is written down with the score that it showed, and so is each reading of evidence', async () => {
  const { payoutId } = await newcomer();
  const score = (await scorePayouts(getDb(), [payoutId], later())).get(payoutId);
  if (!score) throw new Error('a payout has a score');
  await lookAtPayout(admin, { payoutId, score });
  await lookAtPayout(admin, { payoutId, evidence: 'own_card' });
  const acts = await getDb().select().from(auditLog).where(eq(auditLog.subjectId, payoutId)).orderBy(auditLog.happenedAt, auditLog.id);
  expect(acts.filter(({ actorId }) => actorId === admin).map(({ action, detail }) => [action, detail])).toEqual([
    ['payout.look', { score: score.score, signals: score.doubts.map(({ code }) => code).join(', ') }],
    ['payout.evidence', { signal: 'own_card' }],
  ]);
});

test('the queue begins with the oldest, tells what each still needs, and can be narrowed', async () => {
  await getDb().update(payout).set({ status: 'cancelled', endedAt: NOW }).where(sql`status in ('requested', 'in_review', 'on_hold')`);
  const [small, large] = [await newcomer(), await newcomer()];
  await addAvailable(small.payee, [100]);
  await getDb().update(payout).set({ requestedAt: later(37), amountMinor: 60_000 }).where(eq(payout.id, large.payoutId));
  await expect(askPayout({ creatorId: small.payee.id, currency: 'USD', askedBy: 'creator', now: later() })).rejects.toMatchObject({ code: 'PayoutAlreadyOpen' });
  const { rows } = await listQueue(getDb(), {}, later());
  expect(rows.map(({ id, isLate, isFirst, needsSecond }) => ({ id, isLate, isFirst, needsSecond }))).toEqual([
    { id: large.payoutId, isLate: true, isFirst: true, needsSecond: true },
    { id: small.payoutId, isLate: false, isFirst: true, needsSecond: false },
  ]);
  const idsOf = async (filter: Parameters<typeof listQueue>[1]) => (await listQueue(getDb(), filter, later())).rows.map(({ id }) => id);
  expect(await idsOf({ only: 'late' })).toEqual([large.payoutId]);
  expect(await idsOf({ only: 'second' })).toEqual([large.payoutId]);
  expect(await idsOf({ only: 'first', status: 'requested', level: 'low' })).toHaveLength(2);
  expect(await idsOf({ status: 'on_hold' })).toEqual([]);
  expect(await idsOf({ level: 'stop' })).toEqual([]);
});

test('the queue is read page by page, however long it is and whatever it is narrowed to, each payout once', async () => {
  await getDb().update(payout).set({ status: 'cancelled', endedAt: NOW }).where(sql`status in ('requested', 'in_review', 'on_hold')`);
  const ids: string[] = [];
  for (let hoursAgo = 60; hoursAgo > 48; hoursAgo -= 1) {
    const { creator } = await addOwner();
    // Two at the same moment: their ids decide.
    ids.push(await addPayout(creator.id, { hoursAgo: Math.floor(hoursAgo / 2), ...(hoursAgo % 3 === 0 ? { status: 'in_review' } : {}) }));
  }
  const pagesOf = async (filter: QueueFilter, limit: number) => {
    const pages: string[][] = [];
    for (let after: string | null = ''; after !== null;) {
      const { rows, next }: Awaited<ReturnType<typeof listQueue>> = await listQueue(getDb(), { ...filter, after: readCursor(after), limit }, NOW);
      pages.push(rows.map(({ id }) => id));
      after = next;
    }
    return pages;
  };
  const all = await pagesOf({}, 5);
  expect(all.map(({ length }) => length)).toEqual([5, 5, 2]);
  expect(new Set(all.flat())).toEqual(new Set(ids));
  expect(all.flat()).toEqual((await listQueue(getDb(), {}, NOW)).rows.map(({ id }) => id));
  expect((await pagesOf({ status: 'in_review' }, 3)).map(({ length }) => length)).toEqual([3, 1]);
  expect((await pagesOf({ only: 'first' }, 12)).map(({ length }) => length)).toEqual([12]);
  expect(await pagesOf({ level: 'stop' }, 5)).toEqual([[]]);
  expect(await countQueue(getDb())).toBe(12);
});
