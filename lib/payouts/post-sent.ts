import type { Tx } from '@/db/client';
import { invariant } from '@/lib/errors';
import { deriveId } from '@/lib/ids';
import { account, post } from '@/lib/income';
import { transfersOf } from '@/lib/ledger';
import type { TransferReport } from '@/lib/stripe';
import { tellSent } from './mails/tell-sent';
import { movePayout } from './move-payout';
import { lockPayout, moveLines, readTakenLines, type PayoutWithCreator } from './payout-rows';

/**
 * Posts that a payout's transfer was made: what was reserved is paid, on its lines and in the ledger.
 * Told twice, by an answer and by an event, it is posted once.
 *
 * @returns the payout as it stands then, locked
 */
export async function postSent(tx: Tx, payoutId: string, transfer: TransferReport): Promise<PayoutWithCreator> {
  const held = await lockPayout(tx, payoutId);
  invariant(held, 'a transfer of ours names a payout of ours');
  if (held.stripeTransferId === transfer.transferId) return held;
  invariant(held.status === 'approved' && held.triedAt, `a transfer was made for a payout that is ${held.status}`);
  invariant(transfer.amountMinor === held.amountMinor && transfer.currency === held.currency, 'a transfer has the sum of its payout');
  const sentAt = transfer.createdAt;
  const change = { stripeTransferId: transfer.transferId, sentAt, nextAttemptAt: null, leaseUntil: null, failureCode: null, followedAt: null };
  await movePayout(tx, held, 'sent', change);
  const taken = await readTakenLines(tx, payoutId);
  await moveLines(tx, taken.map(({ kind, id, amountMinor }) => ({ kind, id, reservedMinor: -amountMinor, paidMinor: amountMinor })), null);
  await post(tx, transfersOf({ transactionId: deriveId(payoutId, 'sent'), currency: held.currency, happenedAt: sentAt }, [{
    kind: 'payout_sent', debit: account('creator_reserved', held), credit: account('processor_clearing', held),
    amountMinor: held.amountMinor, externalRef: transfer.transferId,
  }]));
  await tellSent(tx, held);
  return { ...held, ...change, status: 'sent' };
}
