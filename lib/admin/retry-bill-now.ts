import { inTransaction } from '@/db/client';
import { recordAct } from '@/lib/audit';
import { retryBill, standsStill } from '@/lib/billing';
import { wake } from '@/lib/queue';
import { isOwnBill } from './bills';
import { FanSuspended, NothingThere, OwnMatter } from './errors';

/**
 * Has an open bill charged now instead of on its day. It is the same charge by the same way: a card
 * that was refused for good is not tried again.
 *
 * @param asked.now business time
 * @throws OwnMatter; FanSuspended; NothingThere when there is no such bill or it is paid, void or given up
 */
export async function retryBillNow({ actorId, billId, now }: { actorId: string; billId: string; now: Date }): Promise<void> {
  await inTransaction(async (tx) => {
    if (await isOwnBill(tx, actorId, billId)) throw new OwnMatter();
    if (await standsStill(tx, billId)) throw new FanSuspended();
    if (!(await retryBill(tx, billId, now))) throw new NothingThere();
    await recordAct(tx, { actorId, action: 'bill.retry', subjectKind: 'bill', subjectId: billId });
  });
  wake('dunning');
  wake('billing');
}
