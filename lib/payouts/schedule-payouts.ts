import { sql } from 'drizzle-orm';
import { getDb } from '@/db/client';
import { dayIn, type Day } from '@/lib/dates';
import { isRefusal } from '@/lib/errors';
import { log } from '@/lib/log';
import type { Currency } from '@/lib/money';
import { askPayout } from './ask-payout';
import { nextPayoutDay, type PayoutInterval } from './payout-days';

const BATCH = 200;
type Due = { id: string; currency: Currency; interval: PayoutInterval; dueOn: Day; least: string | null };

/**
 * Asks for the payouts whose day has come, as their creators' schedules say. What stands in the way,
 * such as too little money or one that is still open, lets the day pass; the next one comes.
 *
 * @param now business time; days begin at midnight UTC
 * @returns how many were asked for
 */
export async function schedulePayouts(now: Date): Promise<number> {
  const today = dayIn('UTC', now);
  let after = '00000000-0000-0000-0000-000000000000';
  for (let asked = 0; ; ) {
    const { rows } = await getDb().execute<Due>(sql`
      select id, currency, payout_interval as interval, next_payout_on::text as "dueOn", payout_minimum_minor::text as least
      from creator where next_payout_on <= ${today}::date and id > ${after}::uuid order by id limit ${BATCH}`);
    for (const due of rows) asked += (await askFor(due, now)) ? 1 : 0;
    after = rows.at(-1)?.id ?? after;
    if (rows.length < BATCH) return asked;
  }
}

async function askFor(due: Due, now: Date): Promise<boolean> {
  const asked = await ask(due, now);
  // After it was asked for: who dies between asks again and is told that one is open.
  await getDb().execute(sql`
    update creator set next_payout_on = ${nextPayoutDay(due.interval, dayIn('UTC', now))}::date where id = ${due.id} and next_payout_on = ${due.dueOn}::date`);
  return asked;
}

async function ask(due: Due, now: Date): Promise<boolean> {
  const atLeastMinor = due.least === null ? undefined : Number(due.least);
  try {
    await askPayout({ creatorId: due.id, currency: due.currency, askedBy: 'schedule', now, ...(atLeastMinor === undefined ? {} : { atLeastMinor }) });
    return true;
  } catch (error) {
    if (!isRefusal(error)) throw error;
    log.info('payout.not_asked', { creator: due.id, why: error.code });
    return false;
  }
}
