import { sql } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { deriveId } from '@/lib/ids';
import { account, post } from '@/lib/income';
import { findTransaction, transfersOf } from '@/lib/ledger';
import type { TransferReport, TransferReversal } from '@/lib/stripe';
import { tellReturned } from './mails/tell-sent';
import { movePayout } from './move-payout';
import { moveLines, readTakenLines, type PayoutWithCreator, type TakenLine } from './payout-rows';
import { repayDebt } from './repay-debt';

/**
 * Posts what came back of a payout's transfer, each return once: it is available again on the lines
 * that it came from, the oldest first, and repays first what its creator owes by now. When all of it
 * is back the payout has failed.
 *
 * @param sent locked, with its lines
 */
export async function returnTransfer(tx: Tx, sent: PayoutWithCreator, { reversals }: Pick<TransferReport, 'reversals'>): Promise<void> {
  for (const reversal of reversals) {
    const transactionId = deriveId(sent.id, `returned:${reversal.reversalId}`);
    if ((await findTransaction(tx, transactionId)).length > 0) continue;
    await returnOne(tx, sent, reversal, transactionId);
  }
}

async function returnOne(tx: Tx, sent: PayoutWithCreator, reversal: TransferReversal, transactionId: string): Promise<void> {
  const taken = await readTakenLines(tx, sent.id);
  const parts = partsOf(taken, reversal.amountMinor);
  await moveLines(tx, parts.map(({ kind, id, backMinor }) => ({ kind, id, paidMinor: -backMinor, availableMinor: backMinor })), null);
  await tx.execute(sql`
    update payout_line x set returned_minor = x.returned_minor + v."backMinor"
    from jsonb_to_recordset(${JSON.stringify(parts)}::jsonb) as v(id uuid, "backMinor" bigint)
    where x.payout_id = ${sent.id} and v.id = coalesce(x.tip_id, x.line_id)`);
  const event = { currency: sent.currency, happenedAt: reversal.createdAt };
  await post(tx, transfersOf({ ...event, transactionId }, [{
    kind: 'payout_returned', debit: account('processor_clearing', sent), credit: account('creator_available', sent),
    amountMinor: reversal.amountMinor, externalRef: reversal.reversalId,
  }]));
  const free = parts.map(({ kind, id, backMinor }) => ({ kind, id, availableMinor: backMinor }));
  const { repaidMinor } = await repayDebt(tx, { ...event, transactionId: deriveId(sent.id, `returned:${reversal.reversalId}:debt`), owner: sent.owner }, free);
  await tellReturned(tx, sent, { ...reversal, repaidMinor });
  const leftMinor = taken.reduce((sum, line) => sum + line.amountMinor - line.returnedMinor, 0) - reversal.amountMinor;
  if (leftMinor > 0) return;
  await movePayout(tx, sent, 'failed', { endedAt: reversal.createdAt, reason: 'The transfer to your payout account was taken back.', failureCode: 'transfer_reversed' });
}

/** Of which line how much comes back: what is still out of the oldest, then of the next. */
function partsOf(taken: readonly TakenLine[], amountMinor: number): (TakenLine & { backMinor: number })[] {
  let left = amountMinor;
  return taken.map((line) => {
    const backMinor = Math.min(line.amountMinor - line.returnedMinor, left);
    left -= backMinor;
    return { ...line, backMinor };
  }).filter(({ backMinor }) => backMinor > 0);
}
