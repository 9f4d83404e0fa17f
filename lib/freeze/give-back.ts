import { sql } from 'drizzle-orm';
import { getDb, inTransaction, type Tx } from '@/db/client';
import { askLineRefundIn } from '@/lib/billing';
import { isRefusal } from '@/lib/errors';
import { newId } from '@/lib/ids';
import { log } from '@/lib/log';
import { askRefundIn } from '@/lib/payments';
import { cancelFrozenPayouts } from './freeze-money';

/** Refunds asked for in one run: the job sends fifty a minute, and a run must end. */
const MOST = 500;
/** They go back because we decided so, and not because a card was misused: the processor must not blame the fan. */
const REASON = 'requested_by_fan';

type Due = { paymentId: string; billId: string | null; lineIds: string[] };

/**
 * Asks for the refund of every line whose frozen money is to be given back: a direct tip whole, of a
 * bill the lines of that page. Only lines that still have money here; what was paid out is no longer
 * frozen; a payout of a frozen page that is still open is cancelled first. What arrives later is found by the next run. One whose refund failed since the decision is not
 * asked for again by itself: an admin sees it and sends it another way.
 *
 * @param now business time
 * @returns how many refunds were asked for
 */
export async function giveBackFrozen(now: Date): Promise<number> {
  await cancelFrozenPayouts(now);
  let asked = 0;
  for (const due of [...(await dueTips()), ...(await dueLines())]) {
    const id = newId();
    try {
      await inTransaction((tx) => ask(tx, id, due, now));
      asked += 1;
    } catch (error) {
      // Disputed meanwhile, or refunded by somebody else: then it is not ours to send.
      if (isRefusal(error)) log.warn('freeze.not_given_back', { payment: due.paymentId, why: error.code });
      else log.error('freeze.give_back_failed', error, { payment: due.paymentId });
    }
  }
  return asked;
}

async function ask(tx: Tx, id: string, { paymentId, billId, lineIds }: Due, now: Date): Promise<void> {
  if (billId === null) await askRefundIn(tx, { id, paymentId, reason: REASON, now });
  else await askLineRefundIn(tx, { id, billId, lineIds, reason: REASON, now });
}

async function dueTips(): Promise<Due[]> {
  const { rows } = await getDb().execute<{ paymentId: string }>(sql`
    select t.payment_id as "paymentId" from money_freeze z
    join tip t on t.creator_id = z.creator_id join payment p on p.id = t.payment_id
    where z.status = 'returning' and t.status = 'received' and t.held_minor + t.available_minor > 0 and p.status = 'succeeded'
      and not exists (select from refund r where r.payment_id = p.id and (
        r.status in ('asked', 'pending') or (r.status = 'failed' and r.created_at >= z.decided_at)))
      and not exists (select from dispute d where d.payment_id = p.id and d.closed_at is null)
    order by t.id limit ${MOST}`);
  return rows.map(({ paymentId }) => ({ paymentId, billId: null, lineIds: [] }));
}

async function dueLines(): Promise<Due[]> {
  const { rows } = await getDb().execute<Due>(sql`
    select p.id as "paymentId", b.id as "billId", array_agg(l.id order by l.id) as "lineIds" from money_freeze z
    join tab_line l on l.creator_id = z.creator_id left join tip t on t.line_id = l.id
    join bill b on b.id = l.bill_id join payment p on p.id = b.payment_id
    where z.status = 'returning' and l.status = 'collected'
      and coalesce(t.held_minor, l.held_minor) + coalesce(t.available_minor, l.available_minor) > 0
      and not exists (select from refund r left join refund_line x on x.refund_id = r.id where r.payment_id = p.id
        and (x.line_id = l.id or x.line_id is null) and (r.status in ('asked', 'pending') or (r.status = 'failed' and r.created_at >= z.decided_at)))
      and not exists (select from dispute d where d.payment_id = p.id and d.closed_at is null)
    group by p.id, b.id order by b.id limit ${MOST}`);
  return rows;
}
