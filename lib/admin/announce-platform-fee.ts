import { inTransaction } from '@/db/client';
import { recordAct } from '@/lib/audit';
import { newId } from '@/lib/ids';
import { announceFee } from '@/lib/pricing';

/**
 * Announces a platform fee: on /fees at once, in force from its date on. A rise keeps the notice
 * that everybody was promised.
 *
 * @param fee.now business time
 * @throws FeeNoticeTooShort
 */
export async function announcePlatformFee(fee: { actorId: string; basisPoints: number; appliesFrom: Date; now: Date }): Promise<void> {
  const { actorId, basisPoints, appliesFrom, now } = fee;
  const id = newId();
  await inTransaction(async (tx) => {
    await announceFee(tx, { id, basisPoints, appliesFrom, now });
    await recordAct(tx, {
      actorId, action: 'fee.announce', subjectKind: 'fee', subjectId: id, detail: { basisPoints, appliesFrom: appliesFrom.toISOString() },
    });
  });
}
