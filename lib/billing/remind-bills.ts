import { sql } from 'drizzle-orm';
import { inTransaction, type Tx } from '@/db/client';
import { addDays } from '@/lib/dates';
import { isShut } from './is-shut';
import { enqueueBillReminder } from './mails/enqueue-bill-reminder';

const DAYS_BEFORE = 3;
const BATCH = 50;

/**
 * Reminds of bills that are about to be given up, three days before, once for a bill: the mark and
 * its mail are one transaction, and workers share by SKIP LOCKED. Not while the bill is being charged,
 * and not of who is suspended: they are reminded when that is over, if there is still time.
 *
 * @param now business time
 * @returns how many bills were reminded of
 */
export async function remindBills(now: Date): Promise<number> {
  for (let reminded = 0; ; ) {
    const batch = await inTransaction((tx) => remindBatch(tx, now));
    reminded += batch;
    if (batch < BATCH) return reminded;
  }
}

async function remindBatch(tx: Tx, now: Date): Promise<number> {
  const at = sql`${now.toISOString()}::timestamptz`;
  const { rows } = await tx.execute<{ id: string }>(sql`
    update bill set reminded_at = ${at} where id in (
      select b.id from bill b
      where b.status = 'failing' and b.reminded_at is null
        and b.write_off_at > ${at} and b.write_off_at <= ${addDays(now, DAYS_BEFORE).toISOString()}::timestamptz
        and (b.next_attempt_at is null or b.next_attempt_at > ${at}) and not ${isShut(sql`b.fan_id`)}
        and not exists (select from payment p where p.bill_id = b.id
          and (p.status = 'processing' or (p.way = 'off_session' and p.status in ('created', 'open'))))
      order by b.write_off_at, b.id limit ${BATCH} for update skip locked)
    returning id`);
  for (const { id } of rows) await enqueueBillReminder(tx, id, now);
  return rows.length;
}
