import { and, asc, eq, gt, lte } from 'drizzle-orm';
import { getDb, inTransaction, type Tx } from '@/db/client';
import { fan, pledge } from '@/db/schema';
import { addMilliseconds, dayIn, plusDays } from '@/lib/dates';
import { wake } from '@/lib/queue';
import { lockTab } from '@/lib/tab';
import { isRaiseWaiting } from './apply-lines';
import { dropGuest } from './drop-guest';
import { endPledge } from './end-pledge';
import { readFan } from './find-pledge';
import { isBeingCharged } from './is-being-charged';
import { enqueuePledgeWord } from './mails/enqueue-pledge-word';
import type { Pledge } from './start-days';

const BATCH = 200;
/** How long a pledge holds its place while its card is being typed. */
export const ASKED_HOURS = 2;
const HOUR_MS = 3_600_000;

/**
 * Ends what is over: cancelled pledges whose paid days have passed, pledges whose card was never
 * saved, and guests whom nobody confirmed within seven days. Run at any time, by anybody, as often
 * as one likes: each is looked at again behind its lock.
 *
 * @param now business time
 */
export async function endPledges(now: Date): Promise<{ left: number; notSaved: number; notConfirmed: number }> {
  const done = { left: await eachBatch(leaving, now), notSaved: await eachBatch(neverSaved, now), notConfirmed: await eachBatch(notConfirmed, now) };
  if (done.left + done.notSaved + done.notConfirmed > 0) wake('outbox');
  return done;
}

/** One batch of what may be over, by id; answers those looked at and how many of them ended. */
type Step = (now: Date, after: string) => Promise<{ seen: string[]; ended: number }>;

async function eachBatch(step: Step, now: Date): Promise<number> {
  let [total, after] = [0, '00000000-0000-0000-0000-000000000000'];
  for (;;) {
    const { seen, ended } = await step(now, after);
    total += ended;
    if (seen.length < BATCH) return total;
    after = seen.at(-1) ?? after;
  }
}

const leaving: Step = async (now, after) => {
  // A day more than UTC's, because somewhere it is tomorrow already; each is then asked by its own clock.
  const soon = plusDays(dayIn('UTC', now), 1);
  const rows = await getDb()
    .select({ id: pledge.id })
    .from(pledge)
    .where(and(eq(pledge.status, 'leaving'), lte(pledge.paidUntil, soon), gt(pledge.id, after)))
    .orderBy(asc(pledge.id))
    .limit(BATCH);
  return endEach(rows, async (tx, of) => {
    const { timeZone } = await readFan(tx, of.fanId);
    if (of.status !== 'leaving' || of.paidUntil === null || of.paidUntil > dayIn(timeZone, now)) return false;
    // More of it is being charged right now, and what is paid is had.
    if (isRaiseWaiting(of)) return false;
    await endPledge(tx, of, 'cancelled', now);
    await enqueuePledgeWord(tx, of.id, 'ended', now);
    return true;
  }, now);
};

const neverSaved: Step = async (now, after) => {
  const rows = await getDb()
    .select({ id: pledge.id })
    .from(pledge)
    .where(and(eq(pledge.status, 'asked'), lte(pledge.createdAt, addMilliseconds(now, -ASKED_HOURS * HOUR_MS)), gt(pledge.id, after)))
    .orderBy(asc(pledge.id))
    .limit(BATCH);
  return endEach(rows, async (tx, of) => {
    if (of.status !== 'asked') return false;
    const owner = await readFan(tx, of.fanId);
    // A guest had this one pledge and nothing else, so nothing of them is left.
    if (owner.status === 'unproven') await dropGuest(tx, owner, 'card_not_saved', now);
    else await endPledge(tx, of, 'card_not_saved', now);
    return true;
  }, now);
};

/** Ends each pledge in a transaction of its own, behind the lock of its tab. */
async function endEach(rows: { id: string }[], end: (tx: Tx, of: Pledge) => Promise<boolean>, now: Date) {
  let ended = 0;
  for (const { id } of rows) {
    const isOver = await inTransaction(async (tx) => {
      const [found] = await tx.select({ fanId: pledge.fanId, currency: pledge.currency }).from(pledge).where(eq(pledge.id, id));
      if (!found) return false;
      await lockTab(tx, found.fanId, found.currency, now);
      const [of] = await tx.select().from(pledge).where(eq(pledge.id, id)).for('update');
      return of !== undefined && end(tx, of);
    });
    if (isOver) ended += 1;
  }
  return { seen: rows.map(({ id }) => id), ended };
}

const notConfirmed: Step = async (now, after) => {
  const rows = await getDb()
    .select({ id: fan.id })
    .from(fan)
    .where(and(eq(fan.status, 'unproven'), lte(fan.confirmUntil, now), gt(fan.id, after)))
    .orderBy(asc(fan.id))
    .limit(BATCH);
  let ended = 0;
  for (const { id } of rows) {
    const isOver = await inTransaction(async (tx) => {
      const [guest] = await tx.select().from(fan).where(and(eq(fan.id, id), eq(fan.status, 'unproven'))).for('no key update');
      // While a charge is under way it is not known what there is to end: the next run does.
      if (!guest || (await isBeingCharged(tx, guest.id))) return false;
      await dropGuest(tx, guest, 'not_confirmed', now);
      return true;
    });
    if (isOver) ended += 1;
  }
  return { seen: rows.map(({ id }) => id), ended };
};
