import { sql } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { account, isMoneyFrozen } from '@/lib/income';
import { balanceOf } from '@/lib/ledger';
import { lockPayoutAccount, payoutObstacle, type PayoutObstacle } from '@/lib/payout-accounts';
import type { PayoutWithCreator } from './payout-rows';

/**
 * Why a payout cannot go on as it was asked for. The first three are about where it goes and pass by
 * themselves or by its creator; the last two end it, because its sum is no longer right.
 */
export type Stop = { why: 'account'; obstacle: PayoutObstacle } | { why: 'suspended' } | { why: 'debt' } | { why: 'claimed' };

/** What a creator is told of a payout that was cancelled for these. */
export const stopWords = {
  debt: 'Money was taken back from you since you asked: what you owe was repaid first.',
  claimed: 'Something in it is being given back to its fan, or is disputed by their bank.',
  suspended: 'Your page was suspended before it left.',
} as const;

/**
 * Looks again at what may have changed since a payout was asked for: whoever approves it or sends it
 * asks. The payout is locked, with its lines; its account is locked here, so that nothing changes it
 * before the transaction ends.
 *
 * @param now business time
 * @returns null when it may go on
 */
export async function lookAgain(tx: Tx, held: PayoutWithCreator, now: Date): Promise<Stop | null> {
  if (await isMoneyFrozen(tx, held.creatorId)) return { why: 'suspended' };
  const obstacle = payoutObstacle(await lockPayoutAccount(tx, held.creatorId), now);
  if (obstacle) return { why: 'account', obstacle };
  if ((await balanceOf(tx, account('creator_debt', held))) > 0) return { why: 'debt' };
  return (await isClaimed(tx, held.id)) ? { why: 'claimed' } : null;
}

/** Whether a refund of something in it is on its way, or its bank disputes it. */
async function isClaimed(tx: Tx, payoutId: string): Promise<boolean> {
  const { rows } = await tx.execute(sql`
    with taken as (
      select t.payment_id, l.bill_id, l.id as line_id from payout_line x
      left join tip t on t.id = x.tip_id left join tab_line l on l.id = coalesce(x.line_id, t.line_id)
      where x.payout_id = ${payoutId}
    ), paid as (
      select p.id, taken.line_id from taken join payment p on p.id = taken.payment_id
      union select p.id, taken.line_id from taken join payment p on p.bill_id = taken.bill_id
    )
    select 1 from paid join dispute d on d.payment_id = paid.id and d.closed_at is null
    union all
    select 1 from paid join refund r on r.payment_id = paid.id and r.status in ('asked', 'pending')
    where paid.line_id is null
      or not exists (select from refund_line y where y.refund_id = r.id)
      or exists (select from refund_line y where y.refund_id = r.id and y.line_id = paid.line_id)
    limit 1`);
  return rows.length > 0;
}
