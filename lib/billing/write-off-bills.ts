import { sql } from 'drizzle-orm';
import { getDb, inTransaction, type Tx } from '@/db/client';
import { post } from '@/lib/income';
import { takenBackPosting } from '@/lib/tab';
import { lockBills, type BillWithLines } from './bill-rows';
import { followWrittenOff } from './follow-lines';
import { isShut } from './is-shut';
import { enqueueBillWrittenOff } from './mails/enqueue-bill-written-off';

const BATCH = 50;
/** How long somebody who is paying is left in peace, even at the very end. */
const PAGE_MINUTES = 10;

/**
 * Gives up bills that nobody could collect: after the last refusal, or 21 days (DESIGN.md 4.5, 4.12).
 * What was accrued of them is taken back, what they opened is closed, fan and creators are told. A
 * bill that is being paid at this moment waits for how that ends, and one of a suspended person until
 * that is lifted.
 *
 *   failing ──> written_off
 *
 * @param now business time
 * @returns how many bills were given up
 */
export async function writeOffBills(now: Date): Promise<number> {
  for (let done = 0; ; ) {
    const given = await inTransaction((tx) => writeOffBatch(tx, now));
    done += given;
    if (given === 0) return done;
  }
}

async function writeOffBatch(tx: Tx, now: Date): Promise<number> {
  const { rows } = await tx.execute<{ id: string }>(sql`
    select b.id from bill b where ${isOver(now)} order by b.write_off_at, b.id limit ${BATCH}`);
  const bills = await lockBills(tx, rows.map(({ id }) => id));
  // Looked at once more now that they are locked: a payment may have begun or ended meanwhile.
  const { rows: over } = await tx.execute<{ id: string }>(sql`
    select b.id from bill b where b.id = any(${sql.param([...bills.keys()])}::uuid[]) and ${isOver(now)}`);
  const given = over.flatMap(({ id }) => bills.get(id) ?? []);
  if (given.length > 0) await giveUp(tx, given, now);
  return given.length;
}

async function giveUp(tx: Tx, given: BillWithLines[], now: Date): Promise<void> {
  const lines = given.flatMap((bill) => bill.lines);
  const ids = sql.param(given.map(({ id }) => id));
  await post(tx, lines.flatMap((line) => takenBackPosting(line, 'line_written_off', now)));
  await tx.execute(sql`update tab_line set status = 'written_off' where bill_id = any(${ids}::uuid[]) and status = 'billed'`);
  await tx.execute(sql`
    update bill set status = 'written_off', written_off_at = ${now.toISOString()}::timestamptz, next_attempt_at = null, lease_until = null
    where id = any(${ids}::uuid[]) and status = 'failing'`);
  await followWrittenOff(tx, given, now);
  for (const { id } of given) await enqueueBillWrittenOff(tx, id, now);
}

/**
 * The payments on hosted pages that alone keep a bill from being given up: withdraw them, read what
 * became of them, and call `writeOffBills`. A page of the last ten minutes is left to who pays there.
 *
 * @param now business time
 */
export async function overduePages(now: Date): Promise<string[]> {
  const { rows } = await getDb().execute<{ id: string }>(sql`
    select p.id from bill b join payment p on p.bill_id = b.id
    where b.status = 'failing' and b.write_off_at <= ${now.toISOString()}::timestamptz
      and p.way = 'checkout' and p.status in ('created', 'open')
      and p.created_at < ${now.toISOString()}::timestamptz - make_interval(mins => ${PAGE_MINUTES})
    order by p.id`);
  return rows.map(({ id }) => id);
}

/** Due to be given up, with no try of its own left for now and nobody paying it. */
function isOver(now: Date) {
  const at = sql`${now.toISOString()}::timestamptz`;
  return sql`b.status = 'failing' and b.write_off_at <= ${at} and (b.next_attempt_at is null or b.next_attempt_at > ${at})
    and not exists (select from payment p where p.bill_id = b.id and p.status in ('created', 'open', 'processing'))
    and not ${isShut(sql`b.fan_id`)}`;
}
