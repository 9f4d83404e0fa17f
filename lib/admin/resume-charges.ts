import { getDb, inTransaction } from '@/db/client';
import { recordAct } from '@/lib/audit';
import { findChargeStop, RESTORED, resumeChargesIn } from '@/lib/billing';
import { wake } from '@/lib/queue';
import { countUnknownCharges } from '@/lib/reconcile';
import { ChargesGoOn, ChargesUnknown } from './errors';
import { readReason } from './reason';

/**
 * Lets the evening's charges go on after they were stopped, because the fault is mended. In books that
 * were restored from a backup only when they know every charge that Stripe knows, by the record that was
 * read since: a bill that was charged after the backup would else be charged again.
 *
 * @param asked.now business time
 * @throws ReasonNeeded, ChargesUnknown, ChargesGoOn
 */
export async function resumeCharges({ actorId, reason: typed, now }: { actorId: string; reason: string; now: Date }): Promise<void> {
  const reason = readReason(typed);
  const isRestored = (await findChargeStop(getDb()))?.failureCode === RESTORED;
  const unknown = isRestored ? await countUnknownCharges(getDb()) : 0;
  if (unknown !== 0) throw new ChargesUnknown(unknown);
  await inTransaction(async (tx) => {
    if (!(await resumeChargesIn(tx, { actorId, now }))) throw new ChargesGoOn();
    await recordAct(tx, { actorId, action: 'charges.resume', subjectKind: 'job', subjectId: 'billing', reason });
  });
  wake('billing');
  wake('dunning');
}
