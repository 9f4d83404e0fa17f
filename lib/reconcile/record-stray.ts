import { getDb, inTransaction } from '@/db/client';
import { recordAct } from '@/lib/audit';
import { adoptCharge } from '@/lib/billing';
import { looksOf } from '@/lib/payments';
import { adoptTip } from '@/lib/tips';
import { refreshPayments } from '@/lib/webhooks';
import { NotOpen, OfAPayment, StrayChanged } from './errors';
import { findStray, type Stray, type StrayPurpose } from './find-stray';
import { lockStray } from './lock-stray';

/**
 * Records a charge that the books do not know as what it paid for: a tip becomes income of its creator, a
 * bill is paid. Its rows are written again, and then the processor is asked as for any payment whose
 * answer was lost, so that fee, hold and receipt come the usual way.
 *
 * @param asked.expected what the page said that it is for: a creator's id, or a bill's
 * @throws NotOpen, OfAPayment, StrayChanged, ProcessorUnavailable
 */
export async function recordStray(asked: { actorId: string; objectId: string; expected: string; reason: string }): Promise<void> {
  const stray = await findStray(asked.objectId);
  if (!stray) throw new NotOpen();
  if (stray.isOurs) throw new OfAPayment();
  const { purpose } = stray;
  if (!purpose || idOf(purpose) !== asked.expected) throw new StrayChanged();
  await (purpose.kind === 'tip' ? writeTip(stray, purpose, asked) : writeCharge(stray, purpose, asked));
  await refreshPayments([...(await looksOf(getDb(), [purpose.paymentId])).values()]);
}

type Asked = { actorId: string; objectId: string; reason: string };

function idOf(purpose: StrayPurpose): string {
  return purpose.kind === 'tip' ? purpose.creatorId : purpose.billId;
}

async function writeTip(stray: Stray, { paymentId, sessionId, creatorId }: Extract<StrayPurpose, { kind: 'tip' }>, asked: Asked): Promise<void> {
  const { amountMinor, currency, createdAt } = stray;
  await inTransaction(async (tx) => {
    await lockStray(tx, stray);
    if (!(await adoptTip(tx, { paymentId, sessionId, creatorId, amountMinor, currency, paidAt: createdAt }))) throw new StrayChanged();
    await recordAct(tx, { ...actOf(asked), detail: { creator: creatorId, payment: paymentId, amountMinor, currency } });
  });
}

async function writeCharge(stray: Stray, purpose: Extract<StrayPurpose, { kind: 'bill' }>, asked: Asked): Promise<void> {
  const { amountMinor, currency, createdAt, description, sessionId } = stray;
  // The act first: the row of a charge takes money in, and there is none without who said so.
  await inTransaction(async (tx) => {
    await lockStray(tx, stray);
    await recordAct(tx, { ...actOf(asked), detail: { bill: purpose.billId, payment: purpose.paymentId, amountMinor, currency } });
  });
  if (!(await adoptCharge({ ...purpose, sessionId, amountMinor, currency, createdAt, description }))) throw new StrayChanged();
}

function actOf({ actorId, objectId, reason }: Asked) {
  return { actorId, action: 'reconcile.record', subjectKind: 'difference', subjectId: objectId, reason } as const;
}
