import { eq } from 'drizzle-orm';
import { inTransaction, type Tx } from '@/db/client';
import { creator, payout, payoutAccount } from '@/db/schema';
import { recordAct } from '@/lib/audit';
import { deriveId, isId } from '@/lib/ids';
import { account, post } from '@/lib/income';
import { findTransaction, transfersOf } from '@/lib/ledger';
import { isCurrency } from '@/lib/money';
import type { ListedTransfer } from '@/lib/stripe';
import { lockFreeLines } from './free-lines';
import { movePayout } from './move-payout';
import { lockPayout, type PayoutWithCreator } from './payout-rows';
import { postSent } from './post-sent';
import { repayDebt } from './repay-debt';
import { isOpen } from './transitions';

/**
 * Takes into restored books a transfer that left after their backup was taken. The payout that it names
 * is sent, if it is open in these books; of one that they do not have, or have ended, the sum is its
 * creator's debt, repaid at once of what is available to them: money that left is never paid again.
 * What was taken back at the processor meanwhile is left to an admin, and so is what goes to nobody's account.
 *
 * @returns whether it was taken in now
 */
export async function adoptTransfer(transfer: ListedTransfer): Promise<boolean> {
  const { payoutId } = transfer;
  if (payoutId === null || !isId(payoutId)) return false;
  return inTransaction(async (tx) => {
    const [known] = await tx.select({ id: payout.id }).from(payout).where(eq(payout.stripeTransferId, transfer.transferId));
    if (known) return false;
    const held = await lockPayout(tx, payoutId);
    const isAdopted = held && isOpen(held.status) ? await markSent(tx, held, transfer) : await owe(tx, payoutId, transfer);
    if (isAdopted) {
      await recordAct(tx, {
        actorId: null, action: 'payout.recovered', subjectKind: 'payout', subjectId: payoutId,
        detail: { transfer: transfer.transferId, amountMinor: transfer.amountMinor, currency: transfer.currency, from: held?.status ?? 'unknown' },
      });
    }
    return isAdopted;
  });
}

/** Who let it go stands in the books that were lost: the log says that it was taken in. */
async function markSent(tx: Tx, held: PayoutWithCreator, transfer: ListedTransfer): Promise<boolean> {
  if (transfer.amountMinor !== held.amountMinor || transfer.currency !== held.currency) return false;
  const at = transfer.createdAt;
  if (held.status === 'on_hold') await movePayout(tx, held, 'in_review', { reason: null });
  const waiting = held.status === 'on_hold' ? { ...held, status: 'in_review' as const } : held;
  if (waiting.status !== 'approved') await movePayout(tx, waiting, 'approved', { approvedAt: at, reviewedAt: held.reviewedAt ?? at });
  await tx.update(payout).set({ triedAt: at, stripeAccountId: transfer.accountId }).where(eq(payout.id, held.id));
  await postSent(tx, held.id, transfer);
  return true;
}

async function owe(tx: Tx, payoutId: string, { transferId, accountId, amountMinor, reversedMinor, currency, createdAt }: ListedTransfer): Promise<boolean> {
  const transactionId = deriveId(payoutId, `recovered:${transferId}`);
  if (reversedMinor > 0 || !isCurrency(currency) || (await findTransaction(tx, transactionId)).length > 0) return false;
  const [payee] = await tx
    .select({ creatorId: creator.id, owner: creator.ledgerOwner })
    .from(payoutAccount)
    .innerJoin(creator, eq(creator.id, payoutAccount.creatorId))
    .where(eq(payoutAccount.stripeAccountId, accountId));
  if (!payee) return false;
  const free = await lockFreeLines(tx, { creatorId: payee.creatorId, currency });
  const whose = { owner: payee.owner, currency };
  const event = { currency, happenedAt: createdAt };
  await post(tx, transfersOf({ ...event, transactionId }, [{
    kind: 'payout_sent', debit: account('creator_debt', whose), credit: account('processor_clearing', whose), amountMinor, externalRef: transferId,
  }]));
  await repayDebt(tx, { ...event, transactionId: deriveId(transactionId, 'debt'), owner: payee.owner }, free);
  return true;
}
