import { sql } from 'drizzle-orm';
import { inTransaction } from '@/db/client';
import { recordAct } from '@/lib/audit';
import { newId } from '@/lib/ids';
import { PaymentDisputed } from '@/lib/payments';
import { giveBackCharge } from '@/lib/stripe';
import { bookMovement, columns, toMovement, type MovementRow } from './book-own';
import { NotOpen, OfAPayment } from './errors';
import { findStray } from './find-stray';
import { keepGaps } from './keep-gaps';
import { lockStray } from './lock-stray';
import { readRecords } from './read-records';

/**
 * Sends a charge that the books do not know back to who paid it, and books both ways as the operator's
 * own: what remains is the processor's fee, a cost. Stopped anywhere, it is decided again and goes on.
 *
 * @throws NotOpen, OfAPayment, PaymentDisputed, ProcessorUnavailable, ProcessorDeclined
 */
export async function giveBackStray({ actorId, objectId, reason }: { actorId: string; objectId: string; reason: string }): Promise<void> {
  const stray = await findStray(objectId);
  if (!stray) throw new NotOpen();
  if (stray.isOurs) throw new OfAPayment();
  if (stray.isDisputed) throw new PaymentDisputed();
  const { amountMinor, currency } = stray;
  const key = newId();
  // Written down before money moves: there is no refund without who said so, and under which key.
  await inTransaction(async (tx) => {
    await lockStray(tx, stray);
    await recordAct(tx, { actorId, action: 'reconcile.give_back', subjectKind: 'difference', subjectId: objectId, reason, detail: { amountMinor, currency, key } });
  });
  const objects = [objectId, ...(await giveBackCharge(objectId, key))];
  await readRecords({ whole: false });
  await inTransaction(async (tx) => {
    // Recorded by somebody else meanwhile, it has a payment now: its refund is followed like any other.
    await lockStray(tx, stray);
    const among = sql`object_id = any(${sql.param(objects)}::text[]) and matched_at is null`;
    const { rows } = await tx.execute<MovementRow>(sql`select ${columns} from balance_record where ${among} order by happened_at, id for update`);
    for (const row of rows) await bookMovement(tx, toMovement(row), 'own');
    await tx.execute(sql`update balance_record set matched_at = now() where ${among}`);
  });
  await keepGaps([], objects);
}
