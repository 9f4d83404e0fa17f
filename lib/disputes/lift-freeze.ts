import { inTransaction } from '@/db/client';
import { recordAct } from '@/lib/audit';
import { liftFreezes } from '@/lib/fans';
import { cleanText } from '@/lib/forms';
import { wake } from '@/lib/queue';
import { NotFrozen } from './errors';

/**
 * Lets a fan's tab go on although a payment was disputed or warned of: an admin has looked and trusts them.
 * What waited for it is charged by the next run.
 *
 * @param asked.now business time
 * @throws NotFrozen
 */
export async function liftFreeze(asked: { fanId: string; actorId: string; reason: string; now: Date }): Promise<void> {
  const reason = cleanText(asked.reason, { lines: true }).slice(0, 500);
  await inTransaction(async (tx) => {
    if ((await liftFreezes(tx, asked)) === 0) throw new NotFrozen();
    await recordAct(tx, { actorId: asked.actorId, action: 'fan.thaw', subjectKind: 'fan', subjectId: asked.fanId, reason });
  });
  wake('billing');
}
