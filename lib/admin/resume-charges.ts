import { inTransaction } from '@/db/client';
import { recordAct } from '@/lib/audit';
import { resumeChargesIn } from '@/lib/billing';
import { wake } from '@/lib/queue';
import { ChargesGoOn } from './errors';
import { readReason } from './reason';

/**
 * Lets the evening's charges go on after they were stopped, because the fault is mended.
 *
 * @param asked.now business time
 * @throws ReasonNeeded, ChargesGoOn
 */
export async function resumeCharges({ actorId, reason: typed, now }: { actorId: string; reason: string; now: Date }): Promise<void> {
  const reason = readReason(typed);
  await inTransaction(async (tx) => {
    if (!(await resumeChargesIn(tx, { actorId, now }))) throw new ChargesGoOn();
    await recordAct(tx, { actorId, action: 'charges.resume', subjectKind: 'job', subjectId: 'billing', reason });
  });
  wake('billing');
  wake('dunning');
}
